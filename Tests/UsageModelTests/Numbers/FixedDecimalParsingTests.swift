import Foundation
import TestSupport
import Testing
import UsageModel

struct FixedDecimalParsingTests {
  @Test func `what is printed reads back`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let value = FixedDecimal(units: generator.anySize())
      #expect(FixedDecimal(value.description) == value)
      #expect(FixedDecimal("\(value)000") == value || value.isWhole)
      #expect(FixedDecimal(value.isNegative ? "\(value)" : "+\(value)") == value)
    }
  }

  @Test func `an exponent moves the point`() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let value = FixedDecimal(units: generator.anySize())
      #expect(FixedDecimal("\(value.units)e-12") == value)
      #expect(FixedDecimal("\(value.units)000E-15") == value)
      let sign = value.isNegative ? "-" : ""
      #expect(FixedDecimal("\(sign)0.\(value.units.magnitude)e\(digits(value) - 12)") == value)
    }
  }

  private func digits(_ value: FixedDecimal) -> Int { String(value.units.magnitude).utf8.count }

  @Test(arguments: [
    ("0.0000000000005", 0), ("0.00000000000050000001", 1), ("0.0000000000015", 2),
    ("0.0000000000025", 2), ("0.0000000000035", 4), ("0.00000000000249999", 2),
    ("-0.0000000000015", -2), ("-0.0000000000005", 0), ("5e-13", 0), ("6e-13", 1), ("4e-13", 0),
    ("0.9999999999995", 1_000_000_000_000), ("0.9999999999994", 999_999_999_999),
    ("0.00000000000009", 0), ("1e-10000", 0), ("15e-13", 2), ("0.1e-11", 1),
    ("0.30000000000000004", 300_000_000_000), ("1e-7", 100_000), ("-12.50", -12_500_000_000_000),
    ("+3", 3_000_000_000_000), ("007", 7_000_000_000_000), (".5", 500_000_000_000),
    ("5.", 5_000_000_000_000), ("-0", 0), ("0e9999", 0), ("1E+2", 100_000_000_000_000),
  ])
  func `the thirteenth decimal is rounded half-even`(text: String, units: Int) {
    #expect(FixedDecimal(text)?.units == Int128(units))
  }

  @Test func `a long row of decimals is read to its end`() {
    let zeros = String(repeating: "0", count: 20_000)
    #expect(FixedDecimal("0.0000000000005\(zeros)1")?.units == 1)
    #expect(FixedDecimal("0.0000000000005\(zeros)")?.units == 0)
    #expect(FixedDecimal("\(zeros)1")?.units == FixedDecimal.unitsPerOne)
    #expect(FixedDecimal("0.\(zeros)9")?.units == 0)
  }

  @Test(arguments: [
    "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e5.0", "1 ", " 1", "1,000", "1_000", "0x10",
    "NaN",
    "inf", "--1", "+-1", "1-", "1.2.3", "1e1e1", "٣", "１", "1\u{301}", "1e٣", "½", "1\0", "1e10001",
    "1e99999999999999999999",
  ])
  func `anything else is no number`(text: String) {
    #expect(FixedDecimal(text) == nil)
  }

  @Test func `the largest values are read, and the next ones are refused`() {
    let largest = "170141183460469231731687303.715884105727"
    #expect(FixedDecimal(largest)?.units == .max)
    #expect(FixedDecimal("-\(largest)")?.units == -.max)
    #expect(FixedDecimal("\(largest)4")?.units == .max)
    for text in [
      "170141183460469231731687303.715884105728", "\(largest)5", "1e27", "9e26", "1e40", "1e9999",
      "340282366920938463463374607.431768211455", "340282366920938463463374607.431768211456",
    ] {
      #expect(FixedDecimal(text) == nil)
      #expect(FixedDecimal("-\(text)") == nil)
    }
  }

  @Test func `a number that rounds beyond 128 bits is refused and not zero`() {
    #expect(FixedDecimal("340282366920938463463374607.4317682114559") == nil)
  }

  @Test(arguments: [
    ("0", Int128(0)), ("-0.000000000001", -1), ("1", 1_000_000_000_000),
    ("-1.5", -1_500_000_000_000), ("170141183460469231731687303.715884105727", .max),
    ("-170141183460469231731687303.715884105728", .min),
  ])
  func `values print in plain decimals`(text: String, units: Int128) {
    #expect(FixedDecimal(units: units).description == text)
  }
}
