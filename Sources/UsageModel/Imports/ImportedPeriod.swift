/// What files tell of one billing period of a source: the unit in which imports take each other's place.
public struct ImportedPeriod: Sendable {
  /// The source's name.
  public var source: String
  /// The billing period; its end is no part of it.
  public var period: Range<Timestamp>
  /// How many rows of the files told it.
  public var rows: Int
  /// The charges.
  public var charges: ImportedCharges

  /// Creates a period.
  public init(source: String, period: Range<Timestamp>, rows: Int, charges: ImportedCharges) {
    self.source = source
    self.period = period
    self.rows = rows
    self.charges = charges
  }
}
