import ReportDocument
import UsageModel

extension FanDrawing {
  /// What the forecast and the levels end with.
  var endLabels: [EndLabel] {
    var labels: [EndLabel] = []
    if let end = plot.forecast.last, !plot.isAllZero {
      labels.append(
        EndLabel(
          y: canvas.y(end.expected.approximation),
          value: words.brief(end.expected, decimals: plot.decimals),
          name: "forecast",
          importance: 100,
          weight: .accent
        )
      )
    }
    labels += plot.fan.levels.enumerated().map { index, level in
      EndLabel(
        y: canvas.y(level.value.approximation),
        value: words.level(level.value),
        name: words.name(level.label),
        importance: 50 - index
      )
    }
    return labels
  }

  /// The highest day, and where the first incomplete one is.
  mutating func drawInnerLabels() {
    var obstacles = PlotObstacles()
    obstacles.lines = plot.fan.levels.map { level in
      let y = canvas.y(level.value.approximation)
      return [(x: 0, y: y), (x: 1, y: y)]
    }
    for bound in [\ClosedRange<FixedDecimal>.upperBound, \.lowerBound] {
      obstacles.lines.append(
        plot.forecast.enumerated().map { index, day in
          let range = day.likely95 ?? day.likely80 ?? day.expected...day.expected
          return (x: x(index), y: canvas.y(range[keyPath: bound].approximation))
        }
      )
    }
    obstacles.columns = plot.fan.actual.enumerated().compactMap { index, day in
      guard let known = day.known?.approximation else { return nil }
      var ends = [canvas.y(known), canvas.y(0)]
      if case .incomplete(_, let lacking?) = day {
        ends.append(canvas.y(max(known, 0) + lacking.approximation))
      }
      let x = plot.x(index)
      return (x - columnWidth / 2, x + columnWidth / 2, ends.min() ?? 0, ends.max() ?? 0)
    }
    if let highest = plot.highest {
      let line = InnerLabel.Line(
        text: words.brief(highest.amount),
        classes: "b acc",
        tail: format.day(plot.day(highest.index))
      )
      drawAbove(highest.index, line, in: &obstacles)
    }
    if let index = plot.fan.actual.firstIndex(where: \.isIncomplete) {
      drawAbove(index, .init(text: "incomplete", classes: "mut"), in: &obstacles)
    }
  }

  /// Puts a text over a day's column, what lacks with it, where it covers nothing; else the text stays away.
  private mutating func drawAbove(
    _ index: Int,
    _ line: InnerLabel.Line,
    in obstacles: inout PlotObstacles
  ) {
    let day = plot.fan.actual[index]
    var top = max(day.known?.approximation ?? 0, 0)
    if case .incomplete(_, let lacking?) = day { top += max(lacking.approximation, 0) }
    let y = canvas.y(top)
    let label = InnerLabel(lines: [line], x: plot.x(index))
    let anchors: [(InnerLabel.Place.Anchor, Double)] = [(.middle, 0), (.start, -8), (.end, 8)]
    let places = [8.0, 22, 36].flatMap { lift in
      anchors.map { InnerLabel.Place(dx: $1, baseline: y - lift, anchor: $0) }
    }
    guard let found = obstacles.place(label, at: places, height: plot.height) else { return }
    label.draw(at: found.place, isForWideOnly: found.isForWideOnly, on: &canvas)
  }
}
