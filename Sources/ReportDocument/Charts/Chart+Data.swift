import UsageModel

// The data of any chart in the one form that all have in common: series along an axis.

extension Chart {
  /// What the values belong to.
  public var axis: ChartAxis {
    switch content {
    case .plot(let plot): plot.axis
    case .burnUp(let burnUp): .days(Array(burnUp.days))
    case .fan(let fan):
      .days(
        (0..<fan.actual.count + (fan.forecast?.days.count ?? 0)).map { fan.first.advanced(by: $0) }
      )
    case .calendar(let calendar): .days(Array(calendar.days))
    case .flow(let flow): .labels(flow.shares.map { "\($0.from) → \($0.to)" })
    case .sparkline(let spark): spark.axis
    }
  }

  /// The values, exact; what is expected is a series of its own.
  public var series: [ChartSeries] {
    switch content {
    case .plot(let plot): return plot.series
    case .burnUp(let burnUp):
      let actual = ChartSeries("Total", values: burnUp.totals)
      let expected = expected(burnUp.forecast, after: burnUp.totals.count)
      return [actual] + expected + (burnUp.earlier.map { [$0] } ?? [])
    case .fan(let fan):
      let actual = ChartSeries("Amount", values: fan.actual.map(\.known))
      return [actual] + expected(fan.forecast, after: fan.actual.count)
    case .calendar(let calendar):
      let actual = ChartSeries("Amount", values: calendar.actual.map(\.known))
      guard calendar.upcoming.contains(where: { $0 != nil }) else { return [actual] }
      let gap = [FixedDecimal?](repeating: nil, count: calendar.actual.count)
      return [actual, ChartSeries("Expected", values: gap + calendar.upcoming)]
    case .flow(let flow): return [ChartSeries("Amount", values: flow.shares.map(\.amount))]
    case .sparkline(let spark): return [spark.series]
    }
  }

  /// Horizontal lines, such as a budget.
  public var levels: [ChartLevel] {
    switch content {
    case .plot(let plot): plot.levels
    case .burnUp(let burnUp): burnUp.budget.map { [$0] } ?? []
    case .fan(let fan): fan.levels
    case .calendar, .flow, .sparkline: []
    }
  }

  private func expected(_ forecast: ChartForecast?, after count: Int) -> [ChartSeries] {
    guard let forecast, !forecast.days.isEmpty else { return [] }
    let gap = [FixedDecimal?](repeating: nil, count: count)
    return [ChartSeries("Expected", values: gap + forecast.days.map { $0.expected })]
  }
}
