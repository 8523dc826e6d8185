/// A word, text, number or sign of a source.
struct LuaToken {
  /// What a token is.
  enum Kind {
    /// A name, or a word of the language.
    case name
    /// A text in quotes or long brackets.
    case string
    /// A number.
    case number
    /// An operator or a bracket.
    case sign
  }

  let kind: Kind
  /// The line on which it begins, from 1.
  let line: Int
  /// Its bytes in the source.
  let range: Range<Int>
  /// The bytes between the quotes of a text; the same as the range for all else.
  let content: Range<Int>
}

/// Splits a source into tokens, without its comments; never fails.
///
/// A text without its end goes to the end of its line, a long bracket to the end of the source, and
/// a byte that means nothing in Lua is a sign.
func luaTokens(in source: [UInt8]) -> [LuaToken] {
  var reader = TokenReader(source: source)
  return reader.tokens()
}

private struct TokenReader {
  let source: [UInt8]
  private var position = 0
  private var line = 1
  private var found: [LuaToken] = []

  init(source: [UInt8]) {
    self.source = source
    if source.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }  // a byte order mark
  }

  mutating func tokens() -> [LuaToken] {
    while let byte = byte(0) {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
      case 0...0x20: position += 1
      case UInt8(ascii: "-") where self.byte(1) == UInt8(ascii: "-"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readQuoted(byte)
      case UInt8(ascii: "[") where longBracketLevel() != nil: readLong(longBracketLevel() ?? 0)
      case UInt8(ascii: ".") where self.byte(1)?.isDigit == true: readNumber()
      case let byte where byte.isDigit: readNumber()
      case let byte where byte.isLetter: readName()
      default: readSign()
      }
    }
    return found
  }

  private func byte(_ offset: Int) -> UInt8? {
    position + offset < source.count ? source[position + offset] : nil
  }

  private mutating func add(_ kind: LuaToken.Kind, to end: Int, edges: (Int, Int) = (0, 0)) {
    found.append(
      LuaToken(
        kind: kind,
        line: line,
        range: position..<end,
        content: (position + edges.0)..<max(position + edges.0, end - edges.1)
      )
    )
    line += source[position..<end].count { $0 == UInt8(ascii: "\n") }
    position = end
  }

  private mutating func skipComment() {
    position += 2
    if let level = longBracketLevel() {
      readLong(level)
      found.removeLast()
    } else {
      position = source[position...].firstIndex(of: UInt8(ascii: "\n")) ?? source.count
    }
  }

  private mutating func readQuoted(_ quote: UInt8) {
    var end = position + 1
    while end < source.count, source[end] != quote, source[end] != UInt8(ascii: "\n") {
      // What follows a backslash does not end the text, not even the end of the line.
      end += source[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    let isClosed = end < source.count && source[end] == quote
    add(.string, to: min(source.count, isClosed ? end + 1 : end), edges: (1, isClosed ? 1 : 0))
  }

  /// The number of signs between the brackets of `[==[`; nil where no long bracket begins.
  private func longBracketLevel() -> Int? {
    guard byte(0) == UInt8(ascii: "[") else { return nil }
    var level = 0
    while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byte(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func readLong(_ level: Int) {
    var end = position + level + 2
    while let bracket = source[min(end, source.count)...].firstIndex(of: UInt8(ascii: "]")) {
      let signs = source[(bracket + 1)...].prefix { $0 == UInt8(ascii: "=") }
      end = signs.endIndex
      guard signs.count == level, end < source.count, source[end] == UInt8(ascii: "]") else {
        continue
      }
      return add(.string, to: end + 1, edges: (level + 2, level + 2))
    }
    add(.string, to: source.count, edges: (level + 2, 0))
  }

  private mutating func readNumber() {
    let isHexadecimal =
      byte(0) == UInt8(ascii: "0") && byte(1).map { $0 | 0x20 } == UInt8(ascii: "x")
    let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
    var end = position
    while end < source.count {
      let isSign = source[end] == UInt8(ascii: "+") || source[end] == UInt8(ascii: "-")
      let followsExponent = end > position && source[end - 1] | 0x20 == exponent
      let isPart = source[end].isLetter || source[end].isDigit || source[end] == UInt8(ascii: ".")
      guard isPart || isSign && followsExponent else { break }
      end += 1
    }
    add(.number, to: end)
  }

  private mutating func readName() {
    let end = source[position...].firstIndex { !$0.isLetter && !$0.isDigit } ?? source.count
    add(.name, to: end)
  }

  private mutating func readSign() {
    let length = Self.longSigns.first { source[position...].starts(with: $0) }?.count ?? 1
    add(.sign, to: position + length)
  }

  private static let longSigns: [[UInt8]] =
    ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"].map { Array($0.utf8) }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
}
