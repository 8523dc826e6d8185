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
    rows = try BudgetWatch(configuration, usage: usage, at: moment).outlooks(on: period?.last)
  }
}
