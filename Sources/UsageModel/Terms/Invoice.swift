/// What a platform really billed.
public struct Invoice: Hashable, Sendable, Codable {
  /// The source.
  public var source: String
  /// The days that it covers.
  public var period: Period
  /// The amount.
  public var amount: Money

  /// Creates an invoice.
  public init(source: String, period: Period, amount: Money) {
    self.source = source
    self.period = period
    self.amount = amount
  }
}
