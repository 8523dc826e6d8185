public import UsageModel

/// How a budget stands in one period, as of its last complete day.
public struct BudgetStanding: Hashable, Sendable {
  /// The budget.
  public let budget: Budget
  /// The period that it stands so in.
  public let period: Period
  /// How many days of the period are over.
  public let elapsedDays: Int
  /// What earlier periods left over, which is part of the limit.
  public let rollover: FixedDecimal
  /// What is allowed, with what earlier periods left over; nil where the budget says nothing of the period.
  public let limit: FixedDecimal?
  /// What was spent or used on those days; nil where nothing is known of it.
  public let spent: FixedDecimal?
  /// The limit less what was spent, below zero where it is passed.
  public let remaining: FixedDecimal?
  /// What may be spent by now, in proportion to the days that are over.
  public let pace: FixedDecimal?
  /// What was spent as a part of the limit, 1 at the limit; nil also for a limit of zero.
  public let share: FixedDecimal?

  /// Works out the standing.
  public init(
    of budget: Budget,
    in period: Period,
    elapsedDays: Int,
    spent: FixedDecimal?,
    rollover: FixedDecimal = .zero
  ) throws(ArithmeticOverflow) {
    self.budget = budget
    self.period = period
    self.elapsedDays = min(max(0, elapsedDays), period.length)
    self.spent = spent
    guard let allowed = budget.limit(in: period) else {
      (self.rollover, limit, remaining, pace, share) = (.zero, nil, nil, nil, nil)
      return
    }
    let limit = try allowed + rollover
    self.rollover = rollover
    self.limit = limit
    pace = try (limit * FixedDecimal(self.elapsedDays)).divided(by: FixedDecimal(period.length))
    guard let spent else {
      (remaining, share) = (nil, nil)
      return
    }
    remaining = try limit - spent
    share = try spent.divided(by: limit)
  }

  /// Whether more was spent than is allowed.
  public var isPassed: Bool { remaining?.isNegative ?? false }

  /// Whether all days of the period are over.
  public var isOver: Bool { elapsedDays == period.length }
}

extension Budget {
  /// What records in the budget's scope add up to in its unit; nil where none of them tells it.
  ///
  /// A platform's credits are counted as the platform counted them, whoever pays for them.
  public func spent(on records: [UsageRecord]) throws(ArithmeticOverflow) -> FixedDecimal? {
    let values: [FixedDecimal]
    if isMoney {
      values = records.compactMap(\.effective)
    } else if unit == Self.requestUnit {
      values = records.compactMap(\.requests)
    } else if Money.isVirtualCurrency(unit) {
      values = records.compactMap(\.native).filter { $0.currency == unit }.map(\.amount)
    } else {
      values = records.filter { $0.unit == unit }.compactMap(\.quantity)
    }
    return values.isEmpty ? nil : try FixedDecimal.sum(of: values)
  }

  /// What a query has to tell apart for the budget's unit; nil for all that can be told.
  ///
  /// Platforms tell requests and quantities with their breakdowns, costs also without.
  public var dimensions: Set<UsageDimension>? {
    isMoney || Money.isVirtualCurrency(unit) ? scope.dimensions : nil
  }
}
