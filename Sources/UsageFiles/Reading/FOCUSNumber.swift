import UsageModel

/// Reads numbers as FOCUS writes them: `-12.5`, `1.5E-3`, no marks, no plus sign.
enum FOCUSNumber {
  /// The value in units of 10⁻¹², rounded half-even; nil for what is no number, or too large.
  static func value(of text: UnsafeBufferPointer<UInt8>) -> FixedDecimal? {
    quick(text) ?? slow(text)
  }

  private static let powers: [Int64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000,
  ]

  /// A number of at most 18 digits, 12 of them behind the point.
  private static func quick(_ text: UnsafeBufferPointer<UInt8>) -> FixedDecimal? {
    guard let first = text.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    var at = isNegative ? 1 : 0
    let start = at
    guard text.count - at <= 19 else { return nil }
    var digits: Int64 = 0
    var point = -1
    while at < text.count {
      let byte = text[at]
      if byte &- UInt8(ascii: "0") < 10 {
        digits = digits &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: "."), point < 0 {
        point = at
      } else {
        return nil
      }
      at += 1
    }
    let decimals = point < 0 ? 0 : text.count - point - 1
    let count = text.count - start - (point < 0 ? 0 : 1)
    guard count > 0, count <= 18, decimals <= FixedDecimal.places else { return nil }
    let units = Int128(digits) * Int128(powers[FixedDecimal.places - decimals])
    return FixedDecimal(units: isNegative ? -units : units)
  }

  private static func slow(_ text: UnsafeBufferPointer<UInt8>) -> FixedDecimal? {
    guard text.first != UInt8(ascii: "+"), text.count <= 400 else { return nil }
    return FixedDecimal(String(decoding: text, as: UTF8.self))
  }
}
