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
    let period = try period()
    let days = context.elapsedDays(of: period)
    // A report about the past is made as of its own end.
    let end = min(days.upperBound, max(days.lowerBound, context.period.stop))
    let elapsed = days.lowerBound..<end
    let standing = try BudgetStanding(
      of: budget,
      in: period,
      elapsedDays: elapsed.count,
      spent: elapsed.isEmpty ? .zero : try spent(on: elapsed)
    )
    known = standing
    return standing
  }

  private var referenceDay: Day { context.referenceDay }

  /// The budget's period that the report is about.
  private func period() throws -> Period {
    var windows: [BillingWindow] = []
    if case .cycle(let source) = budget.span {
      windows = try context.windows(of: source, until: referenceDay)
    }
    return budget.period(
      containing: referenceDay,
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
