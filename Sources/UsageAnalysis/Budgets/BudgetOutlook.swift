public import UsageModel

/// How a budget stands in one period, what is expected at its end, and what follows from it.
public struct BudgetOutlook: Hashable, Sendable {
  /// What to think of it.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Nothing says that the limit will be exceeded.
    case ok
    /// The limit will probably be exceeded, or a threshold about what is to come is reached.
    case atRisk = "at risk"
    /// More was spent than is allowed.
    case over
  }

  /// A threshold that is reached.
  public struct Reached: Hashable, Sendable {
    /// The threshold.
    public let warning: Budget.Warning
    /// What was compared with its share: a part of the limit, or a chance.
    public let level: FixedDecimal
  }

  /// How it stands.
  public let standing: BudgetStanding
  /// What the period will amount to; once it is over, what it did amount to.
  public let expected: FixedDecimal?
  /// The end of which nine totals in ten are above; nil where there is no real forecast.
  public let low80: FixedDecimal?
  /// The end of which nine totals in ten are below; nil where there is no real forecast.
  public let high80: FixedDecimal?
  /// How likely more is spent than is allowed, from 0 to 1; nil where there is no real forecast, or no limit.
  public let chance: FixedDecimal?
  /// What to think of it; nil where nothing is known of what was spent, or there is no limit.
  public let status: Status?
  /// Why.
  public let reason: BudgetReason
  /// The thresholds that are reached, in the order of the budget.
  public let reached: [Reached]
  /// Why there is no real forecast; nil where there is one, or where none is needed.
  public let shortage: String?
  /// What thresholds are compared with.
  private let levels: BudgetLevels

  /// Judges a budget.
  ///
  /// - Parameters:
  ///   - standing: How it stands.
  ///   - forecast: What the period will amount to, in the budget's unit; nil where it is over, or nothing is known.
  /// - Throws: When an amount is too large to work with.
  public init(of standing: BudgetStanding, forecast: Forecast?) throws(ArithmeticOverflow) {
    self.standing = standing
    if standing.isOver {
      (expected, low80, high80) = (standing.spent, standing.spent, standing.spent)
      let isKnown = standing.limit != nil && standing.spent != nil
      chance = isKnown ? (standing.isPassed ? 1 : 0) : nil
      shortage = nil
    } else {
      let range = forecast?.range(0.8)
      expected = forecast?.expected.flatMap { FixedDecimal(estimate: $0) }
      low80 = range.flatMap { FixedDecimal(estimate: $0.low) }
      high80 = range.flatMap { FixedDecimal(estimate: $0.high) }
      chance = standing.limit.flatMap { forecast?.chance(above: $0.approximation) }
        .flatMap { FixedDecimal(estimate: $0)?.rounded(toPlaces: 4) }
      shortage = forecast.map(\.reason) ?? "nothing is known of the days so far"
    }
    levels = try BudgetLevels(
      spent: Self.part(standing.spent, of: standing.limit),
      expected: shortage == nil ? Self.part(expected, of: standing.limit) : nil,
      chance: chance
    )
    let levels = levels
    reached = standing.budget.warnings.compactMap { warning in
      levels[warning.kind].flatMap { level in
        level >= warning.share ? Reached(warning: warning, level: level) : nil
      }
    }
    let verdict = BudgetVerdict(
      on: standing,
      expected: expected,
      levels: levels,
      shortage: shortage,
      reached: reached
    )
    (status, reason) = (verdict.status, verdict.reason)
  }

  /// What is compared with a threshold's share; nil where it is not known, or there is no real forecast.
  public func level(of kind: Budget.Warning.Kind) -> FixedDecimal? { levels[kind] }

  /// An amount as a part of the limit; anything at all is past every share of a limit of zero.
  static func part(
    _ amount: FixedDecimal?,
    of limit: FixedDecimal?
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard let amount, let limit else { return nil }
    if let part = try amount.divided(by: limit) { return part }
    return amount > .zero ? largestShare : .zero
  }

  /// The largest share that a threshold can have.
  private static let largestShare: FixedDecimal = 10
}
