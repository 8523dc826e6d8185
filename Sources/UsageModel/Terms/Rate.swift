/// What one unit of a virtual or foreign currency costs, from a day on.
public struct Rate: Hashable, Sendable, Codable {
  /// The currency that is priced.
  public var unit: String
  /// What one of it costs.
  public var price: Money
  /// The first day it applies to.
  public var since: Day

  /// Creates a rate.
  public init(unit: String, price: Money, since: Day) {
    self.unit = unit
    self.price = price
    self.since = since
  }
}
