import LuaHost

extension JSONReader {
  /// The number that begins here: an integer where it has neither fraction nor exponent and fits.
  mutating func number() throws -> LuaValue {
    let start = position
    let isNegative = skip(UInt8(ascii: "-"))
    if skip(UInt8(ascii: "0")) {
      if let byte = peek, isDigit(byte) { throw failure("a number cannot begin with 0", at: start) }
    } else {
      try digits()
    }
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isWhole = false
      if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // An integer has no negative zero.
    if isWhole, let integer = Int64(text), integer != 0 || !isNegative { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw failure("the number is too large", at: start)
    }
    return .number(number)
  }

  private mutating func digits() throws {
    guard let byte = peek, isDigit(byte) else { throw failure("expected a digit, got \(found)") }
    while let byte = peek, isDigit(byte) { position += 1 }
  }

  /// Whether a byte is a decimal digit.
  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The text in quotes that begins here.
  mutating func string() throws -> [UInt8] {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return text
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw failure("a control character in a text must be escaped")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw failure("the text that begins here does not end", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws {
    let start = position
    position += 1
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      text.append(bytes[position])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      text += Array(String(try scalar(from: start)).utf8)
      return
    default:
      throw failure("`\\` must be followed by one of \" \\ / b f n r t u", at: start)
    }
    position += 1
  }

  /// The character behind `\u`, which may take two of them: RFC 8259, section 7.
  private mutating func scalar(from start: Int) throws -> Unicode.Scalar {
    let first = try fourDigits(from: start)
    var code = UInt32(first)
    if UTF16.isLeadSurrogate(first), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) {
      let second = try fourDigits(from: start)
      if UTF16.isTrailSurrogate(second) {
        code = 0x10000 + (code - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw failure("`\\u` names half a character; the other half must follow", at: start)
    }
    return scalar
  }

  private mutating func fourDigits(from start: Int) throws -> UInt16 {
    let end = position + 4
    guard end <= bytes.count,
      bytes[position..<end].allSatisfy({ isDigit($0) || (0x41...0x46).contains($0 & 0xDF) }),
      let code = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
    else { throw failure("`\\u` must be followed by four hexadecimal digits", at: start) }
    position = end
    return code
  }
}
