public import UsageModel

/// How a budget goes through one period: what was spent by each day, and what was to be expected then.
///
/// Everything is told from the data as they are known now, also about earlier days.
public struct BudgetCourse: Sendable {
  /// The budget.
  public let budget: Budget
  /// The period.
  public let period: Period
  /// What earlier periods left over for it.
  public let rollover: FixedDecimal

  private let usage: BudgetUsage
  private let isCovered: Bool
  private let spending: BudgetSpending

  /// Reads the usage of a period.
  ///
  /// - Parameters:
  ///   - budget: The budget.
  ///   - period: One of its periods.
  ///   - usage: The usage on ``BudgetQueries/days``.
  ///   - isCovered: Whether the sources were seen in the period, also where they told of no usage at all.
  ///   - earlier: The usage on ``BudgetQueries/earlierDays``; nil where nothing is added from there.
  ///   - windows: The known billing windows of the source whose cycle the budget follows.
  ///   - calendar: Cuts days.
  /// - Throws: When an amount is too large to work with.
  public init(
    of budget: Budget,
    in period: Period,
    usage: BudgetUsage,
    isCovered: Bool = false,
    earlier: BudgetUsage? = nil,
    windows: [BillingWindow] = [],
    calendar: ReportingCalendar = .utc
  ) throws(ArithmeticOverflow) {
    self.budget = budget
    self.period = period
    self.usage = usage
    self.isCovered = isCovered
    spending = try BudgetSpending(of: budget, in: usage)
    guard let earlier else {
      rollover = .zero
      return
    }
    rollover = try budget.carried(
      into: period,
      from: earlier,
      windows: windows,
      calendar: calendar
    )
  }

  /// Asks for the usage of a period and reads it.
  ///
  /// - Parameters:
  ///   - budget: The budget.
  ///   - period: One of its periods.
  ///   - moment: Only what was learnt by then counts.
  ///   - windows: The known billing windows of the source whose cycle the budget follows.
  ///   - calendar: Cuts days.
  ///   - answer: Answers a query, with costs in the effective view.
  /// - Throws: What the answers throw, or when an amount is too large to work with.
  public init(
    of budget: Budget,
    in period: Period,
    asOf moment: Timestamp,
    windows: [BillingWindow] = [],
    calendar: ReportingCalendar = .utc,
    answer: (UsageQuery) throws -> TabularAnswer
  ) throws {
    let queries = BudgetQueries(about: budget, in: period, asOf: moment)
    func usage(on days: Range<Day>) throws -> BudgetUsage {
      BudgetUsage(
        try answer(queries.usage(on: days)).table,
        seen: try answer(queries.seen(on: days)).table
      )
    }
    try self.init(
      of: budget,
      in: period,
      usage: usage(on: queries.days),
      isCovered: try answer(queries.seen(on: period.days)).coverage ?? .zero > .zero,
      earlier: try queries.earlierDays.map(usage(on:)),
      windows: windows,
      calendar: calendar
    )
  }

  /// How the budget stands before a day begins.
  public func standing(before day: Day) throws(ArithmeticOverflow) -> BudgetStanding {
    let end = max(period.start, min(day, period.stop))
    return try BudgetStanding(
      of: budget,
      in: period,
      elapsedDays: period.start.distance(to: end),
      spent: spending.spent(on: period.start..<end, isCovered: isCovered),
      rollover: rollover
    )
  }

  /// How the budget stands before a day begins, and what is to come.
  public func outlook(before day: Day) throws -> BudgetOutlook {
    let standing = try standing(before: day)
    guard !standing.isOver, standing.spent != nil else {
      return try BudgetOutlook(of: standing, forecast: nil)
    }
    let history = try UsageHistory(
      of: budget.measure,
      in: usage.table,
      where: UsageFilter(),
      for: period,
      before: day
    )
    return try BudgetOutlook(of: standing, forecast: Forecaster().forecast(history.input()))
  }

  /// What is compared with a threshold's share once a day is over; nil where it is not known.
  ///
  /// Anything at all is past every share of a limit of zero.
  public func level(of kind: Budget.Warning.Kind, after day: Day) throws -> FixedDecimal? {
    let next = day.advanced(by: 1)
    if kind == .spent {
      let standing = try standing(before: next)
      return try BudgetOutlook.part(standing.spent, of: standing.limit)
    }
    return try outlook(before: next).level(of: kind)
  }
}
