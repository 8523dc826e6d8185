public import UsageModel

/// What has to be asked to tell how a budget stands in a period.
public struct BudgetQueries: Sendable {
  private let budget: Budget
  private let period: Period
  private let moment: Timestamp

  /// How many years before a period what was left over is looked for.
  static let years: Int = 10

  /// Describes the questions about a budget, to be answered with what was learnt up to a moment.
  public init(about budget: Budget, in period: Period, asOf moment: Timestamp) {
    self.budget = budget
    self.period = period
    self.moment = moment
  }

  /// The days of the period and those before it that forecasts are made from.
  public var days: Range<Day> { UsageHistory.span(of: period) }

  /// The days before the period that may have left something over; nil where the budget adds none of it.
  public var earlierDays: Range<Day>? {
    guard budget.rollover != nil else { return nil }
    let month = period.start.month.advanced(by: -12 * Self.years)
    return month.start..<period.start
  }

  /// The usage in the budget's scope.
  public func usage(on days: Range<Day>) -> UsageQuery {
    UsageQuery(days: days, dimensions: budget.dimensions, filter: budget.scope, asOf: moment)
  }

  /// All usage of the same sources, without breakdowns.
  public func seen(on days: Range<Day>) -> UsageQuery {
    let conditions = budget.scope.conditions.filter { condition in
      switch condition.dimension {
      case .source, .provider, .account: true
      default: false
      }
    }
    return UsageQuery(days: days, dimensions: [], filter: UsageFilter(conditions), asOf: moment)
  }
}
