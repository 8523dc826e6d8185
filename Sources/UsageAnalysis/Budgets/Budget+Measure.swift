import UsageModel

extension Budget {
  /// What the budget counts, as forecasts name it.
  var measure: UsageHistory.Measure {
    if isMoney { return .cost }
    if unit == Self.requestUnit { return .requests }
    return Money.isVirtualCurrency(unit) ? .native(currency: unit) : .quantity(unit: unit)
  }
}
