import ReportDocument
import UsageModel

extension ChartDrawing {
  /// A line a series, the first one on top.
  mutating func drawLines() {
    let series = plot.mainSeries
    withPaths { drawing in
      for series in series.reversed() { drawing.drawLine(series) }
    }
    for series in series.reversed() { drawPoints(of: series) }
  }

  /// The lines of series that are there for comparison.
  mutating func drawReferences() {
    let references = plot.series.filter(\.isReference)
    guard !references.isEmpty else { return }
    withPaths { drawing in
      for series in references { drawing.drawLine(series) }
    }
    for series in references { drawPoints(of: series) }
  }

  /// The line of a series, with a gap where values are missing.
  private mutating func drawLine(_ series: ChartPlot.Series) {
    var path = ""
    for (index, value) in series.values.enumerated() {
      guard let value else { continue }
      let isStart = index == 0 || series.values[index - 1] == nil
      let isEnd = index == series.values.count - 1 || series.values[index + 1] == nil
      guard !isStart || !isEnd else { continue }
      path += (isStart ? "M" : "L") + point(plot.positions[index], value)
    }
    guard !path.isEmpty else { return }
    svg += "<path class=\"ln \(series.color.stroke)\" d=\"\(path)\"/>"
  }

  /// A dot at the end of a line, and one for each value that stands alone.
  private mutating func drawPoints(of series: ChartPlot.Series) {
    for (index, value) in series.values.enumerated() {
      guard let value else { continue }
      let isAlone =
        (index == 0 || series.values[index - 1] == nil)
        && (index == series.values.count - 1 || series.values[index + 1] == nil)
      let isLast = index == series.lastIndex
      if isLast, !series.isReference {
        circle(plot.positions[index], value, color: series.color)
      } else if isAlone {
        circle(plot.positions[index], value, color: series.color, isSmall: true)
      }
    }
  }

  /// Lines across the chart, such as a budget.
  mutating func drawLevels() {
    for level in plot.chart.levels {
      let y = Coordinate.text(plot.y(level.value.approximation))
      svg += "<line class=\"lv\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }
  }
}
