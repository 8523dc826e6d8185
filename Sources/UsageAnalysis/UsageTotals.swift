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

  mutating func add(_ row: Int, of table: UsageTable) throws(ArithmeticOverflow) {
    if let amount = table.costs[row] {
      cost = try (cost ?? .zero) + amount
    } else if let native = table.natives[row] {
      unpriced[native.currency] = try (unpriced[native.currency] ?? .zero) + native.amount
    }
    if let count = table.requests[row] { requests = try (requests ?? .zero) + count }
    if let quantity = table.quantities[row] {
      let unit = table.texts[.unit]?.text(at: row) ?? ""
      quantities[unit] = try (quantities[unit] ?? .zero) + quantity
    }
    quality = quality.map { max($0, table.qualities[row]) } ?? table.qualities[row]
  }

  /// The quantity, which needs all records to have the same unit.
  public func quantity() throws(MixedUnits) -> (amount: FixedDecimal, unit: String)? {
    guard quantities.count <= 1 else {
      throw MixedUnits(units: Array(quantities.keys.sorted().prefix(2)))
    }
    return quantities.first.map { ($0.value, $0.key) }
  }
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
