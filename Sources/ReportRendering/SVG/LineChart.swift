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
      path += (isStart ? "M" : "L") + canvas.point(plot.positions[index], value)
    }
    canvas.path(path, classes: "ln \(series.color.stroke)")
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
        canvas.circle(plot.positions[index], value, classes: series.color.fill)
      } else if isAlone {
        canvas.circle(plot.positions[index], value, classes: series.color.fill, isSmall: true)
      }
    }
  }

  /// Lines across the chart, such as a budget.
  mutating func drawLevels() {
    for level in plot.data.levels {
      canvas.drawLevel(at: canvas.y(level.value.approximation), classes: "lv")
    }
  }
}
