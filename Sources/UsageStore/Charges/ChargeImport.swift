public import UsageModel

/// What an import of charges changed.
public struct ChargeImport: Hashable, Sendable {
  /// How many charges were not known.
  public var added: Int = 0
  /// How many have another amount now.
  public var changed: Int = 0
  /// How many were taken back.
  public var removed: Int = 0

  /// An import that changed nothing.
  public init() {}

  /// Counts what becomes of a charge whose newest amount was another one; zero is none.
  mutating func count(_ amount: FixedDecimal, after earlier: FixedDecimal) {
    if amount.isZero {
      removed += 1
    } else if earlier.isZero {
      added += 1
    } else {
      changed += 1
    }
  }
}

// What a store answers that keeps no charges.
extension UsageStore {
  /// Refuses the charges.
  @discardableResult
  public func importCharges(
    _ charges: [StatedCharge],
    learntAt moment: Timestamp
  ) throws(StoreError) -> ChargeImport {
    throw StoreError(.unusable, "this store keeps no charges")
  }

  /// There are none.
  public func statedCharges(asOf moment: Timestamp) throws(StoreError) -> [StatedCharge] { [] }
}

extension StoreError {
  /// A charge would change what was known at a moment.
  static func late(
    _ charge: StatedCharge.Key,
    at moment: Timestamp,
    newest: Timestamp
  ) -> StoreError {
    StoreError(
      .conflict,
      "charges: another amount of \(charge) was imported as of \(newest), and this import is as of \(moment); "
        + "what was known at a moment does not change, so import it without --now, or with a later one"
    )
  }
}
