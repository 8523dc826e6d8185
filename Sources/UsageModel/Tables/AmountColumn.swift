/// Exact amounts of many records, some of them not known.
///
/// Most columns hold amounts of a few digits. Those take eight bytes each, and a column of nothing takes none.
public struct AmountColumn: Sendable {
  /// How the amounts are held.
  public enum Storage: Sendable {
    /// None is known.
    case unknown
    /// Counts of 10 to the minus `places`; the smallest number of its type stands for an amount that is not known.
    case narrow([Int64], places: Int)
    /// Counts of 10⁻¹²; the smallest number of its type stands for an amount that is not known.
    case wide([Int128])
  }

  /// How many records the column is of.
  public let count: Int

  /// How the amounts are held.
  public let storage: Storage

  /// Whether every amount is known.
  public let isComplete: Bool

  /// Creates a column from amounts as they are held.
  public init(count: Int, storage: Storage) {
    self.count = count
    self.storage = storage
    isComplete =
      switch storage {
      case .unknown: count == 0
      case .narrow(let counts, _): !counts.contains(Self.narrowUnknown)
      case .wide(let units): !units.contains(Self.wideUnknown)
      }
  }

  /// Creates a column from amounts, in the least room that holds them exactly.
  public init(_ amounts: [FixedDecimal?]) {
    self.init(count: amounts.count, storage: Self.storage(of: amounts))
  }

  private static func storage(of amounts: [FixedDecimal?]) -> Storage {
    let known = amounts.lazy.compactMap { $0?.units }
    guard !known.isEmpty else { return .unknown }
    let places = known.allSatisfy { $0 % FixedDecimal.unitsPerOne == 0 } ? 0 : FixedDecimal.places
    let step = units(atPlaces: places)
    let isNarrow = known.allSatisfy { units in
      Int64(exactly: units / step).map { $0 != narrowUnknown } ?? false
    }
    guard isNarrow else { return .wide(amounts.map { $0?.units ?? wideUnknown }) }
    return .narrow(
      amounts.map { $0.map { Int64($0.units / step) } ?? narrowUnknown },
      places: places
    )
  }

  /// The amount of a record; nil where it is not known.
  public subscript(row: Int) -> FixedDecimal? {
    switch storage {
    case .unknown: return nil
    case .narrow(let counts, let places):
      let count = counts[row]
      return count == Self.narrowUnknown
        ? nil : FixedDecimal(units: Int128(count) * Self.units(atPlaces: places))
    case .wide(let units):
      return units[row] == Self.wideUnknown ? nil : FixedDecimal(units: units[row])
    }
  }

  /// The amounts of those records of which another column tells none.
  func without(_ other: AmountColumn) -> AmountColumn {
    switch (storage, other.storage) {
    case (.unknown, _), (_, .unknown): return self
    case (.narrow(let counts, let places), .narrow(let others, _)):
      let isLeft = zip(counts, others).contains {
        $0 != Self.narrowUnknown && $1 == Self.narrowUnknown
      }
      guard isLeft else { return AmountColumn(count: count, storage: .unknown) }
      let left = zip(counts, others).map { $1 == Self.narrowUnknown ? $0 : Self.narrowUnknown }
      return AmountColumn(count: count, storage: .narrow(left, places: places))
    default: return AmountColumn((0..<count).map { other[$0] == nil ? self[$0] : nil })
    }
  }

  /// Whether no amount is known.
  public var isUnknown: Bool { if case .unknown = storage { true } else { false } }

  /// How many bytes the amounts take.
  public var byteCount: Int {
    switch storage {
    case .unknown: 0
    case .narrow(let counts, _): counts.count * 8
    case .wide(let units): units.count * 16
    }
  }

  /// What stands for an amount that is not known among counts of 64 bits.
  public static let narrowUnknown: Int64 = .min

  /// What stands for it among counts of 128 bits.
  public static let wideUnknown: Int128 = .min

  /// How many units of 10⁻¹² one unit of the last of some decimal places is.
  public static func units(atPlaces places: Int) -> Int128 {
    (places..<FixedDecimal.places).reduce(1) { step, _ in step * 10 }
  }
}
