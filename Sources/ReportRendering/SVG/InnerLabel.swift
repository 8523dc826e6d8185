import ReportDocument

/// A label inside a plot, beside the point that it is about.
struct InnerLabel {
  /// One line of it.
  struct Line {
    var text: String
    var classes: String
    /// What follows in muted type; phones leave it out.
    var tail: String = ""
  }

  /// A place that it may take.
  struct Place: Equatable {
    /// Where its text begins, ends or has its middle, in pixels from the point.
    var dx: Double
    /// The baseline of its last line, in pixels from the top.
    var baseline: Double
    /// The class that says which part of the text is there.
    var anchor: Anchor

    enum Anchor: String {
      case start = ""
      case middle = " m"
      case end = " e"
    }
  }

  /// Top to bottom.
  var lines: [Line]
  /// The point, as a share of the width.
  var x: Double

  /// The distance of two lines.
  static let leading = 16.0

  /// The room that the longest line takes; a wide font is taken for granted.
  private func width(isPhone: Bool) -> Double {
    let longest = lines.map { $0.text.count + (isPhone ? 0 : $0.tail.count) }.max() ?? 0
    return Double(longest) * 7.9 + 6
  }

  /// The box that it takes at a place, when the plot has a width.
  func box(at place: Place, width plot: Double) -> PlotObstacles.Box {
    let width = width(isPhone: plot <= PlotObstacles.phoneWidth)
    let start: Double
    switch place.anchor {
    case .start: start = x * plot + place.dx
    case .middle: start = x * plot + place.dx - width / 2
    case .end: start = x * plot + place.dx - width
    }
    return PlotObstacles.Box(
      left: start,
      right: start + width,
      top: place.baseline - 11 - Self.leading * Double(lines.count - 1),
      bottom: place.baseline + 4
    )
  }

  /// The text elements.
  func draw(at place: Place, isForWideOnly: Bool, on canvas: inout PlotCanvas) {
    for (index, line) in lines.enumerated() {
      let lift = Self.leading * Double(lines.count - 1 - index)
      let look = line.tail.isEmpty ? " \(line.classes)" : ""
      canvas.svg += "<text class=\"lb halo\(look)\(place.anchor.rawValue)"
      canvas.svg += "\(isForWideOnly ? " w" : "")\" x=\"\(Coordinate.percent(x))\""
      if place.dx != 0 { canvas.svg += " dx=\"\(Coordinate.text(place.dx))\"" }
      canvas.svg += " y=\"\(Coordinate.text(place.baseline - lift))\">"
      let text = HTMLText.escaped(line.text)
      canvas.svg += line.tail.isEmpty ? text : "<tspan class=\"\(line.classes)\">\(text)</tspan>"
      if !line.tail.isEmpty {
        canvas.svg += "<tspan class=\"w\"> \(HTMLText.escaped(line.tail))</tspan>"
      }
      canvas.svg += "</text>\n"
    }
  }
}
