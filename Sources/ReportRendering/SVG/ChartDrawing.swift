import ReportDocument
import UsageModel

/// Draws a chart: the frame that all kinds share, and the marks of each kind in files of their own.
struct ChartDrawing {
  let plot: ChartPlot
  let words: ChartWords
  let format: NumberFormat
  var svg = ""

  init(_ plot: ChartPlot, format: NumberFormat) {
    self.plot = plot
    self.format = format
    words = ChartWords(chart: plot.chart, format: format)
  }

  /// The whole SVG; `id` makes the ids of title and description.
  mutating func draw(id: String) -> String {
    let height = Coordinate.text(plot.height)
    svg = "<svg role=\"img\" aria-labelledby=\"\(id)t \(id)d\" width=\"100%\" height=\"\(height)\">"
    svg += "<title id=\"\(id)t\">\(HTMLText.escaped(PlainText.oneLine(plot.chart.title)))</title>"
    svg += "<desc id=\"\(id)d\">\(HTMLText.escaped(words.description(of: plot)))</desc>\n"
    drawGrid()
    drawPlaces()
    if plot.isAllZero {
      text(words.allZero, x: 0.5, y: plot.height / 2, classes: "lb m")
    } else {
      switch plot.chart.kind {
      case .line: drawLines()
      case .area: drawAreas()
      case .bars: drawColumns()
      case .stacked: drawStack()
      }
      drawReferences()
      drawLevels()
      drawEndLabels()
    }
    return svg + "</svg>"
  }

  /// Whether names below the chart need two lines.
  var needsTwoLines: Bool { marks.contains { $0.line > 0 } }

  /// Whether they need two lines on phones.
  var needsTwoLinesOnPhones: Bool { marks.contains { ($0.phone?.line ?? 0) > 0 } }

  // MARK: Frame

  private mutating func drawGrid() {
    let labels = plot.ticks.labels(for: plot.chart.unit, format: format)
    for (value, label) in zip(plot.ticks.values, labels) {
      let y = plot.y(value)
      let line = Coordinate.text(y)
      svg +=
        "<line class=\"\(value == 0 ? "ax" : "gr")\" x2=\"100%\" y1=\"\(line)\" y2=\"\(line)\"/>"
      svg += "<text class=\"tk e\" x=\"-10\" y=\"\(Coordinate.text(y + 4))\">"
      svg += HTMLText.escaped(label) + "</text>"
    }
    svg += "\n"
  }

  private var marks: [AxisMark] {
    switch plot.chart.axis {
    case .days(let days):
      guard let first = days.first, let last = days.last, first <= last else { return [] }
      let isSlots = plot.chart.kind == .bars || plot.chart.kind == .stacked
      let span = Double(last - first)
      return AxisMarks.days(first...last, prefersWeeks: isSlots, format: format) { day in
        let offset = Double(day - first)
        if isSlots { return (offset + 0.5) * plot.slot }
        return span > 0 ? offset / span : 0.5
      }
    case .labels(let labels):
      return AxisMarks.names(labels.map(PlainText.oneLine)) { plot.positions[$0] }
    }
  }

  private mutating func drawPlaces() {
    for mark in marks {
      text(
        mark.text,
        x: mark.position,
        y: plot.height + 19 + Double(mark.line) * 16,
        classes: mark.isForWideOnly || mark.phone != nil ? "tk m w" : "tk m"
      )
      if let phone = mark.phone {
        let y = plot.height + 19 + Double(phone.line) * 16
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

  /// Opens the box whose width is 1000 whatever the page's width is, for paths.
  mutating func withPaths(_ body: (inout ChartDrawing) -> Void) {
    let height = Coordinate.text(plot.height)
    svg += "<svg width=\"100%\" height=\"\(height)\" viewBox=\"0 0 1000 \(height)\""
    svg += " preserveAspectRatio=\"none\">"
    body(&self)
    svg += "</svg>\n"
  }

  /// A point of a path.
  func point(_ share: Double, _ value: Double) -> String {
    "\(Coordinate.text(share * 1000)),\(Coordinate.text(plot.y(value)))"
  }

  mutating func circle(_ share: Double, _ value: Double, color: SeriesColor, isSmall: Bool = false)
  {
    svg += "<circle class=\"pt \(isSmall ? "sm " : "")\(color.fill)\""
    svg += " cx=\"\(Coordinate.percent(share))\" cy=\"\(Coordinate.text(plot.y(value)))\""
    svg += " r=\"\(isSmall ? 2.5 : 4)\"/>"
  }
}
