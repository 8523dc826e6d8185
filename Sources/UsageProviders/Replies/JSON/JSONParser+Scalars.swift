// MARK: - Texts and numbers
extension JSONParser {
  /// A text, from its first quotation mark to its last.
  mutating func text() throws(Failure) -> String {
    let start = index
    index += 1
    var meant: [UInt8] = []
    while true {
      let byte = try next()
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        // What is no UTF-8 cannot be a name or a text.
        guard let text = String(validating: meant, as: UTF8.self) else { throw .broken(start) }
        return text
      case UInt8(ascii: "\\"): meant += try escaped()
      case ..<0x20: throw .broken(index)
      default:
        meant.append(byte)
        index += 1
      }
    }
  }

  /// What an escape stands for.
  private mutating func escaped() throws(Failure) -> [UInt8] {
    if let (meant, end) = EscapedText.unit(in: bytes, at: index) {
      index = end
      return meant
    }
    guard index + 1 < bytes.count else { throw .cutOff }
    let control: UInt8
    switch bytes[index + 1] {
    case UInt8(ascii: "b"): control = 0x08
    case UInt8(ascii: "f"): control = 0x0C
    case UInt8(ascii: "n"): control = 0x0A
    case UInt8(ascii: "r"): control = 0x0D
    case UInt8(ascii: "t"): control = 0x09
    default: throw .broken(index)
    }
    index += 2
    return [control]
  }

  /// A number in the digits that were sent: no plus, no leading zeros, digits on both sides of a point.
  mutating func number() throws(Failure) -> String {
    let start = index
    _ = try take("-")
    if try !take("0") { try digits() }
    if hasNext(".") {
      index += 1
      try digits()
    }
    if hasNext("e") || hasNext("E") {
      index += 1
      if hasNext("+") || hasNext("-") { index += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// At least one digit.
  private mutating func digits() throws(Failure) {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(try next()) else {
      throw .broken(index)
    }
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
      index += 1
    }
  }

  /// Whether a character comes next; a number may be the end of a text.
  private func hasNext(_ character: Unicode.Scalar) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: character)
  }
}
