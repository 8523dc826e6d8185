import ReportDocument
import UsageModel

/// Draws the days so far as columns and those to come as a line with its ranges.
struct FanDrawing {
  let chart: Chart
  let plot: FanPlot
  let words: ChartWords
  let format: NumberFormat
  var canvas: PlotCanvas

  /// More points than this run together.
  private static let pointLimit = 60

  init(_ chart: Chart, _ plot: FanPlot, format: NumberFormat) {
    self.chart = chart
    self.plot = plot
    self.format = format
    words = ChartWords(unit: chart.unit, format: format)
    canvas = PlotCanvas(height: plot.height, ticks: plot.ticks)
  }

  /// The room that the labels of the ticks need, in pixels.
  var leftMargin: Int { canvas.leftMargin(chart.unit, format: format) }

  /// The whole SVG; `id` makes the ids of title, description and hatching.
  mutating func draw(id: String) -> String {
    let description = ChartDescription(chart, format: format).text
    canvas.open(id: id, title: chart.title, description: description)
    if hasEstimates {
      canvas.svg += "<defs><pattern id=\"\(id)h\" width=\"5\" height=\"5\""
      canvas.svg += " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      canvas.svg += "<line class=\"hl\" y2=\"5\"/></pattern></defs>"
    }
    canvas.drawGrid(chart.unit, format: format)
    canvas.drawPlaces(marks, withLines: true)
    if plot.isAllZero {
      canvas.text(words.allZero, x: 0.5, y: plot.height / 2, classes: "lb m")
    } else {
      drawColumns(hatching: "\(id)h")
      drawForecast()
    }
    for level in plot.fan.levels {
      canvas.drawLevel(at: canvas.y(level.value.approximation), classes: "lv")
    }
    if !plot.isAllZero { drawPoints() }
    _ = canvas.draw(endLabels)
    if !plot.isAllZero { drawInnerLabels() }
    return canvas.svg + "</svg>"
  }

  /// The room that labels take at the right, on wide pages and on phones, in pixels.
  var rightMargins: (wide: Int, phone: Int) { EndLabel.margins(for: endLabels) }

  /// Whether any day has an estimate of what lacks.
  var hasEstimates: Bool {
    plot.fan.actual.contains { day in
      if case .incomplete(_, .some) = day { return true }
      return false
    }
  }

  private var marks: [AxisMark] {
    guard plot.count > 0 else { return [] }
    return AxisMarks.days(
      plot.day(0)...plot.day(plot.count - 1),
      prefersWeeks: true,
      format: format
    ) { plot.x($0 - plot.fan.first) }
  }

  /// The width of a column, as a share of the width.
  var columnWidth: Double { min(plot.slot * 0.68, 0.07) }

  // MARK: Marks

  private mutating func drawColumns(hatching: String) {
    for (index, day) in plot.fan.actual.enumerated() {
      guard let known = day.known?.approximation else { continue }
      let x = plot.x(index) - columnWidth / 2
      if known != 0 {
        canvas.column(from: 0, to: known, x: x, width: columnWidth, attributes: "class=\"ca\"")
      }
      guard case .incomplete(_, let lacking?) = day, lacking > .zero else { continue }
      let from = max(known, 0)
      canvas.column(
        from: from,
        to: from + lacking.approximation,
        x: x,
        width: columnWidth,
        attributes: "class=\"miss\" fill=\"url(#\(hatching))\""
      )
    }
    canvas.drawLevel(at: canvas.y(0), classes: "ax")
    canvas.svg += "\n"
  }

  private mutating func drawForecast() {
    guard !plot.forecast.isEmpty else { return }
    canvas.openPaths()
    canvas.path(band(\.likely95), classes: "f95")
    canvas.path(band(\.likely80), classes: "f80")
    if plot.forecast.count > 1 {
      let points = plot.forecast.enumerated().map { index, day in
        canvas.point(x(index), day.expected.approximation)
      }
      canvas.path("M" + points.joined(separator: "L"), classes: "ln fc ka")
    }
    canvas.closePaths()
  }

  /// A range; where there is a single day, as wide as its column would be.
  private func band(_ range: KeyPath<ChartForecast.Day, ClosedRange<FixedDecimal>?>) -> String {
    let ends = plot.forecast.enumerated().compactMap { index, day in
      day[keyPath: range].map { (x: x(index), $0) }
    }
    guard let first = ends.first else { return "" }
    var upper = ends.map { canvas.point($0.x, $0.1.upperBound.approximation) }
    var lower = ends.map { canvas.point($0.x, $0.1.lowerBound.approximation) }
    if ends.count == 1 {
      let sides = [first.x - columnWidth / 2, first.x + columnWidth / 2]
      upper = sides.map { canvas.point($0, first.1.upperBound.approximation) }
      lower = sides.map { canvas.point($0, first.1.lowerBound.approximation) }
    }
    return "M" + (upper + lower.reversed()).joined(separator: "L") + "Z"
  }

  private mutating func drawPoints() {
    guard plot.forecast.count <= Self.pointLimit else { return }
    for (index, day) in plot.forecast.enumerated() {
      canvas.circle(x(index), day.expected.approximation, classes: "ca", isSmall: true)
    }
    canvas.svg += "\n"
  }

  /// The middle of a slot of the forecast, which begins one slot after the last day.
  func x(_ index: Int) -> Double { plot.x(plot.fan.actual.count + index) }
}
