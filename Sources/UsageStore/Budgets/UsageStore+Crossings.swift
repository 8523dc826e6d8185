public import UsageModel

// What a store answers that keeps nothing of budgets.
extension UsageStore {
  /// Refuses the crossings.
  public func record(_ crossings: [BudgetCrossing]) throws(StoreError) {
    throw StoreError(.unusable, "this store keeps nothing of budgets")
  }

  /// There are none.
  public func crossings(of budget: String) throws(StoreError) -> [BudgetCrossing] { [] }
}

extension [BudgetCrossing] {
  /// By period, then by threshold.
  var inOrder: [BudgetCrossing] {
    func order(_ crossing: BudgetCrossing) -> [Int] {
      let place = crossing.place
      let kind = Budget.Warning.Kind.allCases.firstIndex(of: place.warning.kind) ?? 0
      return [place.days.lowerBound.daysSince1970, place.days.upperBound.daysSince1970, kind]
    }
    return sorted { left, right in
      let (first, second) = (order(left), order(right))
      return first == second
        ? left.place.warning.share < right.place.warning.share
        : first.lexicographicallyPrecedes(second)
    }
  }
}
