import ReportDocument
import UsageModel

/// Draws what was spent up to each day, the budget, and a forecast of the rest.
struct BurnUpDrawing {
  let chart: Chart
  let plot: BurnUpPlot
  let words: ChartWords
  let format: NumberFormat
  var canvas: PlotCanvas

  init(_ chart: Chart, _ plot: BurnUpPlot, format: NumberFormat) {
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
    canvas.drawPlaces(marks)
    if plot.isAllZero {
      canvas.text(words.allZero, x: 0.5, y: plot.height / 2, classes: "lb m")
    } else {
      canvas.openPaths()
      drawLines()
      canvas.closePaths()
    }
    drawMarks()
    drawLabels()
    return canvas.svg + "</svg>"
  }

  /// The room that labels take at the right, on wide pages and on phones, in pixels.
  var rightMargins: (wide: Int, phone: Int) { EndLabel.margins(for: endLabels) }

  private var marks: [AxisMark] {
    let days = plot.burnUp.days
    guard !days.isEmpty else { return [] }
    return AxisMarks.days(
      days.lowerBound...plot.lastDay,
      prefersWeeks: false,
      format: format
    ) { day in Double(day - days.lowerBound + 1) / Double(days.count) }
  }

  // MARK: Lines

  private mutating func drawLines() {
    for (range, style) in [(\ChartForecast.Day.likely95, "f95"), (\.likely80, "f80")] {
      canvas.path(band(range), classes: style)
    }
    canvas.path(line(plot.earlier), classes: "ln kr")
    canvas.path(line(plot.actual), classes: "ln ka")
    guard !plot.forecast.isEmpty else { return }
    let expected = plot.forecast.map { canvas.point($0.x, $0.value) }
    let start = canvas.point(plot.start.x, plot.start.value)
    canvas.path("M\(start)L" + expected.joined(separator: "L"), classes: "ln fc ka")
  }

  /// A line with gaps; it begins at nothing on the morning of the first day.
  private func line(_ points: [BurnUpPlot.Point?]) -> String {
    var path = ""
    var isOpen = points.first.map { $0 != nil } ?? false
    if isOpen { path = "M" + canvas.point(0, 0) }
    for (index, point) in points.enumerated() {
      guard let point else {
        isOpen = false
        continue
      }
      let hasNext = index + 1 < points.count && points[index + 1] != nil
      if isOpen {
        path += "L" + canvas.point(point.x, point.value)
      } else if hasNext {
        path += "M" + canvas.point(point.x, point.value)
      }
      isOpen = isOpen || hasNext
    }
    return path
  }

  /// A range from the newest total on; days without one end it.
  private func band(_ range: KeyPath<ChartForecast.Day, ClosedRange<FixedDecimal>?>) -> String {
    let ends = zip(plot.forecast, plot.bands).compactMap { point, day in
      day[keyPath: range].map { (x: point.x, $0) }
    }
    guard !ends.isEmpty else { return "" }
    let start = canvas.point(plot.start.x, plot.start.value)
    let upper = ends.map { canvas.point($0.x, $0.1.upperBound.approximation) }
    let lower = ends.reversed().map { canvas.point($0.x, $0.1.lowerBound.approximation) }
    return "M\(start)L" + (upper + lower).joined(separator: "L") + "Z"
  }

  /// The budget, the newest total, days that stand alone, and where the budget is reached.
  private mutating func drawMarks() {
    if let budget = plot.burnUp.budget {
      canvas.drawLevel(at: canvas.y(budget.value.approximation), classes: "lv")
    }
    guard !plot.isAllZero else { return }
    for (index, point) in plot.actual.enumerated() {
      guard let point, index > 0, plot.actual[index - 1] == nil, point != plot.lastActual,
        index + 1 == plot.actual.count || plot.actual[index + 1] == nil
      else { continue }
      canvas.circle(point.x, point.value, classes: "ca", isSmall: true)
    }
    if let last = plot.lastActual {
      if !plot.forecast.isEmpty { canvas.drawDrop(from: last.value, at: last.x) }
      canvas.circle(last.x, last.value, classes: "ca")
    }
    if let reached = plot.reached, let budget = plot.burnUp.budget {
      canvas.drawDrop(from: budget.value.approximation, at: reached.x)
      canvas.circle(reached.x, budget.value.approximation, classes: "hol")
    }
    canvas.svg += "\n"
  }
}
