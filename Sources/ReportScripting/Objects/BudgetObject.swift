import LuaHost
import UsageAnalysis
import UsageModel

/// A budget in a script, in its period that the report is about.
final class BudgetObject: LuaObject {
  let budget: Budget
  let context: ScriptContext
  /// Worked out when it is first asked for: each needs a question to the store.
  private var known: BudgetStanding?

  init(_ budget: Budget, in context: ScriptContext) {
    self.budget = budget
    self.context = context
  }

  var luaType: LuaObjectType { context.type("budget") }

  /// How the budget stands at the end of the report's last day that is over.
  func standing() throws -> BudgetStanding {
    if let known { return known }
    let windows = try windows()
    let period = budget.period(
      containing: referenceDay,
      windows: windows,
      calendar: context.input.calendar
    )
    let days = context.elapsedDays(of: period)
    // A report about the past is made as of its own end.
    let end = min(days.upperBound, max(days.lowerBound, context.period.stop))
    let elapsed = days.lowerBound..<end
    let standing = try BudgetStanding(
      of: budget,
      in: period,
      elapsedDays: elapsed.count,
      spent: elapsed.isEmpty ? .zero : try spent(on: elapsed),
      rollover: try rollover(into: period, windows)
    )
    known = standing
    return standing
  }

  private var referenceDay: Day { context.referenceDay }

  /// What is expected: by a forecast of the script's, or by one of the budget's own usage.
  func outlook(by given: OutlookObject?) throws -> BudgetOutlook {
    let standing = try standing()
    let (period, unit) = (standing.period, budget.unit)
    if let given {
      let argument = "argument 1 (outlook): "
      guard let span = given.span else {
        throw HostError("\(argument)expected a forecast of a period, got one of plain numbers")
      }
      guard span.period.days == period.days else {
        throw HostError(
          "\(argument)the forecast is of \(span.period), and the budget's period is \(period)"
        )
      }
      guard given.currency == unit else {
        throw HostError(
          "\(argument)the forecast is in \(given.currency ?? "plain numbers"), and the budget counts \(unit); "
            + "without an argument its own usage is forecast"
        )
      }
      return try BudgetOutlook(of: standing, forecast: given.forecast)
    }
    let day = period.start.advanced(by: standing.elapsedDays)
    // About as long as this many steps, for each day that the methods go through.
    try context.work((UsageHistory.days + period.length) * 600)
    let course = try BudgetCourse(
      of: budget,
      in: period,
      asOf: context.input.asOf,
      windows: windows(),
      calendar: context.input.calendar
    ) { try context.tabular($0) }
    return try course.outlook(before: day)
  }

  /// The billing windows of the source whose cycle the budget follows.
  private func windows() throws -> [BillingWindow] {
    guard case .cycle(let source) = budget.span else { return [] }
    return try context.windows(of: source, until: referenceDay)
  }

  /// What earlier periods left over.
  private func rollover(into period: Period, _ windows: [BillingWindow]) throws -> FixedDecimal {
    let queries = BudgetQueries(about: budget, in: period, asOf: context.input.asOf)
    guard let days = queries.earlierDays else { return .zero }
    func table(_ query: UsageQuery) throws -> UsageTable {
      try context.tabular(query).table
    }
    return try budget.carried(
      into: period,
      from: BudgetUsage(
        try table(queries.usage(on: days)),
        seen: try table(queries.seen(on: days))
      ),
      windows: windows,
      calendar: context.input.calendar
    )
  }

  /// What was spent in the budget's scope; nil where nothing is known of it.
  private func spent(on days: Range<Day>) throws -> FixedDecimal? {
    let query = UsageQuery(
      days: days,
      dimensions: budget.dimensions,
      filter: budget.scope,
      asOf: context.input.asOf
    )
    let answer = try context.answer(query)
    // Where sources were seen and none used anything, nothing was spent.
    if answer.records.isEmpty { return answer.coverage ?? .zero > 0 ? .zero : nil }
    return try budget.spent(on: answer.records)
  }

  /// An amount of the budget: money, also in a platform's credits, or a plain number of another unit.
  func value(_ amount: FixedDecimal?) -> LuaValue {
    guard let amount, Money.isCurrency(budget.unit) else { return .decimal(amount) }
    return .money(Money(amount, budget.unit), in: context)
  }
}
