public import UsageModel

/// What some records add up to.
public struct UsageTotals: Hashable, Sendable {
  /// The cost of what is priced, in the reporting currency; nil where nothing is.
  public private(set) var cost: FixedDecimal?

  /// The requests, where any record tells them.
  public private(set) var requests: FixedDecimal?

  /// The quantities by unit.
  public private(set) var quantities: [String: FixedDecimal] = [:]

  /// What no rate prices, by currency.
  public private(set) var unpriced: [String: FixedDecimal] = [:]

  /// The weakest quality; nil without a record.
  public private(set) var quality: Quality?

  /// Nothing.
  public init() {}

  init(cost: FixedDecimal?, requests: FixedDecimal?, quality: Quality?) {
    self.cost = cost
    self.requests = requests
    self.quality = quality
  }

  mutating func add(_ amount: FixedDecimal, unit: String) throws(ArithmeticOverflow) {
    quantities[unit] = try (quantities[unit] ?? .zero) + amount
  }

  mutating func add(_ amount: FixedDecimal, unpriced currency: String) throws(ArithmeticOverflow) {
    unpriced[currency] = try (unpriced[currency] ?? .zero) + amount
  }

  /// Adds what other records add up to.
  mutating func add(_ other: UsageTotals) throws(ArithmeticOverflow) {
    cost = try sum(of: cost, other.cost)
    requests = try sum(of: requests, other.requests)
    for (unit, amount) in other.quantities { try add(amount, unit: unit) }
    for (currency, amount) in other.unpriced { try add(amount, unpriced: currency) }
    quality = [quality, other.quality].compactMap(\.self).max()
  }

  /// The quantity, which needs all records to have the same unit.
  public func quantity() throws(MixedUnits) -> (amount: FixedDecimal, unit: String)? {
    guard quantities.count <= 1 else {
      throw MixedUnits(units: Array(quantities.keys.sorted().prefix(2)))
    }
    return quantities.first.map { ($0.value, $0.key) }
  }
}

/// The sum of what is known of two amounts; nil where neither is.
func sum(
  of left: FixedDecimal?,
  _ right: FixedDecimal?
) throws(ArithmeticOverflow) -> FixedDecimal? {
  guard let left, let right else { return left ?? right }
  return try left + right
}

/// A sum over different units was asked for.
public struct MixedUnits: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two of the units.
  public let units: [String]

  /// The sentence that the user reads.
  public var description: String {
    "quantities in \(units.joined(separator: " and ")) cannot be added; filter by unit first"
  }
}
