/// Prices amounts in the reporting currency.
public struct PriceList: Hashable, Sendable {
  /// How a currency is priced on a day.
  public struct Quote: Hashable, Sendable {
    /// The rate that prices the currency; nil for the reporting currency, which needs none.
    public let rate: Rate?

    /// The exchange rate, where the rate's own price is in another real currency.
    public let exchange: Rate?

    /// What an amount of the currency costs, rounded half-even after each of the two steps.
    public func price(of amount: FixedDecimal) throws(ArithmeticOverflow) -> FixedDecimal {
      guard let rate else { return amount }
      let price = try amount * rate.price.amount
      guard let exchange else { return price }
      return try price * exchange.price.amount
    }
  }

  /// The reporting currency.
  public let currency: String

  /// Each unit's rates, latest first.
  private let rates: [String: [Rate]]

  /// Creates a price list.
  ///
  /// Of two rates of one unit and day, the greater one holds, so that their order does not matter.
  public init(currency: String, rates: [Rate] = []) {
    self.currency = currency
    self.rates = Dictionary(grouping: rates, by: \.unit).mapValues { rates in
      rates.sorted { left, right in
        (left.since, left.price.amount, left.price.currency)
          > (right.since, right.price.amount, right.price.currency)
      }
    }
  }

  /// How a currency is priced on a day; nil where no rate prices it.
  public func quote(for unit: String, on day: Day) -> Quote? {
    guard unit != currency else { return Quote(rate: nil, exchange: nil) }
    guard let rate = rate(of: unit, on: day) else { return nil }
    guard rate.price.currency != currency else { return Quote(rate: rate, exchange: nil) }
    // A price in another real currency needs its exchange rate too, which is priced in the reporting one.
    guard let exchange = self.rate(of: rate.price.currency, on: day),
      exchange.price.currency == currency
    else { return nil }
    return Quote(rate: rate, exchange: exchange)
  }

  /// The amount in the reporting currency on a day; nil where no rate prices it.
  public func price(_ money: Money, on day: Day) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard let quote = quote(for: money.currency, on: day) else { return nil }
    return try quote.price(of: money.amount)
  }

  private func rate(of unit: String, on day: Day) -> Rate? {
    rates[unit]?.first { $0.since <= day }
  }
}
