import UsageModel

/// The rates of a source's prices, and where money comes from, each kept once however many records share it.
struct Quotes {
  private let prices: PriceList
  private var kept: Set<Pricing> = []

  /// Quotes from a price list.
  init(_ prices: PriceList) {
    self.prices = prices
  }

  /// How a currency is priced on a day; nil where no rate prices it.
  func quote(for currency: String, on day: Day) -> PriceList.Quote? {
    prices.quote(for: currency, on: day)
  }

  /// How the reporting currency is priced, on any day.
  var own: PriceList.Quote? { prices.quote(for: prices.currency, on: Day(daysSince1970: 0)) }

  /// The one kept value that is equal to this one.
  mutating func shared(_ pricing: Pricing) -> Pricing {
    kept.insert(pricing).memberAfterInsert
  }

  /// What a platform's own amounts are priced by; nil where no rate prices them.
  mutating func pricing(by quote: PriceList.Quote?) -> Pricing? {
    guard let quote else { return nil }
    return shared(quote.rate.map { .rate($0, exchange: quote.exchange) } ?? .platform)
  }
}
