/// Tells what is inside of quotes in JSON, so that a number that is blanked out leaves JSON behind.
struct JSONQuotes {
  /// Whether the next byte is inside of a text.
  private(set) var isInside = false
  private var isEscaped = false

  /// Goes on by a byte.
  mutating func pass(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = isInside
    } else if byte == UInt8(ascii: "\"") {
      isInside.toggle()
    }
  }

  /// Whether a stretch stands where JSON has a value of its own: between a colon or a comma or a bracket, and what ends it.
  static func isValue(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    let spaces = Set(" \t\r\n".utf8)
    let before = bytes[..<range.lowerBound].last { !spaces.contains($0) }
    let after = bytes[range.upperBound...].first { !spaces.contains($0) }
    guard let before, let after else { return false }
    return ":[,".utf8.contains(before) && ",]}".utf8.contains(after)
  }
}
