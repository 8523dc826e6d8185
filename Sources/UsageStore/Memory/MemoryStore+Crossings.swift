import Synchronization
public import UsageModel

extension MemoryStore {
  /// Keeps what was told about thresholds of budgets.
  public func record(_ crossings: [BudgetCrossing]) {
    keptCrossings.withLock { kept in
      for crossing in crossings { kept[crossing.place] = crossing }
    }
  }

  /// What was told about the thresholds of a budget, by period and then by threshold.
  public func crossings(of budget: String) -> [BudgetCrossing] {
    keptCrossings.withLock { kept in kept.values.filter { $0.place.budget == budget } }.inOrder
  }
}
