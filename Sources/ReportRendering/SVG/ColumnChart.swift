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
        drawColumn(from: 0, to: value, x: x, width: width * 0.96, color: series.color)
      }
    }
    svg += "\n"
    drawZeroLine()
  }

  /// Columns on top of each other at each place.
  mutating func drawStack() {
    let width = min(plot.slot * 0.7, widest)
    for (series, parts) in zip(plot.mainSeries, plot.stack) {
      for (place, part) in parts.enumerated() {
        guard let part, part.from != part.to else { continue }
        drawColumn(
          from: part.from,
          to: part.to,
          x: plot.positions[place] - width / 2,
          width: width,
          color: series.color,
          isPart: true
        )
      }
    }
    svg += "\n"
    drawZeroLine()
  }

  /// A column of at least one pixel.
  private mutating func drawColumn(
    from: Double,
    to: Double,
    x: Double,
    width: Double,
    color: SeriesColor,
    isPart: Bool = false
  ) {
    let top = plot.y(max(from, to))
    let bottom = plot.y(min(from, to))
    let height = max(bottom - top, 1)
    let y = to < from ? top : bottom - height
    svg += "<rect class=\"\(color.fill)\(isPart ? " st" : "")\" x=\"\(Coordinate.percent(x))\""
    svg += " width=\"\(Coordinate.percent(width))\" y=\"\(Coordinate.text(y))\""
    svg += " height=\"\(Coordinate.text(height))\"/>"
  }

  /// The line at zero, over the columns' edges.
  private mutating func drawZeroLine() {
    let y = Coordinate.text(plot.y(0))
    svg += "<line class=\"ax\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>\n"
  }
}
