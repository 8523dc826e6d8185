import TestSupport
import Testing
import UsageModel

struct FixedDecimalArithmeticTests {
  private let largest = FixedDecimal(units: .max)
  private let step = FixedDecimal(units: 1)

  @Test func `sums and differences are exact`() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let left = FixedDecimal(units: generator.anySize() / 2)
      let right = FixedDecimal(units: generator.anySize() / 2)
      let sum = try left + right
      #expect(sum.units == left.units + right.units)
      #expect(try sum - right == left)
      #expect(try right - left == (try left - right).negated)
      #expect(try FixedDecimal.sum(of: [left, right, left.negated]) == right)
      var total = left
      try total += right
      #expect(total == sum)
      #expect((left < right) == (left.units < right.units))
    }
  }

  @Test func `products are rounded half-even at the last place`() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<1500 {
      let left = generator.anySize()
      let right = generator.anySize()
      let expected = LongNumber(left).times(LongNumber(right)).droppingPlaces(12)
      let product = try? FixedDecimal(units: left) * FixedDecimal(units: right)
      #expect(product?.units == expected)
      #expect(product == (try? FixedDecimal(units: right) * FixedDecimal(units: left)))
    }
  }

  @Test(arguments: [
    ("1.5", "1.5", "2.25"), ("0.000001", "0.0000005", "0"),
    ("0.000001", "0.0000015", "0.000000000002"),
    ("0.000001", "0.0000025", "0.000000000002"), ("-0.000001", "0.0000015", "-0.000000000002"),
    ("0", "-5", "0"), ("13000000000000", "13000000000000", "169000000000000000000000000"),
    ("170141183460469231731687303.715884105727", "1", "170141183460469231731687303.715884105727"),
    ("170141183460469231731687303.715884105727", "-1", "-170141183460469231731687303.715884105727"),
  ])
  func `known products`(left: String, right: String, product: String) throws {
    let (left, right) = (try #require(FixedDecimal(left)), try #require(FixedDecimal(right)))
    #expect(try left * right == FixedDecimal(product))
  }

  @Test func `quotients are rounded half-even at the last place`() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      // Small enough for an exact quotient in 128 bits.
      let value = generator.anySize() >> 41
      let divisor = generator.anySize()
      let quotient = try? FixedDecimal(units: value).divided(by: FixedDecimal(units: divisor))
      #expect(quotient?.units == expectedQuotient(value, divisor))
    }
  }

  private func expectedQuotient(_ value: Int128, _ divisor: Int128) -> Int128? {
    guard divisor != 0 else { return nil }
    let (quotient, rest) = (value.magnitude * 1_000_000_000_000)
      .quotientAndRemainder(dividingBy: divisor.magnitude)
    let half = divisor.magnitude - rest
    let isUp = rest > half || (rest == half && quotient % 2 == 1)
    let magnitude = Int128(quotient + (isUp ? 1 : 0))
    return (value < 0) == (divisor < 0) ? magnitude : -magnitude
  }

  @Test func `a product divided by its whole factor is the other factor`() throws {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<1000 {
      let factor = FixedDecimal(Int.random(in: 1...9999, using: &generator))
      let value = FixedDecimal(units: generator.anySize() / 10_000)
      #expect(try (value * factor).divided(by: factor) == value)
      #expect(try (factor * value).divided(by: factor.negated) == value.negated)
    }
    #expect(try largest.divided(by: largest) == 1)
    #expect(try FixedDecimal(units: .min).divided(by: FixedDecimal(units: .min)) == 1)
    #expect(try largest.divided(by: FixedDecimal.zero) == nil)
    #expect(try FixedDecimal(1).divided(by: 3)?.description == "0.333333333333")
    #expect(try FixedDecimal(2).divided(by: 3)?.description == "0.666666666667")
  }

  @Test func `what does not fit throws`() {
    let smallest = FixedDecimal(units: .min)
    #expect(throws: ArithmeticOverflow.self) { try largest + step }
    #expect(throws: ArithmeticOverflow.self) { try largest.negated - FixedDecimal(units: 2) }
    #expect(throws: ArithmeticOverflow.self) { try smallest - step }
    #expect(throws: ArithmeticOverflow.self) { try largest - smallest }
    #expect(throws: ArithmeticOverflow.self) { try largest * largest }
    #expect(throws: ArithmeticOverflow.self) { try smallest * smallest }
    #expect(throws: ArithmeticOverflow.self) { try largest * 2 }
    #expect(throws: ArithmeticOverflow.self) { try largest.divided(by: step) }
    #expect(throws: ArithmeticOverflow.self) { try smallest.divided(by: -1) }
    #expect(throws: ArithmeticOverflow.self) { try FixedDecimal.sum(of: [largest, step]) }
    #expect(
      ArithmeticOverflow().description
        == "the exact result is too large (amounts may have 26 digits before the point)"
    )
  }

  @Test func `no sum is a value that has no opposite`() {
    #expect(throws: ArithmeticOverflow.self) { try largest.negated - step }
    #expect(throws: ArithmeticOverflow.self) { try largest.negated + step.negated }
  }

  @Test func `a quotient that rounds up to 128 bits throws and is not zero`() throws {
    // The exact quotient lies within half a unit below 2¹²⁸.
    let pair = (1..<1000).lazy.compactMap { offset -> (Int128, Int128)? in
      let divisor = 499_999_999_999 - Int128(offset)
      let (value, rest) = UInt128(1_000_000_000_000)
        .dividingFullWidth((divisor.magnitude, 0))
      return rest > 0 && rest * 2 < divisor.magnitude ? (Int128(value), divisor) : nil
    }.first
    let (value, divisor) = try #require(pair)
    #expect(throws: ArithmeticOverflow.self) {
      try FixedDecimal(units: value).divided(by: FixedDecimal(units: divisor))
    }
  }

  @Test func `opposites and distances of the extremes do not trap`() {
    #expect(largest.negated.units == -.max)
    #expect(largest.negated.negated == largest)
    #expect(FixedDecimal(units: .min).negated == largest)
    #expect(FixedDecimal(units: .min).magnitude == largest)
    #expect(FixedDecimal(units: .min).approximation < -1.7e26)
    #expect(!FixedDecimal(units: .min).isWhole)
    #expect(FixedDecimal(Int.max).description == "9223372036854775807")
    #expect(FixedDecimal(Int.min).description == "-9223372036854775808")
  }

  @Test(arguments: [
    ("2.5", 0, "2"), ("3.5", 0, "4"), ("-2.5", 0, "-2"), ("-3.5", 0, "-4"), ("0.125", 2, "0.12"),
    ("0.135", 2, "0.14"), ("0.1250001", 2, "0.13"), ("1.005", 12, "1.005"), ("1.005", 99, "1.005"),
    ("7.7", -3, "8"), ("0.4", 0, "0"), ("-0.4", 0, "0"), ("0.5", 0, "0"), ("999.9996", 3, "1000"),
  ])
  func `rounding to fewer places is half-even`(text: String, places: Int, rounded: String) throws {
    #expect(try #require(FixedDecimal(text)).rounded(toPlaces: places) == FixedDecimal(rounded))
  }

  @Test func `rounding moves a value by at most half a step`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let value = FixedDecimal(units: generator.anySize())
      let places = Int.random(in: 0...12, using: &generator)
      let step = (places..<12).reduce(Int128(1)) { step, _ in step * 10 }
      let rounded = value.rounded(toPlaces: places)
      #expect(rounded.units % step == 0)
      #expect((rounded.units - value.units).magnitude * 2 <= step.magnitude)
      #expect(value.negated.rounded(toPlaces: places) == rounded.negated)
    }
  }

  @Test(arguments: 0..<12)
  func `the extremes are rounded to a multiple in range`(places: Int) {
    let step = (places..<12).reduce(Int128(1)) { step, _ in step * 10 }
    for units in [Int128.max, -.max, .min] {
      let rounded = FixedDecimal(units: units).rounded(toPlaces: places)
      #expect(rounded.units % step == 0)
      #expect((rounded.units < 0) == (units < 0))
    }
  }
}

/// A whole number as decimal digits, last one first: slow, and too simple to be wrong.
private struct LongNumber {
  var digits: [Int]
  var isNegative: Bool

  init(_ value: Int128) {
    digits = String(value.magnitude).utf8.reversed().map { Int($0) - 48 }
    isNegative = value < 0
  }

  func times(_ other: LongNumber) -> LongNumber {
    var product = self
    product.isNegative = isNegative != other.isNegative
    product.digits = [Int](repeating: 0, count: digits.count + other.digits.count + 1)
    for (place, digit) in digits.enumerated() {
      for (otherPlace, otherDigit) in other.digits.enumerated() {
        product.digits[place + otherPlace] += digit * otherDigit
      }
    }
    for place in product.digits.indices.dropLast() {
      product.digits[place + 1] += product.digits[place] / 10
      product.digits[place] %= 10
    }
    return product
  }

  /// The number without its last places, rounded half-even; nil beyond 128 bits.
  func droppingPlaces(_ count: Int) -> Int128? {
    let text = String(digits.dropFirst(count).reversed().map { Character("\($0)") })
    guard let kept = UInt128(text.isEmpty ? "0" : text) else { return nil }
    let half = [5] + [Int](repeating: 0, count: count - 1)
    let rest = Array(
      ([Int](repeating: 0, count: count) + digits.prefix(count).reversed()).suffix(count)
    )
    let isUp = half.lexicographicallyPrecedes(rest) || (rest == half && kept % 2 == 1)
    guard let magnitude = Int128(exactly: kept + (isUp ? 1 : 0)) else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}
