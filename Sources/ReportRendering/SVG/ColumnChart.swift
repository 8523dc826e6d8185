import ReportDocument

extension ChartDrawing {
  /// The widest that a column gets, as a share of the width.
  private var widest: Double { 0.07 }

  /// Columns side by side at each place.
  mutating func drawColumns() {
    let series = plot.mainSeries
    guard !series.isEmpty else { return }
    let group = min(plot.slot * 0.7, widest * Double(series.count))
    let width = group / Double(series.count)
    for (index, series) in series.enumerated() {
      for (place, value) in series.values.enumerated() {
        guard let value, value != 0 else { continue }
        let x = plot.positions[place] - group / 2 + Double(index) * width
        canvas.column(
          from: 0,
          to: value,
          x: x,
          width: width * 0.96,
          attributes: "class=\"\(series.color.fill)\""
        )
      }
    }
    canvas.svg += "\n"
    drawZeroLine()
  }

  /// Columns on top of each other at each place.
  mutating func drawStack() {
    let width = min(plot.slot * 0.7, widest)
    for (series, parts) in zip(plot.mainSeries, plot.stack) {
      for (place, part) in parts.enumerated() {
        guard let part, part.from != part.to else { continue }
        canvas.column(
          from: part.from,
          to: part.to,
          x: plot.positions[place] - width / 2,
          width: width,
          attributes: "class=\"\(series.color.fill) st\""
        )
      }
    }
    canvas.svg += "\n"
    drawZeroLine()
  }

  /// The line at zero, over the columns' edges.
  private mutating func drawZeroLine() {
    canvas.drawLevel(at: canvas.y(0), classes: "ax")
    canvas.svg += "\n"
  }
}
