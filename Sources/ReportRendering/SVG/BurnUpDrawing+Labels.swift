import ReportDocument
import UsageModel

extension BurnUpDrawing {
  /// What the lines end with.
  var endLabels: [EndLabel] {
    guard !plot.isAllZero else { return [] }
    var labels: [EndLabel] = []
    if let end = plot.forecast.last, let day = plot.bands.last {
      labels.append(
        EndLabel(
          y: canvas.y(end.value),
          value: words.brief(end.exact, decimals: plot.decimals),
          name: "forecast",
          importance: 100,
          weight: .accent
        )
      )
      if let range = day.likely80 {
        for (value, name, importance) in [
          (range.upperBound, "upper 80%", 20), (range.lowerBound, "lower 80%", 10),
        ] where value != end.exact {
          labels.append(
            EndLabel(
              y: canvas.y(value.approximation),
              value: words.brief(value, decimals: plot.decimals),
              name: name,
              importance: importance,
              weight: .plain,
              phone: .nothing
            )
          )
        }
      }
    }
    if let earlier = plot.burnUp.earlier, let last = plot.lastEarlier {
      labels.append(
        EndLabel(
          y: canvas.y(last.value),
          value: words.brief(last.exact, decimals: plot.decimals),
          name: words.name(earlier.name),
          importance: 30,
          weight: .plain,
          phone: .name
        )
      )
    }
    return labels
  }

  mutating func drawLabels() {
    _ = canvas.draw(endLabels)
    var obstacles = PlotObstacles()
    let height = plot.height
    obstacles.lines = [plot.actual, plot.earlier].map { points in
      [(x: 0, y: canvas.y(0))] + points.compactMap { $0.map { (x: $0.x, y: canvas.y($0.value)) } }
    }
    let start = (x: plot.start.x, y: canvas.y(plot.start.value))
    obstacles.lines.append([start] + plot.forecast.map { (x: $0.x, y: canvas.y($0.value)) })
    for bound in [\ClosedRange<FixedDecimal>.upperBound, \.lowerBound] {
      obstacles.lines.append(
        [start]
          + zip(plot.forecast, plot.bands).compactMap { point, day in
            (day.likely95 ?? day.likely80).map {
              (x: point.x, y: canvas.y($0[keyPath: bound].approximation))
            }
          }
      )
    }
    if let budget = plot.burnUp.budget {
      let y = canvas.y(budget.value.approximation)
      obstacles.lines.append([(x: 0, y: y), (x: 1, y: y)])
      place(budgetLabel(budget), around: y, at: 0, in: &obstacles)
      if let reached = plot.reached, !plot.isAllZero {
        let text = "\(words.name(budget.label)) reached \(format.day(reached.day))"
        let label = InnerLabel(lines: [.init(text: text, classes: "b bad")], x: reached.x)
        placeBeside(label, y: y, lifts: [12, 24, 36, -24, 48, 60], in: &obstacles)
      }
    }
    guard !plot.isAllZero, let last = plot.lastActual else { return }
    let mark = plot.missing.isEmpty ? "" : "†"
    var lines = [InnerLabel.Line(text: words.brief(last.exact) + mark, classes: "acc b")]
    let y = canvas.y(last.value)
    if height >= 160 {
      lines.insert(.init(text: "Spent to \(format.day(last.day))", classes: "mut"), at: 0)
      let label = InnerLabel(lines: lines, x: last.x)
      if placeBeside(label, y: y, lifts: [8, 16, 28, -36, -48], in: &obstacles) { return }
    }
    let label = InnerLabel(lines: Array(lines.suffix(1)), x: last.x)
    placeBeside(label, y: y, lifts: [8, 16, 28, -20, -32], in: &obstacles)
  }

  private func budgetLabel(_ budget: ChartLevel) -> InnerLabel {
    let text = "\(words.name(budget.label)) \(words.level(budget.value))"
    return InnerLabel(lines: [.init(text: text, classes: "ink")], x: 0)
  }

  /// Puts the label of a line above it, at the left end or else further right, or else below it.
  private mutating func place(
    _ label: InnerLabel,
    around y: Double,
    at x: Double,
    in obstacles: inout PlotObstacles
  ) {
    for (share, anchor, dx) in [
      (0.0, InnerLabel.Place.Anchor.start, 6.0), (1, .end, -6), (0.5, .middle, 0),
    ] {
      var label = label
      label.x = share
      let places = [-8.0, 16].map { InnerLabel.Place(dx: dx, baseline: y + $0, anchor: anchor) }
      if let found = obstacles.place(label, at: places, height: plot.height) {
        return label.draw(at: found.place, isForWideOnly: found.isForWideOnly, on: &canvas)
      }
    }
  }

  /// Puts a label left of a point in the right half of the plot, right of it in the left half.
  ///
  /// `lifts` says how far its last line is above the point, the best first.
  @discardableResult
  private mutating func placeBeside(
    _ label: InnerLabel,
    y: Double,
    lifts: [Double],
    in obstacles: inout PlotObstacles
  ) -> Bool {
    let sides: [(InnerLabel.Place.Anchor, Double)] =
      label.x > 0.5 ? [(.end, -9), (.start, 9)] : [(.start, 9), (.end, -9)]
    let places = sides.flatMap { anchor, dx in
      lifts.map { InnerLabel.Place(dx: dx, baseline: y - $0, anchor: anchor) }
    }
    guard let found = obstacles.place(label, at: places, height: plot.height) else { return false }
    label.draw(at: found.place, isForWideOnly: found.isForWideOnly, on: &canvas)
    return true
  }
}
