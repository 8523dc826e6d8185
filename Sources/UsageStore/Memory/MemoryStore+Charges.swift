import Synchronization
public import UsageModel

extension MemoryStore {
  /// Keeps charges that no platform reports, all or none.
  @discardableResult
  public func importCharges(
    _ charges: [StatedCharge],
    learntAt moment: Timestamp
  ) throws(StoreError) -> ChargeImport {
    try keptCharges.withLock { kept throws(StoreError) in
      var outcome = ChargeImport()
      var all = kept
      for charge in charges {
        var versions = all[charge.key] ?? []
        let newest = versions.last
        // What was never there is as good as taken back.
        if newest == nil, charge.amount.isZero { continue }
        let change = MetricChange(charge.amount, at: moment, newest: newest) {
          versions.last { $0.learntAt <= moment }?.value ?? .zero
        }
        switch change {
        case .none: continue
        case .late(let newest): throw StoreError.late(charge.key, at: moment, newest: newest)
        case .news:
          outcome.count(charge.amount, after: newest?.value ?? .zero)
          if newest?.learntAt == moment { versions.removeLast() }
          versions.append((moment, charge.amount))
          all[charge.key] = versions
        }
      }
      kept = all
      return outcome
    }
  }

  /// The charges that were imported, as known at a moment.
  public func statedCharges(asOf moment: Timestamp) -> [StatedCharge] {
    keptCharges.withLock { kept in
      kept.compactMap { key, versions in
        versions.last { $0.learntAt <= moment }.map { StatedCharge(key, amount: $0.value) }
      }
      .filter { !$0.amount.isZero }
      .sorted { $0.key < $1.key }
    }
  }
}
