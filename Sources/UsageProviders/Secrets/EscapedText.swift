/// Reads the escapes of JSON (`\/`, `\u002b`) and of addresses (`%2B`).
enum EscapedText {
  /// The bytes that an escape at a place stands for and where it ends; nil when there is none.
  static func unit(in bytes: [UInt8], at index: Int) -> (meant: [UInt8], end: Int)? {
    switch bytes[index] {
    case UInt8(ascii: "%"):
      return hex(in: bytes, from: index + 1, count: 2).map { ([UInt8($0)], index + 3) }
    case UInt8(ascii: "\\"): return jsonEscape(in: bytes, at: index)
    default: return nil
    }
  }

  private static func jsonEscape(
    in bytes: [UInt8],
    at index: Int
  ) -> (meant: [UInt8], end: Int)? {
    guard index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return ([bytes[index + 1]], index + 2)
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let unit = hex(in: bytes, from: index + 2, count: 4) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (Array(String(scalar).utf8), index + 6) }
    // Half of a pair; the other half has to follow.
    guard index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
      bytes[index + 7] == UInt8(ascii: "u"),
      let low = hex(in: bytes, from: index + 8, count: 4), (0xD800..<0xDC00).contains(unit),
      (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return nil }
    return (Array(String(scalar).utf8), index + 12)
  }

  private static func hex(in bytes: [UInt8], from start: Int, count: Int) -> UInt32? {
    guard start + count <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + count] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
