import Tallystick
import UsageAnalysis
import UsageModel

/// How each budget stands in one of its periods, and what is expected.
struct BudgetListing {
  /// In the order of the configuration.
  let rows: [BudgetOutlook]

  /// Looks at budgets.
  ///
  /// - Parameters:
  ///   - configuration: Has the budgets.
  ///   - usage: What the store knows.
  ///   - moment: What counts as now.
  ///   - period: Each budget is shown in its period that contains the last day of this one; nil takes today.
  /// - Throws: When the store cannot answer, or an amount is too large to work with.
  init(
    of configuration: Configuration,
    in usage: StoredUsage,
    at moment: Timestamp,
    period: Period?
  ) throws {
    let today = configuration.calendar.day(of: moment)
    let day = period?.last ?? today
    rows = try configuration.budgets.map { budget in
      let windows = try usage.windows(for: budget, around: day, asOf: moment)
      let course = try BudgetCourse(
        of: budget,
        in: budget.period(
          containing: day,
          windows: windows,
          calendar: configuration.calendar
        ),
        asOf: moment,
        windows: windows,
        calendar: configuration.calendar
      ) { try usage.table($0, view: .effective) }
      return try course.outlook(before: today)
    }
  }
}

extension StoredUsage {
  /// The billing windows of the source whose cycle a budget follows, as far as they tell the cycle of a day.
  fileprivate func windows(
    for budget: Budget,
    around day: Day,
    asOf moment: Timestamp
  ) throws -> [BillingWindow] {
    guard case .cycle(let source) = budget.span else { return [] }
    return try answer(.windows(of: source, until: day, asOf: moment)).windows(of: source)
  }
}
