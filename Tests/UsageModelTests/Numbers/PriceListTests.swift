import TestSupport
import Testing
import UsageModel

struct PriceListTests {
  private let list = PriceList(
    currency: "EUR",
    rates: [
      rate("shoal:credit", "0.002 USD", "2025-03-01"),
      rate("shoal:credit", "0.001 USD", "2025-01-01"),
      rate("shoal:credit", "0.003 EUR", "2026-01-01"),
      rate("USD", "0.9 EUR", "2025-02-01"), rate("USD", "0.8 EUR", "2025-04-01"),
      rate("GBP", "1.25 USD", "2025-01-01"), rate("helius:credit", "0.5 GBP", "2025-01-01"),
    ]
  )

  private static func rate(_ unit: String, _ price: String, _ since: String) -> Rate {
    Rate(unit: unit, price: money(price), since: day(since))
  }

  private static func money(_ text: String) -> Money {
    Money(text) ?? Money(0, "no money: \(text)")
  }

  private static func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

  @Test(arguments: [
    ("5 EUR", "2020-01-01", "5"), ("10 USD", "2025-02-01", "9"), ("10 USD", "2025-03-31", "9"),
    ("10 USD", "2025-04-01", "8"), ("10 USD", "2025-01-31", nil),
    ("100 shoal:credit", "2024-12-31", nil),
    // The credit has a price, but its currency has none yet.
    ("100 shoal:credit", "2025-01-31", nil), ("100 shoal:credit", "2025-02-01", "0.09"),
    ("100 shoal:credit", "2025-03-01", "0.18"), ("100 shoal:credit", "2025-12-31", "0.16"),
    ("100 shoal:credit", "2026-01-01", "0.3"), ("1 GBP", "2025-02-01", "1.125"),
    // Three steps are not taken.
    ("1 helius:credit", "2025-06-01", nil), ("1 JPY", "2025-06-01", nil),
    ("0 JPY", "2025-06-01", nil),
    ("-10 USD", "2025-04-01", "-8"),
  ])
  func `the rate of the day prices an amount, in one step or two`(
    amount: String,
    day: String,
    price: String?
  ) throws {
    let priced = try list.price(Self.money(amount), on: Self.day(day))
    #expect(priced?.description == price)
  }

  @Test func `the order in which rates are listed does not matter`() throws {
    var generator = SeededGenerator(seed: 9)
    let rates = (1...12).map { month in
      Self.rate("USD", "0.\(month) EUR", "2025-\(month < 10 ? "0" : "")\(month)-01")
    }
    let sorted = PriceList(currency: "EUR", rates: rates)
    let shuffled = PriceList(currency: "EUR", rates: rates.shuffled(using: &generator))
    for day in Self.day("2025-01-01")..<Self.day("2026-01-01") {
      #expect(
        try sorted.price(Money(1, "USD"), on: day) == shuffled.price(Money(1, "USD"), on: day)
      )
    }
  }

  @Test(arguments: [
    ("EUR", "2020-01-01", "-", "-"), ("USD", "2025-02-01", "0.9 EUR", "-"),
    ("shoal:credit", "2025-03-01", "0.002 USD", "0.9 EUR"),
    ("shoal:credit", "2025-04-01", "0.002 USD", "0.8 EUR"),
    ("shoal:credit", "2026-01-01", "0.003 EUR", "-"),
  ])
  func `a quote tells which rates it goes by`(
    unit: String,
    day: String,
    rate: String,
    exchange: String
  ) throws {
    let quote = try #require(list.quote(for: unit, on: Self.day(day)))
    #expect(quote.rate?.price.description ?? "-" == rate)
    #expect(quote.exchange?.price.description ?? "-" == exchange)
    let amount = Money(10, unit)
    #expect(try quote.price(of: 10) == list.price(amount, on: Self.day(day)))
  }

  @Test func `what has no rate on a day has no quote`() {
    #expect(list.quote(for: "JPY", on: Self.day("2025-06-01")) == nil)
    #expect(list.quote(for: "USD", on: Self.day("2025-01-31")) == nil)
    #expect(list.quote(for: "helius:credit", on: Self.day("2025-06-01")) == nil)
  }

  @Test func `of two rates of one day the greater holds, in any order`() throws {
    let rates = [
      Self.rate("USD", "0.8 EUR", "2025-01-01"), Self.rate("USD", "0.9 EUR", "2025-01-01"),
    ]
    for rates in [rates, rates.reversed()] {
      let list = PriceList(currency: "EUR", rates: rates)
      #expect(try list.price(Money(10, "USD"), on: Self.day("2025-01-01")) == 9)
    }
  }

  @Test func `each product is rounded half-even, and one that does not fit throws`() throws {
    let list = PriceList(currency: "EUR", rates: [Self.rate("USD", "0.5 EUR", "2025-01-01")])
    let day = Self.day("2025-01-01")
    #expect(try list.price(Money(FixedDecimal(units: 1), "USD"), on: day)?.units == 0)
    #expect(try list.price(Money(FixedDecimal(units: 3), "USD"), on: day)?.units == 2)
    let dear = PriceList(currency: "EUR", rates: [Self.rate("USD", "5 EUR", "2025-01-01")])
    #expect(throws: ArithmeticOverflow.self) {
      try dear.price(Money(FixedDecimal(units: .max), "USD"), on: day)
    }
  }
}

struct MoneyTests {
  @Test(arguments: ["12.5 USD", "0 helius:credit", "-3 EUR", "0.000000000001 shoal:credit"])
  func `an amount and its currency read back`(text: String) {
    #expect(Money(text)?.description == text)
  }

  @Test(arguments: [
    "", "12.5", "USD", "12.5USD", "12.5 usd", "12.5 US", "12.5 USDX", "x USD", "12.5 USD x",
    "1 ٣٣٣",
    "1 :credit", "1 shoal:", "1 a:b:c", "1 sho al:credit", "1 shoäl:credit", "12.5  USD",
    " 12.5 USD",
    "12.5 USD ", "12.5\tUSD",
  ])
  func `anything else is no money`(text: String) {
    #expect(Money(text) == nil)
  }
}
