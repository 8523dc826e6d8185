/// What may be spent or used in a period, of all usage or of some of it.
public struct Budget: Hashable, Sendable, Codable {
  /// The periods that a budget holds for.
  public enum Span: Hashable, Sendable, Codable {
    /// Each calendar month, quarter or year anew.
    case month, quarter, year
    /// Each billing cycle of a source anew.
    case cycle(source: String)
    /// One period.
    case once(Period)
  }

  /// How much it allows.
  public enum Limit: Hashable, Sendable, Codable {
    /// The same in every period.
    case same(FixedDecimal)
    /// An amount for each period that is named, and none for the others.
    case each([Amount])
  }

  /// What is allowed in one period.
  public struct Amount: Hashable, Sendable, Codable {
    /// The period.
    public var period: Period
    /// The amount.
    public var amount: FixedDecimal

    /// Creates an amount.
    public init(_ amount: FixedDecimal, in period: Period) {
      self.period = period
      self.amount = amount
    }
  }

  /// What the user calls it.
  public var name: String
  /// How much it allows.
  public var limit: Limit
  /// What the limit counts: a real currency, credits such as `helius:credit`, `requests`, or a meter's unit.
  public var unit: String
  /// The periods that it holds for.
  public var span: Span
  /// The usage that counts.
  public var scope: UsageFilter
  /// What is worth a warning.
  public var warnings: [Warning]
  /// How what a period leaves over is added to the next one; nil where it is not.
  public var rollover: Rollover?

  /// Creates a budget.
  public init(
    name: String,
    limit: Limit,
    unit: String,
    span: Span = .month,
    scope: UsageFilter = UsageFilter(),
    warnings: [Warning] = [],
    rollover: Rollover? = nil
  ) {
    self.name = name
    self.limit = limit
    self.unit = unit
    self.span = span
    self.scope = scope
    self.warnings = warnings
    self.rollover = rollover
  }

  /// Whether the limit is an amount in a real currency.
  public var isMoney: Bool { Money.isISOCurrency(unit) }

  /// The unit of a budget that counts requests.
  public static let requestUnit: String = "requests"

  /// What the budget itself allows in a period, without what was left over before; nil where nothing is said of it.
  public func limit(in period: Period) -> FixedDecimal? {
    switch limit {
    case .same(let amount): amount
    case .each(let amounts): amounts.first { $0.period.days == period.days }?.amount
    }
  }
}

// A filter is written as lists: the dimension's name, then the texts that it may have.
extension UsageFilter: Codable {
  /// Reads a filter that was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let lists = try container.decode([[String]].self)
    self.init(
      try lists.map { list in
        guard let name = list.first, let dimension = UsageDimension(written: name) else {
          throw DecodingError.dataCorruptedError(
            in: container,
            debugDescription: "\(list) begins with no dimension"
          )
        }
        return Condition(dimension, anyOf: list.dropFirst().map(Pattern.init))
      }
    )
  }

  /// Writes the filter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(conditions.map { [$0.dimension.name] + $0.patterns.map(\.text) })
  }
}
