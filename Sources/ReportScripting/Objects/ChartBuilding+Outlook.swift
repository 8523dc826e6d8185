import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

// Charts of what is to come: the days of a period so far, and a forecast of the rest.

extension ChartBuilding {
  /// What the list part of a chart with a forecast holds.
  private struct Parts {
    let outlook: OutlookObject
    /// The days so far, from the first one; it has the days of a frame, a series or a metric of the same time.
    var actual: (first: Day, amounts: [DayAmount])
    /// An earlier period's usage.
    var earlier: FrameObject?
    let unit: ChartUnit
  }

  /// The chart of `chart.burnup { … }`.
  func burnUp() throws -> Chart {
    let parts = try parts(withEarlier: true)
    guard let period = parts.outlook.span?.period else {
      throw HostError("entry 1: expected a forecast of a period, got one of plain numbers")
    }
    let daily = parts.actual.amounts.map(\.known)
    var earlier: ChartSeries?
    if let frame = parts.earlier {
      let points = try frame.points(.cost, by: .day)
      let totals = try Chart.BurnUp.totals(of: points.map(\.value))
      earlier = ChartSeries(frame.frame.period.label, values: totals, isReference: true)
    }
    let burnUp = Chart.BurnUp(
      days: period.days,
      totals: try Chart.BurnUp.totals(of: daily),
      forecast: try parts.outlook.chartForecast { ($0.total, $0.totalRanges) },
      earlier: earlier,
      budget: try budget(in: parts.unit, of: period),
      height: try height()
    )
    return chart(
      titled: "Spend in \(period.label)",
      parts.unit,
      note: parts.outlook.chartNote,
      .burnUp(burnUp)
    )
  }

  /// The chart of `chart.fan { … }`.
  func fan() throws -> Chart {
    let parts = try parts(withEarlier: false)
    var levels: [ChartLevel] = []
    if let period = parts.outlook.span?.period, let budget = try budget(in: parts.unit, of: period)
    {
      let pace = try budget.value.divided(by: FixedDecimal(period.length)) ?? .zero
      levels.append(ChartLevel("even pace", value: pace.rounded(toPlaces: 2)))
    } else if case .nil = options["budget"] {
    } else {
      throw HostError("option \"budget\" goes with a forecast of a period")
    }
    if let limit = try level("limit", called: "limit", in: parts.unit) { levels.append(limit) }
    let fan = Chart.Fan(
      first: parts.actual.first,
      actual: parts.actual.amounts,
      forecast: try parts.outlook.chartForecast { ($0.expected, $0.ranges) },
      levels: levels,
      height: try height()
    )
    let name = parts.outlook.span.map { "Spend by day, \($0.period.label)" } ?? "By day"
    return chart(titled: name, parts.unit, note: parts.outlook.chartNote, .fan(fan))
  }

  // MARK: Parts

  private func parts(withEarlier: Bool) throws -> Parts {
    let (data, first) = try data(example: "outlook")
    guard case .object(let outlook as OutlookObject) = first else {
      throw HostError("entry 1: expected a forecast, got \(describe(first))")
    }
    var unit: ChartUnit = outlook.currency.map { .money($0) } ?? .count("")
    var actual: (first: Day, amounts: [DayAmount])?
    var earlier: FrameObject?
    for (index, value) in data.enumerated().dropFirst() {
      let owner = "entry \(index + 1): "
      if withEarlier, case .object(let frame as FrameObject) = value,
        frame.frame.days.lowerBound != outlook.span?.period.start
      {
        guard earlier == nil else { throw HostError("\(owner)one earlier period is enough") }
        earlier = frame
        continue
      }
      guard actual == nil else {
        throw HostError("\(owner)the days so far are given already, by entry \(index)")
      }
      actual = try days(of: value, before: outlook, as: owner)
      if outlook.currency == nil { unit = .count(countedName(of: value)) }
    }
    return Parts(
      outlook: outlook,
      actual: try actual ?? outlook.daysSoFar(),
      earlier: earlier,
      unit: unit
    )
  }

  /// What plain numbers count.
  private func countedName(of value: LuaValue) -> String {
    if case .object(let metric as MetricObject) = value { metric.metric.name } else { "requests" }
  }

  /// The days so far as a script gives them.
  private func days(
    of value: LuaValue,
    before outlook: OutlookObject,
    as owner: String
  ) throws -> (first: Day, amounts: [DayAmount]) {
    let points: [SeriesPoint]
    switch value {
    case .object(let frame as FrameObject):
      points = try frame.points(outlook.currency == nil ? .requests : .cost, by: .day)
    case .object(let series as SeriesObject): points = series.points
    case .object(let metric as MetricObject): points = metric.points
    default:
      throw HostError(
        "\(owner)expected a frame, series or metric with the days so far, got \(describe(value))"
      )
    }
    let days = try consecutive(points, as: owner)
    guard let span = outlook.span else { return days }
    guard days.first == span.period.start else {
      throw HostError(
        "\(owner)expected the days of \(span.period) so far, got those from \(days.first) on"
      )
    }
    // The forecast begins today: the running day is part of it, and days before it that were not given are unknown.
    let over = days.first.distance(to: min(span.today, span.period.stop))
    let known = days.amounts.prefix(over)
    return (days.first, known + [DayAmount](repeating: .missing, count: over - known.count))
  }

  /// The amounts of days that follow each other; those of the running day are incomplete.
  func consecutive(
    _ points: [SeriesPoint],
    as owner: String
  ) throws(HostError) -> (first: Day, amounts: [DayAmount]) {
    guard let first = points.first?.day else { throw HostError("\(owner)it has no days") }
    for (index, point) in points.enumerated() where point.day != first.advanced(by: index) {
      throw HostError("\(owner)expected a value for each day, got one for weeks or months")
    }
    let amounts = points.map { point -> DayAmount in
      guard let value = point.value else { return .missing }
      return point.day >= context.today ? .incomplete(value) : .complete(value)
    }
    return (first, amounts)
  }

  /// The budget of the option: a budget of the configuration, or an amount.
  private func budget(
    in unit: ChartUnit,
    of period: Period
  ) throws -> ChartLevel? {
    guard case .object(let budget as BudgetObject) = options["budget"] else {
      return try level("budget", called: "Budget", in: unit)
    }
    let standing = try budget.standing()
    guard standing.period.days == period.days else {
      throw HostError(
        "option \"budget\": the forecast is of \(period), and the budget's period is "
          + "\(standing.period)"
      )
    }
    guard case .money(let currency) = unit, budget.budget.unit == currency else {
      let own = if case .money(let currency) = unit { currency } else { "plain numbers" }
      throw HostError("option \"budget\": the chart is in \(own), not in \(budget.budget.unit)")
    }
    return standing.limit.map { ChartLevel("Budget", value: $0) }
  }
}
