import Foundation
import ReportDocument
import Testing
import UsageModel

@Suite struct ReportLocaleTests {
  private func format(_ identifier: String) throws -> NumberFormat {
    NumberFormat(locale: try #require(ReportLocale(identifier: identifier)), impliedYear: 2026)
  }

  private func money(_ text: String, _ currency: String) -> Money {
    Money(FixedDecimal(text) ?? .zero, currency)
  }

  @Test(arguments: [
    ("en_US", "−$1,234.50", "1,234,567.5", "36.4%", "20 Nov", "20 Nov 2025"),
    ("en_GB", "−US$1,234.50", "1,234,567.5", "36.4%", "20 Nov", "20 Nov 2025"),
    ("en_AU", "−USD\u{A0}1,234.50", "1,234,567.5", "36.4%", "20 Nov", "20 Nov 2025"),
    ("en_IN", "−$1,234.50", "12,34,567.5", "36.4%", "20 Nov", "20 Nov 2025"),
    ("de_DE", "−1.234,50\u{A0}$", "1.234.567,5", "36,4\u{A0}%", "20. Nov.", "20. Nov. 2025"),
    ("de_AT", "−$\u{A0}1.234,50", "1.234.567,5", "36,4\u{A0}%", "20. Nov.", "20. Nov. 2025"),
    ("de_CH", "$−1’234.50", "1’234’567.5", "36.4%", "20. Nov.", "20. Nov. 2025"),
    (
      "fr_FR", "−1\u{202F}234,50\u{A0}$US", "1\u{202F}234\u{202F}567,5", "36,4\u{A0}%", "20 nov.",
      "20 nov. 2025"
    ),
    (
      "fr_CH", "$US\u{A0}−1\u{202F}234,50", "1\u{202F}234\u{202F}567,5", "36,4%", "20 nov.",
      "20 nov. 2025"
    ),
    ("es_ES", "−1234,50\u{A0}US$", "1.234.567,5", "36,4\u{A0}%", "20 nov", "20 nov 2025"),
    ("nl_NL", "US$\u{A0}−1.234,50", "1.234.567,5", "36,4%", "20 nov", "20 nov 2025"),
    (
      "pt_BR", "−US$\u{A0}1.234,50", "1.234.567,5", "36,4%", "20 de nov.", "20 de nov. de 2025"
    ),
    ("pt_PT", "−1234,50\u{A0}US$", "1\u{A0}234\u{A0}567,5", "36,4%", "20/11", "20/11/2025"),
    (
      "fi_FI", "−1\u{A0}234,50\u{A0}$", "1\u{A0}234\u{A0}567,5", "36,4\u{A0}%", "20.11.",
      "20.11.2025"
    ),
    ("ja_JP", "−$1,234.50", "1,234,567.5", "36.4%", "11月20日", "2025年11月20日"),
    ("ko_KR", "−US$1,234.50", "1,234,567.5", "36.4%", "11월 20일", "2025년 11월 20일"),
  ])
  func `each locale writes in its own way`(
    identifier: String,
    amount: String,
    number: String,
    percent: String,
    day: String,
    date: String
  ) throws {
    let format = try format(identifier)
    #expect(format.money(money("-1234.5", "USD")) == amount)
    #expect(format.number(try #require(FixedDecimal("1234567.5"))) == number)
    #expect(format.percent(try #require(FixedDecimal("0.3644"))) == percent)
    #expect(format.day(Day(daysSince1970: 20_777)) == day)
    #expect(format.day(Day(daysSince1970: 20_412)) == date)
  }

  /// What these write is what the formatters of Foundation write too, with the true minus for the hyphen.
  ///
  /// The currencies are those of which both have the same sign: elsewhere the table prefers the code, which
  /// only one currency can have.
  @Test(arguments: ReportLocale.identifiers)
  func `amounts and numbers agree with Foundation`(identifier: String) throws {
    let format = try format(identifier)
    let formatter = NumberFormatter()
    formatter.locale = Locale(identifier: identifier)
    for text in ["0", "1", "999.99", "1234.5", "12345.67", "-0.5", "-1234567.25"] {
      let value = try #require(Decimal(string: text))
      formatter.numberStyle = .currency
      for currency in ["USD", "EUR", "GBP", "JPY", "INR", "CHF", "SEK", "PLN", "CZK"] {
        formatter.currencyCode = currency
        let known = try #require(formatter.string(from: value as NSDecimalNumber))
        if identifier == "en_IN", value.magnitude >= 100_000 { continue }
        // Less than a yen is not rounded away, see `a tiny amount`.
        guard currency != "JPY" || text != "-0.5" else { continue }
        // Japan's own yen is written with the full-width sign by some releases.
        guard currency != "JPY" || !["ja_JP", "zh_CN"].contains(identifier) else { continue }
        #expect(
          format.money(money(text, currency)) == known.replacing("-", with: NumberFormat.minus),
          "\(identifier) \(currency) \(text)"
        )
      }
      formatter.numberStyle = .decimal
      formatter.maximumFractionDigits = 2
      let known = try #require(formatter.string(from: value as NSDecimalNumber))
      if identifier == "en_IN", value.magnitude >= 100_000 { continue }
      #expect(
        format.number(try #require(FixedDecimal(text)))
          == known.replacing("-", with: NumberFormat.minus),
        "\(identifier) \(text)"
      )
    }
  }

  @Test(arguments: ReportLocale.identifiers.filter { $0 != "en_US" && $0 != "en_CA" })
  func `days agree with Foundation`(identifier: String) throws {
    var format = try format(identifier)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: identifier)
    formatter.timeZone = TimeZone(identifier: "UTC")
    for month in 1...12 {
      let day = try #require(Day("2026-\(month < 10 ? "0" : "")\(month)-09"))
      let date = Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400 + 43_200)
      for (template, year) in [("MMMd", 2026), ("yMMMd", nil)] {
        formatter.setLocalizedDateFormatFromTemplate(template)
        format.impliedYear = year
        #expect(format.day(day) == formatter.string(from: date), "\(identifier) \(template)")
      }
    }
  }

  @Test func `a locale is found by either spelling, and only where it is known`() throws {
    #expect(ReportLocale(identifier: "de-at")?.identifier == "de_AT")
    #expect(ReportLocale(identifier: "de_AT")?.language == "de")
    #expect(ReportLocale(identifier: "xx_XX") == nil)
    #expect(ReportLocale(identifier: "de") == nil)
    #expect(ReportLocale.identifiers.count == Set(ReportLocale.identifiers).count)
  }

  @Test(arguments: ReportLocale.identifiers)
  func `every sign of an amount is of one currency only`(identifier: String) throws {
    let format = try format(identifier)
    let codes = [
      "USD", "EUR", "GBP", "JPY", "INR", "KRW", "ILS", "VND", "CAD", "AUD", "NZD", "CNY", "BRL",
      "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "MXN", "TWD", "HKD", "SGD",
    ]
    let amounts = codes.map { format.money(Money(5, $0), decimals: 2) }
    #expect(Set(amounts).count == codes.count)
  }

  @Test func `a tiny amount keeps the separator of its locale`() throws {
    let format = try format("de_DE")
    #expect(format.money(money("0.000012", "EUR")) == "0,000012\u{A0}€")
    #expect(format.money(money("-0.000000012", "EUR")) == "−1,2 × 10⁻⁸\u{A0}€")
    #expect(format.moneyChange(money("3", "EUR")) == "+3,00\u{A0}€")
    #expect(format.compactMoney(money("12345", "EUR")) == "12,3k\u{A0}€")
  }
}
