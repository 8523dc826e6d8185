import ReportDocument
import UsageModel

/// A label at the right end of a line.
struct EndLabel {
  /// What is left of a label on a phone.
  enum Phone {
    case value, name, nothing
  }

  /// How the value stands out.
  enum Weight {
    case accent, strong, plain
  }

  /// Where its point is, as a share of the width.
  var x: Double = 1
  /// Where it wants to be, in pixels from the top.
  var y: Double
  /// The number; empty where the label is a name only.
  var value: String
  var name: String
  /// The colour of the swatch before it; nil without one.
  var color: SeriesColor?
  /// How much it matters when there is too little room.
  var importance: Int
  var weight: Weight = .strong
  var phone: Phone = .value
  /// Whether the text ends at the point instead of beginning there.
  var endsAtPoint = false

  /// What a phone shows.
  private var phoneText: String {
    switch phone {
    case .value: value
    case .name: PlainText.cut(name, to: 13)
    case .nothing: ""
    }
  }

  /// The room that labels take at the right, on wide pages and on phones, in pixels.
  static func margins(for labels: [EndLabel]) -> (wide: Int, phone: Int) {
    let labels = labels.filter { !$0.endsAtPoint }
    guard !labels.isEmpty else { return (14, 14) }
    let wide = labels.map { label in
      label.value.count + label.name.count + 1 + (label.color == nil ? 0 : 2)
    }.max()
    let phone = labels.map { $0.phoneText.count + ($0.color == nil ? 0 : 2) }.max()
    return (min(max((wide ?? 0) * 7 + 18, 100), 280), min(max((phone ?? 0) * 7 + 14, 40), 124))
  }

  /// Draws the label at a height.
  func draw(at height: Double, on canvas: inout PlotCanvas) {
    let x = Coordinate.percent(x)
    var dx = 10
    if let color {
      // A nested box moves the swatch by pixels from a share of the width.
      canvas.svg +=
        "<svg x=\"\(x)\" y=\"\(Coordinate.text(height - 4))\" width=\"19\" height=\"9\">"
      canvas.svg +=
        "<rect class=\"\(color.fill)\" x=\"10\" width=\"9\" height=\"9\" rx=\"2\"/></svg>"
      dx = 25
    }
    if endsAtPoint { dx = -9 }
    canvas.svg +=
      "<text class=\"lb halo\(endsAtPoint ? " e" : "")\(phone == .nothing ? " w" : "")\""
    canvas.svg += " x=\"\(x)\" dx=\"\(dx)\" y=\"\(Coordinate.text(height + 4.5))\">"
    canvas.svg += valueSpan + nameSpan + "</text>\n"
  }

  private var valueSpan: String {
    guard !value.isEmpty else { return "" }
    let look =
      switch weight {
      case .accent: "b acc"
      case .strong: "b ink"
      case .plain: ""
      }
    let classes = [look, phone == .name ? "w" : ""].filter { !$0.isEmpty }
    let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    return "<tspan\(attribute)>" + HTMLText.escaped(value) + (endsAtPoint ? "" : " ") + "</tspan>"
  }

  private var nameSpan: String {
    let short = PlainText.cut(name, to: 13)
    let long = HTMLText.escaped(name)
    let lead = endsAtPoint ? " " : ""
    guard phone == .name else {
      return "<tspan\(phone == .value ? " class=\"w\"" : "")>\(lead)\(long)</tspan>"
    }
    guard short != name else { return "<tspan>\(lead)\(long)</tspan>" }
    return "<tspan class=\"w\">\(long)</tspan><tspan class=\"n\">\(HTMLText.escaped(short))</tspan>"
  }
}

extension PlotCanvas {
  /// Draws labels without overlaps, and tells the heights of those that had room.
  mutating func draw(_ labels: [EndLabel], maximumShift: Double = 24) -> [Double] {
    let heights = LabelPlacement.place(
      labels.map { LabelPlacement.Label(desired: $0.y, importance: $0.importance) },
      within: 0...max(height, 1),
      maximumShift: maximumShift
    )
    for (label, height) in zip(labels, heights) {
      if let height { label.draw(at: height, on: &self) }
    }
    return heights.compactMap(\.self)
  }
}
