import ReportDocument

extension ChartDrawing {
  /// Filled lines on top of each other; a place where every series is missing is a gap.
  mutating func drawAreas() {
    let series = plot.mainSeries
    let stack = plot.stack
    let isSingle = series.count == 1
    withPaths { drawing in
      for (index, series) in series.enumerated() {
        drawing.drawArea(series, parts: drawing.filled(stack, at: index), isSingle: isSingle)
      }
    }
    guard let first = series.first else { return }
    if isSingle, let last = first.lastIndex, let value = first.values[last] {
      canvas.circle(plot.positions[last], value, classes: first.color.fill)
    }
  }

  /// The parts of a series, with the height of the series below where only this one is missing.
  private func filled(
    _ stack: [[(from: Double, to: Double)?]],
    at index: Int
  ) -> [(from: Double, to: Double)?] {
    stack[index].indices.map { place in
      if let part = stack[index][place] { return part }
      guard stack.contains(where: { $0[place] != nil }) else { return nil }
      let below = stack[..<index].reversed().compactMap { $0[place]?.to }.first ?? 0
      return (below, below)
    }
  }

  private mutating func drawArea(
    _ series: ChartPlot.Series,
    parts: [(from: Double, to: Double)?],
    isSingle: Bool
  ) {
    var start = 0
    while start < parts.count {
      guard parts[start] != nil else {
        start += 1
        continue
      }
      var end = start
      while end + 1 < parts.count, parts[end + 1] != nil { end += 1 }
      let places = Array(start...end)
      let upper = places.map { canvas.point(plot.positions[$0], parts[$0]?.to ?? 0) }
      let lower = places.reversed().map { canvas.point(plot.positions[$0], parts[$0]?.from ?? 0) }
      let outline = upper.joined(separator: "L")
      if places.count > 1 {
        let style = isSingle ? "ar" : "ar st"
        canvas.svg += "<path class=\"\(style) \(series.color.fill)\""
        canvas.svg += " d=\"M\(outline)L\(lower.joined(separator: "L"))Z\"/>"
        if isSingle {
          canvas.svg += "<path class=\"ln \(series.color.stroke)\" d=\"M\(outline)\"/>"
        }
      }
      start = end + 1
    }
  }
}
