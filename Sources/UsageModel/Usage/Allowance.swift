/// A limit with what is used and left of it.
public struct Allowance: Hashable, Sendable {
  /// What the platform calls it: `monthly allowance`, `storage`, `prepaid credits`.
  public var name: String

  /// The limit; nil where there is none or the platform does not say.
  public var limit: FixedDecimal?

  /// What is used of it; nil where the platform does not say.
  public var used: FixedDecimal?

  /// What is left of it; nil where the platform does not say.
  public var remaining: FixedDecimal?

  /// A currency, or a unit such as `byte`.
  public var unit: String

  /// When it starts again; nil for one that does not.
  public var resetsAt: Timestamp?

  /// Creates an allowance.
  public init(
    name: String,
    limit: FixedDecimal? = nil,
    used: FixedDecimal? = nil,
    remaining: FixedDecimal? = nil,
    unit: String,
    resetsAt: Timestamp? = nil
  ) {
    self.name = name
    self.limit = limit
    self.used = used
    self.remaining = remaining
    self.unit = unit
    self.resetsAt = resetsAt
  }
}
