/// Escaping for GitHub-flavoured Markdown.
enum MarkdownText {
  /// A space without width, which no reader sees.
  private static let breaker: Unicode.Scalar = "\u{200B}"

  /// The text on one line, so that no sign of it has a meaning.
  ///
  /// Dollar signs are left: whether they form a formula shows only once the line is complete.
  static func escaped(_ text: String) -> String {
    let text = PlainText.oneLine(text)
    guard !isPlain(text) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    let line = withoutReferences(text)
    for index in line.unicodeScalars.indices {
      let sign = line.unicodeScalars[index]
      switch sign {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#": result += "\\"
      case "&":
        if formsEntity(line[line.unicodeScalars.index(after: index)...]) {
          result += "&amp;"
          continue
        }
      default: break
      }
      result.unicodeScalars.append(sign)
    }
    return result
  }

  /// The text without what GitHub makes a link or a picture of wherever it stands: `@name`, `#12`, `GH-12`,
  /// `https://…`, `www.…` and `:rocket:`.
  static func withoutReferences(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    let signs = Array(text.unicodeScalars)
    for (index, sign) in signs.enumerated() {
      result.append(sign)
      let rest = signs[(index + 1)...]
      let breaks =
        switch sign {
        case "@": rest.first.map { $0.properties.isAlphabetic || isDigit($0) } ?? false
        case "#": rest.first.map(isDigit) ?? false
        case ":": rest.starts(with: "//".unicodeScalars) || beginsPicture(rest)
        case "w", "W":
          rest.first == "." && index >= 2
            && signs[(index - 2)..<index].allSatisfy { "wW".unicodeScalars.contains($0) }
        case "-":
          rest.first.map(isDigit) ?? false && index >= 2
            && String(String.UnicodeScalarView(signs[(index - 2)..<index])).lowercased() == "gh"
        default: false
        }
      if breaks { result.append(breaker) }
    }
    return String(result)
  }

  /// Whether a colon before this begins the name of a picture; the minutes of a time are none.
  private static func beginsPicture(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let name = rest.prefix(60).prefix {
      $0.isASCII && ($0.properties.isAlphabetic || isDigit($0) || "_+-".unicodeScalars.contains($0))
    }
    guard !name.isEmpty, rest.dropFirst(name.count).first == ":" else { return false }
    return name.count > 2 || !name.allSatisfy(isDigit)
  }

  private static func isDigit(_ sign: Unicode.Scalar) -> Bool { ("0"..."9").contains(sign) }

  /// Whether nothing in the text can have a meaning, which most cells are quick to show.
  private static func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0
    return text.utf8.allSatisfy { byte in
      defer { previous = byte }
      switch byte {
      case UInt8(ascii: "."): return previous | 0x20 != UInt8(ascii: "w")
      case UInt8(ascii: "-"): return previous | 0x20 != UInt8(ascii: "h")
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "@"),
        UInt8(ascii: ":"), UInt8(ascii: "&"):
        return false
      default: return true
      }
    }
  }

  /// The text without what would begin a list, a rule or a heading, for the start of a line.
  static func escapedAtLineStart(_ line: String) -> String {
    let line = line.drop { $0 == " " || $0 == "\t" }
    guard let first = line.first else { return "" }
    let rest = line.dropFirst()
    switch first {
    case "+", "-", "=": return "\\" + line
    // Under another line it would make that the header of a table.
    case ":" where rest.first == "-": return "\\" + line
    case "0"..."9":
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      let tail = line[digits.endIndex...]
      guard digits.count <= 9, let mark = tail.first, mark == "." || mark == ")",
        tail.dropFirst().first.map({ $0 == " " }) ?? true
      else { return String(line) }
      return digits + "\\" + tail
    default: return String(first) + rest
    }
  }

  /// Escapes dollar signs where GitHub would see a formula: before something that is not a space, with a later
  /// one behind something that is not a space and before something that is no digit.
  static func withoutMath(_ line: String) -> String {
    guard line.utf8.contains(UInt8(ascii: "$")) else { return line }
    let signs = Array(line)
    var dollars: [Int] = []
    var index = 0
    while index < signs.count {
      switch signs[index] {
      case "\\": index += 1
      case "`":
        // A code span is literal: skip to the run of the same length.
        var end = index
        while end < signs.count, signs[end] == "`" { end += 1 }
        index = skip(signs, past: end - index, from: end) - 1
      case "$": dollars.append(index)
      default: break
      }
      index += 1
    }
    let closing = dollars.last { dollar in
      dollar > 0 && !signs[dollar - 1].isWhitespace
        && !(dollar + 1 < signs.count && signs[dollar + 1].isNumber)
    }
    guard let closing else { return line }
    let escaped = Set(
      dollars.filter { $0 < closing && $0 + 1 < signs.count && !signs[$0 + 1].isWhitespace }
    )
    var result = ""
    for (index, sign) in signs.enumerated() {
      if escaped.contains(index) { result += "\\" }
      result.append(sign)
    }
    return result
  }

  private static func skip(_ signs: [Character], past length: Int, from start: Int) -> Int {
    var index = start
    while index < signs.count {
      guard signs[index] == "`" else {
        index += 1
        continue
      }
      var end = index
      while end < signs.count, signs[end] == "`" { end += 1 }
      if end - index == length { return end }
      index = end
    }
    return start
  }

  /// The text as the literal content of a code span.
  static func codeSpan(_ code: String) -> String {
    let code = PlainText.oneLine(code)
    guard !code.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: code) + 1)
    let isPadded =
      code.hasPrefix("`") || code.hasSuffix("`")
      || code.hasPrefix(" ") && code.contains { $0 != " " }
    return isPadded ? "\(fence) \(code) \(fence)" : "\(fence)\(code)\(fence)"
  }

  /// The longest run of a sign.
  static func longestRun(of sign: Character, in text: String) -> Int {
    var longest = 0
    var current = 0
    for character in text {
      current = character == sign ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  /// Whether an ampersand before this text would begin a character reference.
  private static func formsEntity(_ rest: Substring) -> Bool {
    let name = rest.prefix(40).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    return !name.isEmpty && rest[name.endIndex...].first == ";"
  }
}
