/// Prices amounts in the reporting currency.
public struct PriceList: Hashable, Sendable {
  /// The reporting currency.
  public let currency: String

  /// Each unit's rates, latest first.
  private let rates: [String: [Rate]]

  /// Creates a price list.
  public init(currency: String, rates: [Rate] = []) {
    self.currency = currency
    self.rates = Dictionary(grouping: rates, by: \.unit)
      .mapValues { $0.sorted { $0.since > $1.since } }
  }

  /// The amount in the reporting currency on a day; nil where no rate prices it.
  public func price(_ money: Money, on day: Day) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard money.currency != currency else { return money.amount }
    guard let rate = rates[money.currency]?.first(where: { $0.since <= day }) else { return nil }
    let amount = try money.amount * rate.price.amount
    guard rate.price.currency != currency else { return amount }
    // A price in another real currency needs its exchange rate too, which is priced in the reporting one.
    guard
      let exchange = rates[rate.price.currency]?.first(where: { $0.since <= day }),
      exchange.price.currency == currency
    else { return nil }
    return try amount * exchange.price.amount
  }
}
