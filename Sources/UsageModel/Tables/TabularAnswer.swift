/// What the store answers to a query, as columns.
public struct TabularAnswer: Sendable {
  /// The records, by day, then by source in the order of their names.
  public var table: UsageTable

  /// The share of the elapsed time that readings cover, mean over the sources; nil without a source.
  public var coverage: FixedDecimal?

  /// Creates an answer.
  public init(table: UsageTable, coverage: FixedDecimal?) {
    self.table = table
    self.coverage = coverage
  }

  /// An answer's records as columns.
  public init(_ answer: UsageAnswer, view: CostView) {
    self.init(table: UsageTable(answer.records, view: view), coverage: answer.coverage)
  }
}
