import UsageModel

/// What the thresholds of a budget are compared with.
struct BudgetLevels: Hashable {
  /// What was spent, as a part of the limit.
  let spent: FixedDecimal?
  /// What is expected, as a part of the limit.
  let expected: FixedDecimal?
  /// How likely the limit is exceeded.
  let chance: FixedDecimal?

  subscript(kind: Budget.Warning.Kind) -> FixedDecimal? {
    switch kind {
    case .spent: spent
    case .forecast: expected
    case .chance: chance
    }
  }
}
