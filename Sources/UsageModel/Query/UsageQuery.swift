/// A question to the store.
public struct UsageQuery: Hashable, Sendable {
  /// The days, in the reporting time zone.
  public var days: Range<Day>

  /// The dimensions that the answer is grouped by; nil asks for all that a source can give at once.
  public var dimensions: Set<UsageDimension>?

  /// Which usage counts.
  public var filter: UsageFilter

  /// Only what was learnt up to this moment.
  public var asOf: Timestamp

  /// Creates a query.
  public init(
    days: Range<Day>,
    dimensions: Set<UsageDimension>? = nil,
    filter: UsageFilter = UsageFilter(),
    asOf: Timestamp
  ) {
    self.days = days
    self.dimensions = dimensions
    self.filter = filter
    self.asOf = asOf
  }
}
