extension FixedDecimal {
  /// Reads a number as JSON and people write it: `-12.50`, `1e-7`, `+3`.
  ///
  /// More than 12 decimals are rounded half-even. Anything else, also a number out of range, gives nil.
  public init?(_ text: some StringProtocol) {
    var number = DecimalText()
    guard number.read(text.utf8), let units = number.units else { return nil }
    self.init(units: units)
  }
}

/// The digits of a decimal number while they are read.
private struct DecimalText {
  private var isNegative = false
  /// Significant digits without leading zeros.
  private var digits: [UInt8] = []
  /// The power of ten of the last digit.
  private var exponent = 0

  /// Reads a whole text; false when it is no number.
  mutating func read(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var digitCount = 0
    while let digit = rest.first, isDigit(digit) {
      append(digit, afterPoint: false)
      digitCount += 1
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      while let digit = rest.first, isDigit(digit) {
        append(digit, afterPoint: true)
        digitCount += 1
        rest = rest.dropFirst()
      }
    }
    guard digitCount > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      guard let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
        (-10_000...10_000).contains(power)
      else { return false }
      exponent += power
      rest = rest[rest.endIndex...]
    }
    return rest.isEmpty
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func append(_ digit: UInt8, afterPoint: Bool) {
    let value = digit - UInt8(ascii: "0")
    if value != 0 || !digits.isEmpty { digits.append(value) }
    if afterPoint { exponent -= 1 }
  }

  /// The value in units of 10⁻¹², or nil when it is out of range.
  var units: Int128? {
    guard !digits.isEmpty else { return 0 }
    let shift = exponent + FixedDecimal.places
    guard digits.count + shift <= 39 else { return nil }
    var magnitude: UInt128 = 0
    // Digits behind the last place decide only about rounding.
    let kept = min(digits.count, max(0, digits.count + shift))
    for digit in digits[..<kept] {
      guard let next = Self.appending(digit, to: magnitude) else { return nil }
      magnitude = next
    }
    for _ in 0..<max(0, shift) {
      guard let next = Self.appending(0, to: magnitude) else { return nil }
      magnitude = next
    }
    if digits.count + shift >= 0, kept < digits.count {
      let first = digits[kept]
      let hasMore = digits[(kept + 1)...].contains { $0 != 0 }
      // Against a divisor of 20: `2 × first` is 10 exactly at one half, one more lies above it.
      magnitude = FixedDecimal.roundedHalfEven(
        magnitude,
        remainder: UInt128(first) * 2 + (hasMore ? 1 : 0),
        divisor: 20
      )
    }
    guard let value = Int128(exactly: magnitude) else { return nil }
    return isNegative ? -value : value
  }

  private static func appending(_ digit: UInt8, to magnitude: UInt128) -> UInt128? {
    let (shifted, overflow) = magnitude.multipliedReportingOverflow(by: 10)
    guard !overflow else { return nil }
    let (sum, carry) = shifted.addingReportingOverflow(UInt128(digit))
    return carry ? nil : sum
  }
}
