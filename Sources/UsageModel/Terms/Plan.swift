/// What an account costs beside its usage: a fee for each billing window, what it includes and the price beyond.
public struct Plan: Hashable, Sendable, Codable {
  /// How much usage a plan's fee pays for.
  public enum Included: Hashable, Sendable {
    /// That much in each window, in the plan's unit.
    case amount(FixedDecimal)
    /// All of it.
    case everything
  }

  /// The source.
  public var source: String
  /// What the fee is called in reports; nil for `plan fee`.
  public var name: String?
  /// The price of one window.
  public var fee: Money
  /// The currency of the usage that the plan covers: `helius:credit`, or `USD`.
  public var unit: String
  /// The usage that the fee pays for.
  public var includes: Included
  /// What one unit beyond costs; nil leaves it to top-ups and rates.
  public var overage: Money?
  /// The first day of the plan.
  public var since: Day
  /// The first day after the plan; nil while it runs.
  ///
  /// A plan of the source that begins later takes its place for as long as that one runs.
  public var before: Day?

  /// Creates a plan.
  public init(
    source: String,
    name: String? = nil,
    fee: Money,
    unit: String,
    includes: Included = .amount(0),
    overage: Money? = nil,
    since: Day,
    before: Day? = nil
  ) {
    self.source = source
    self.name = name
    self.fee = fee
    self.unit = unit
    self.includes = includes
    self.overage = overage
    self.since = since
    self.before = before
  }
}

// MARK: - Codable
extension Plan.Included: Codable {
  /// Reads an amount, or `everything`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self =
      try container.decode(String.self) == Self.everythingText
      ? .everything : .amount(container.decode(FixedDecimal.self))
  }

  /// Writes the amount, or `everything`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .amount(let amount): try container.encode(amount)
    case .everything: try container.encode(Self.everythingText)
    }
  }

  private static let everythingText = "everything"
}
