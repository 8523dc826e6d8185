import ReportDocument
import UsageModel

/// A plot that is being drawn: its scale, its frame, and the pieces that all kinds of charts share.
///
/// Text, circles, bars and the grid go by a share of the width and by pixels of the height, so that nothing is
/// distorted when the page is narrower. Paths are in a box of their own whose width is 1000 whatever the page's is.
struct PlotCanvas {
  /// The height in pixels.
  let height: Double
  /// The scale.
  let ticks: Ticks
  /// What was drawn.
  var svg = ""

  init(height: Double, ticks: Ticks) {
    self.height = height
    self.ticks = ticks
  }

  /// A height that a script may ask for, or the usual one.
  static func height(_ wanted: Int?, usual: Int) -> Double {
    Double(min(max(wanted ?? usual, 80), 1000))
  }

  /// Where a value is, in pixels from the top.
  func y(_ value: Double) -> Double { height * (1 - ticks.share(of: value)) }

  /// A point of a path, with the share of the width.
  func point(_ share: Double, _ value: Double) -> String {
    "\(Coordinate.text(share * 1000)),\(Coordinate.text(y(value)))"
  }

  // MARK: Frame

  /// The room that the labels at the left need, in pixels.
  func leftMargin(_ unit: ChartUnit, format: NumberFormat) -> Int {
    (ticks.labels(for: unit, format: format).map(\.count).max() ?? 0) * 8 + 12
  }

  /// Begins the picture; the ids of title and description are made from `id`.
  mutating func open(id: String, title: String, description: String) {
    svg += "<svg role=\"img\" aria-labelledby=\"\(id)t \(id)d\" width=\"100%\""
    svg += " height=\"\(Coordinate.text(height))\">"
    svg += "<title id=\"\(id)t\">\(HTMLText.escaped(PlainText.oneLine(title)))</title>"
    svg += "<desc id=\"\(id)d\">\(HTMLText.escaped(description))</desc>\n"
  }

  /// The horizontal lines at the ticks, with their labels at the left.
  mutating func drawGrid(_ unit: ChartUnit, format: NumberFormat) {
    for (value, label) in zip(ticks.values, ticks.labels(for: unit, format: format)) {
      let y = y(value)
      drawLevel(at: y, classes: value == 0 ? "ax" : "gr")
      svg += "<text class=\"tk e\" x=\"-10\" y=\"\(Coordinate.text(y + 4))\">"
      svg += HTMLText.escaped(label) + "</text>"
    }
    svg += "\n"
  }

  /// The labels below the plot; those of columns have a small line that leads to them.
  mutating func drawPlaces(_ marks: [AxisMark], withLines: Bool = false) {
    for mark in marks {
      if withLines {
        let x = Coordinate.percent(mark.position)
        let hidden = mark.isForWideOnly ? " w" : ""
        svg += "<line class=\"ax\(hidden)\" x1=\"\(x)\" x2=\"\(x)\""
        svg += " y1=\"\(Coordinate.text(height))\" y2=\"\(Coordinate.text(height + 5))\"/>"
      }
      text(
        mark.text,
        x: mark.position,
        y: height + 19 + Double(mark.line) * 16,
        classes: mark.isForWideOnly || mark.phone != nil ? "tk m w" : "tk m"
      )
      if let phone = mark.phone {
        let y = height + 19 + Double(phone.line) * 16
        text(phone.text, x: mark.position, y: y, classes: "tk m n")
      }
    }
    svg += "\n"
  }

  // MARK: Pieces

  /// A text at a share of the width.
  mutating func text(_ text: String, x: Double, y: Double, classes: String, dx: Int = 0) {
    svg += "<text class=\"\(classes)\" x=\"\(Coordinate.percent(x))\""
    if dx != 0 { svg += " dx=\"\(dx)\"" }
    svg += " y=\"\(Coordinate.text(y))\">\(HTMLText.escaped(text))</text>"
  }

  /// Opens the box for paths.
  mutating func openPaths() {
    let height = Coordinate.text(height)
    svg += "<svg width=\"100%\" height=\"\(height)\" viewBox=\"0 0 1000 \(height)\""
    svg += " preserveAspectRatio=\"none\">"
  }

  /// Closes it.
  mutating func closePaths() { svg += "</svg>\n" }

  /// A path in the box for paths; nothing for an empty one.
  mutating func path(_ path: String, classes: String) {
    guard !path.isEmpty else { return }
    svg += "<path class=\"\(classes)\" d=\"\(path)\"/>"
  }

  /// A dot.
  mutating func circle(_ share: Double, _ value: Double, classes: String, isSmall: Bool = false) {
    svg += "<circle class=\"pt \(isSmall ? "sm " : "")\(classes)\""
    svg += " cx=\"\(Coordinate.percent(share))\" cy=\"\(Coordinate.text(y(value)))\""
    svg += " r=\"\(isSmall ? "2.5" : "4")\"/>"
  }

  /// A line across the plot.
  mutating func drawLevel(at y: Double, classes: String) {
    let y = Coordinate.text(y)
    svg += "<line class=\"\(classes)\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
  }

  /// A line from a point down to the baseline.
  mutating func drawDrop(from value: Double, at share: Double, classes: String = "now") {
    let x = Coordinate.percent(share)
    svg += "<line class=\"\(classes)\" x1=\"\(x)\" x2=\"\(x)\""
    svg += " y1=\"\(Coordinate.text(y(value)))\" y2=\"\(Coordinate.text(y(0)))\"/>"
  }

  /// A column of at least one pixel.
  mutating func column(
    from: Double,
    to: Double,
    x: Double,
    width: Double,
    attributes: String
  ) {
    let top = y(max(from, to))
    let bottom = y(min(from, to))
    let length = max(bottom - top, 1)
    let start = to < from ? top : bottom - length
    svg += "<rect \(attributes) x=\"\(Coordinate.percent(x))\""
    svg += " width=\"\(Coordinate.percent(width))\" y=\"\(Coordinate.text(start))\""
    svg += " height=\"\(Coordinate.text(length))\"/>"
  }
}
