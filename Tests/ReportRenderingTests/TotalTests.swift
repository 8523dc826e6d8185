import ReportDocument
import TestSupport
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct TotalTests {
  /// What a column of each kind makes of a number.
  private static let kinds: [@Sendable (FixedDecimal) -> Value] = [
    { .money(Money($0, "USD")) }, { .money(Money($0, "JPY")) },
    { .money(Money($0, "EUR"), decimals: 0) }, { .money(Money($0, "EUR"), decimals: 3) },
    { .moneyChange(Money($0, "USD")) }, { .percent($0) }, { .percent($0, decimals: 0) },
    { .number($0, decimals: 1) }, { .number($0) }, { .quantity($0, unit: "minutes") },
  ]

  @Test(arguments: kinds.indices, [ReportLocale.englishUS.identifier, "de_DE", "fr_CH", "en_IN"])
  func `what is shown adds up to the total that is shown`(kind: Int, locale: String) throws {
    var generator = SeededGenerator(seed: UInt64(kind))
    let format = NumberFormat(locale: try #require(ReportLocale(identifier: locale)))
    for count in [2, 3, 7, 40] {
      // Twelve decimals; shares stay far from 999%, and amounts from less than the smallest coin.
      let range: ClosedRange<Int128> =
        kind == 5 || kind == 6
        ? 1...(8_000_000_000_000 / Int128(count)) : 1_000_000_000_000...9_000_000_000_000
      let parts = (0..<count).map { _ in
        FixedDecimal(units: Int128.random(in: range, using: &generator))
      }
      let values = parts.map(Self.kinds[kind])
      let total = Self.kinds[kind](try FixedDecimal.sum(of: parts))
      let column = ColumnFormat(values, total: total, format: format)
      let shown = values.indices.map { column.content(values[$0], row: $0).text }
      let sum = column.content(total, row: nil).text
      let digits = try shown.map { try #require(Self.number($0, in: format.locale)) }
      #expect(try FixedDecimal.sum(of: digits) == Self.number(sum, in: format.locale))
    }
  }

  @Test func `whole units of a forecast add up`() {
    let parts = ["0.5", "0.5", "0.5", "1.5"].compactMap { FixedDecimal($0) }
    let values = parts.map { Value.money(Money($0, "USD"), decimals: 0) }
    let column = ColumnFormat(
      values,
      total: .money(Money(3, "USD"), decimals: 0),
      format: .englishUS
    )
    // Each by itself would be $0, $0, $0 and $2.
    #expect(
      values.indices.map { column.content(values[$0], row: $0).text } == ["$1", "$1", "$0", "$1"]
    )
  }

  /// The number that a text shows.
  private static func number(_ text: String, in locale: ReportLocale) -> FixedDecimal? {
    var digits = ""
    for sign in text {
      if sign.isASCII, sign.isNumber { digits.append(sign) }
      if String(sign) == locale.decimalSeparator { digits += "." }
      if sign == "−" { digits = "-" + digits }
    }
    return FixedDecimal(digits)
  }
}
