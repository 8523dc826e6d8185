import ReportDocument
import UsageModel

/// Draws a plot of lines, columns or areas; the marks of each kind are in files of their own.
struct ChartDrawing {
  let chart: Chart
  let plot: ChartPlot
  let words: ChartWords
  let format: NumberFormat
  var canvas: PlotCanvas

  init(_ chart: Chart, _ plot: ChartPlot, format: NumberFormat) {
    self.chart = chart
    self.plot = plot
    self.format = format
    words = ChartWords(unit: chart.unit, format: format)
    canvas = PlotCanvas(height: plot.height, ticks: plot.ticks)
  }

  /// The room that the labels of the ticks need, in pixels.
  var leftMargin: Int { canvas.leftMargin(chart.unit, format: format) }

  /// The whole SVG; `id` makes the ids of title and description.
  mutating func draw(id: String) -> String {
    let description = ChartDescription(chart, format: format).text
    canvas.open(id: id, title: chart.title, description: description)
    canvas.drawGrid(chart.unit, format: format)
    canvas.drawPlaces(marks, withLines: isSlots && isAlongDays)
    if plot.isAllZero {
      canvas.text(words.allZero, x: 0.5, y: plot.height / 2, classes: "lb m")
    } else {
      switch plot.data.kind {
      case .line: drawLines()
      case .area: drawAreas()
      case .bars: drawColumns()
      case .stacked: drawStack()
      }
      drawReferences()
      drawLevels()
      drawEndLabels()
    }
    return canvas.svg + "</svg>"
  }

  /// Whether names below the chart need two lines.
  var needsTwoLines: Bool { marks.contains { $0.line > 0 } }

  /// Whether they need two lines on phones.
  var needsTwoLinesOnPhones: Bool { marks.contains { ($0.phone?.line ?? 0) > 0 } }

  /// Whether places are slots with columns in their middle.
  var isSlots: Bool { plot.data.kind == .bars || plot.data.kind == .stacked }

  /// Whether the places are days.
  var isAlongDays: Bool {
    if case .days = plot.data.axis { return true }
    return false
  }

  private var marks: [AxisMark] {
    switch plot.data.axis {
    case .days(let days):
      guard let first = days.first, let last = days.last, first <= last else { return [] }
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

  /// Opens the box for paths.
  mutating func withPaths(_ body: (inout ChartDrawing) -> Void) {
    canvas.openPaths()
    body(&self)
    canvas.closePaths()
  }
}
