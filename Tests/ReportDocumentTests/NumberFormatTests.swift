import ReportDocument
import Testing
import UsageModel

@Suite struct NumberFormatTests {
  private let format = NumberFormat(impliedYear: 2026)

  private func decimal(_ text: String) throws -> FixedDecimal { try #require(FixedDecimal(text)) }

  @Test(arguments: [
    ("0", "0"), ("1234567", "1,234,567"), ("-1234.5", "−1,234.5"), ("999", "999"),
    ("1000", "1,000"), ("0.1234567", "0.123457"),
  ])
  func `plain numbers group their digits and need no trailing zeros`(
    text: String,
    expected: String
  ) throws {
    let value = try decimal(text)
    #expect(format.number(value) == expected)
  }

  @Test(arguments: [("2.5", 0, "2"), ("3.5", 0, "4"), ("1.005", 2, "1.00"), ("1.015", 2, "1.02")])
  func `halves are rounded to the even neighbour`(
    text: String,
    decimals: Int,
    expected: String
  ) throws {
    let value = try decimal(text)
    #expect(format.number(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    ("0 USD", "$0.00"), ("12 USD", "$12.00"), ("-12 USD", "−$12.00"), ("3412.864 USD", "$3,412.86"),
    ("1234 JPY", "¥1,234"), ("12 CAD", "CAD\u{A0}12.00"), ("-1.5 CHF", "−CHF\u{A0}1.50"),
    ("1.2345 KWD", "KWD\u{A0}1.234"), ("1200 helius:credit", "1,200 helius credits"),
    ("1 helius:credit", "1 helius credit"), ("0.5 shoal:credits", "0.5 shoal credits"),
  ])
  func `amounts follow their currency`(text: String, expected: String) throws {
    let value = try #require(Money(text))
    #expect(format.money(value) == expected)
  }

  @Test(arguments: [
    ("0.000012 USD", "$0.000012"), ("0.000004 USD", "$0.000004"), ("0.0042 USD", "$0.0042"),
    ("0.00345678 USD", "$0.003457"), ("0.00000012 USD", "$1.2 × 10⁻⁷"),
    ("0.0000012 USD", "$1.2 × 10⁻⁶"), ("-0.000012 USD", "−$0.000012"),
    ("0.000000000001 USD", "$1 × 10⁻¹²"), ("0.01 USD", "$0.01"), ("0.0099 USD", "$0.0099"),
  ])
  func `tiny amounts are never written as zero`(text: String, expected: String) throws {
    let value = try #require(Money(text))
    #expect(format.money(value) == expected)
  }

  @Test(arguments: [
    ("0.0000001", "1 × 10⁻⁷"), ("-0.00000012", "−1.2 × 10⁻⁷"), ("0.000001", "0.000001"),
    ("0.0000004", "4 × 10⁻⁷"), ("0", "0"),
  ])
  func `tiny numbers are never written as zero`(text: String, expected: String) throws {
    let value = try #require(FixedDecimal(text))
    #expect(format.number(value) == expected)
    #expect(format.compact(value) == expected)
    #expect(format.quantity(value, unit: "GB") == expected + " GB")
    let asked = format.number(value, decimals: 2)
    #expect(asked == "0.00", "who asks for decimals gets them")
  }

  @Test(arguments: [
    ("1.062", "106.2%"), ("1.2", "120%"), ("12.345", "1,234.5%"), ("0", "0%"), ("1.00049", "100%"),
  ])
  func `shares in sentences are percent, however large`(text: String, expected: String) throws {
    #expect(format.share(try #require(FixedDecimal(text))) == expected)
  }

  @Test(arguments: [
    // A half goes to the even neighbour, and what follows it decides once: 4446 is 44, not 445 and then 45.
    ("0.000000000445 USD", "$4.4 × 10⁻¹⁰"), ("0.000000000455 USD", "$4.6 × 10⁻¹⁰"),
    ("0.000000004446 USD", "$4.4 × 10⁻⁹"), ("0.000000004451 USD", "$4.5 × 10⁻⁹"),
    ("0.000000124999 USD", "$1.2 × 10⁻⁷"), ("0.000000125 USD", "$1.2 × 10⁻⁷"),
    ("0.000000000995 USD", "$1 × 10⁻⁹"), ("0.000000009949 USD", "$9.9 × 10⁻⁹"),
    ("0.000009999999 USD", "$1 × 10⁻⁵"), ("0.000000000099 USD", "$9.9 × 10⁻¹¹"),
    ("0.00000000001 USD", "$1 × 10⁻¹¹"), ("0.000000000009 USD", "$9 × 10⁻¹²"),
    ("-0.000000004446 helius:credit", "−4.4 × 10⁻⁹ helius credits"),
  ])
  func `powers of ten are rounded once`(text: String, expected: String) throws {
    let value = try #require(Money(text))
    #expect(format.money(value) == expected)
  }

  @Test(arguments: [
    ("191.25 USD", "+$191.25"), ("-47.25 USD", "−$47.25"), ("0 USD", "$0.00"),
    ("0.000012 USD", "+$0.000012"),
  ])
  func `changes of amounts carry a sign, except zero`(text: String, expected: String) throws {
    let value = try #require(Money(text))
    #expect(format.moneyChange(value) == expected)
  }

  @Test func `a forecast has whole units`() throws {
    let value = try #require(Money("5141.5 USD"))
    #expect(format.money(value, decimals: 0) == "$5,142")
    let nothing = try #require(Money("-0.2 USD"))
    #expect(format.money(nothing, decimals: 0) == "$0")
  }

  @Test(arguments: [
    ("0.364", "36.4%"), ("1", "100.0%"), ("0", "0.0%"), ("-0.028", "−2.8%"), ("9.99", "999.0%"),
    ("10.4", "10.4×"), ("-12", "−12.0×"),
  ])
  func `ratios are percent up to 999`(text: String, expected: String) throws {
    let value = try decimal(text)
    #expect(format.percent(value) == expected)
  }

  @Test(arguments: [
    ("2938.15", "3412.86", "▲ +16.2%"), ("748.11", "727.26", "▼ −2.8%"),
    ("702.31", "702.55", "≈ 0.0%"), ("5", "5", "= 0.0%"), ("0", "0", "= 0.0%"),
    ("0", "5", "● new"), ("5", "0", "● gone"), ("-5", "5", "–"), ("1", "11.4", "▲ 11.4×"),
    ("1", "10.99", "▲ +999.0%"), ("10", "-5", "▼ −150.0%"),
  ])
  func `a change says its direction in words`(
    before: String,
    after: String,
    expected: String
  ) throws {
    let change = format.change(before: try decimal(before), after: try decimal(after))
    #expect(change.description == expected)
  }

  @Test func `a change from what is not known is not known`() {
    #expect(format.change(before: nil, after: 5).description == "?")
    #expect(format.change(before: 5, after: nil).direction == .none)
  }

  @Test(arguments: [
    ("0", "0"), ("999", "999"), ("12345", "12.3k"), ("999950", "1M"), ("4500000", "4.5M"),
    ("1200000000", "1.2B"), ("999499", "999k"), ("-12345", "−12.3k"), ("2500000000000", "2.5T"),
    ("1000", "1k"), ("1.234", "1.23"),
  ])
  func `compact numbers have three digits`(text: String, expected: String) throws {
    let value = try decimal(text)
    #expect(format.compact(value) == expected)
  }

  @Test(arguments: [
    ("0", "0 B"), ("999", "999 B"), ("1000", "1 kB"), ("12345678", "12.3 MB"),
    ("999999", "1 MB"), ("-2500000000", "−2.5 GB"),
  ])
  func `bytes count in thousands`(text: String, expected: String) throws {
    let value = try decimal(text)
    #expect(format.bytes(value) == expected)
  }

  @Test(arguments: [
    ("0", "0 seconds"), ("1", "1 second"), ("59.9", "59 seconds"), ("0.25", "250 ms"),
    ("60", "1 minute"), ("3600", "1 hour"), ("187200", "52 hours"), ("259199", "71 hours"),
    ("259200", "3 days"), ("-7200", "−2 hours"),
  ])
  func `durations use the largest whole unit`(text: String, expected: String) throws {
    let value = try decimal(text)
    #expect(format.duration(seconds: value) == expected)
  }

  @Test func `days leave the implied year out`() throws {
    let day = try #require(Day("2026-11-20"))
    #expect(format.day(day) == "20 Nov")
    #expect(NumberFormat.englishUS.day(day) == "20 Nov 2026")
    let value = try #require(Day("2025-01-02"))
    #expect(format.day(value) == "2 Jan 2025")
  }

  @Test func `times have 24 hours and a zone`() throws {
    let time = try #require(Timestamp(rfc3339: "2026-11-21T06:05:00Z"))
    #expect(format.time(time) == "21 Nov, 06:05 UTC")
    #expect(format.time(time, withYear: true) == "21 Nov 2026, 06:05 UTC")
  }

  @Test func `the extremes of the range are written and nothing traps`() {
    for value in [FixedDecimal(units: .max), FixedDecimal(units: .min)] {
      #expect(!format.number(value).isEmpty)
      #expect(!format.compact(value).isEmpty)
      #expect(!format.bytes(value).isEmpty)
      #expect(!format.percent(value).isEmpty)
      #expect(!format.duration(seconds: value).isEmpty)
      #expect(!format.money(Money(value, "USD")).isEmpty)
      #expect(!format.change(before: FixedDecimal(units: 1), after: value).text.isEmpty)
      #expect(!format.change(before: value, after: FixedDecimal(units: .max)).text.isEmpty)
    }
  }
}
