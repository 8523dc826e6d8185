/// What the store answers to a query.
public struct UsageAnswer: Hashable, Sendable {
  /// The records, by day, then by source in the order of their names.
  public var records: [UsageRecord]

  /// The share of the elapsed time that readings cover, mean over the sources; nil without a source.
  public var coverage: FixedDecimal?

  /// The same share of each source.
  public var coverageBySource: [String: FixedDecimal]

  /// Creates an answer.
  public init(
    records: [UsageRecord],
    coverage: FixedDecimal?,
    coverageBySource: [String: FixedDecimal] = [:]
  ) {
    self.records = records
    self.coverage = coverage
    self.coverageBySource = coverageBySource
  }
}
