/// Escaping for GitHub-flavoured Markdown.
enum MarkdownText {
  private static let breaker = "\u{200B}"

  /// The text on one line, so that no sign of it has a meaning.
  ///
  /// Dollar signs are left: whether they form a formula shows only once the line is complete.
  static func escaped(_ text: String) -> String {
    let text = PlainText.oneLine(text)
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Character = " "
    var rest = Substring(text)
    while let sign = rest.popFirst() {
      switch sign {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~": result += "\\" + String(sign)
      case "#": result += "\\#" + (rest.first?.isNumber == true ? breaker : "")
      case "@": result += "@" + (rest.first.map(isNameStart) == true ? breaker : "")
      case ":": result += rest.hasPrefix("//") ? ":" + breaker : ":"
      case "&": result += formsEntity(rest) ? "&amp;" : "&"
      case "." where result.suffix(3).lowercased() == "www": result += breaker + "."
      case "-"
      where previous.lowercased() == "h" && result.suffix(2).lowercased() == "gh"
        && rest.first?.isNumber == true:
        // `GH-12` links like `#12`.
        result += "-" + breaker
      default: result.append(sign)
      }
      previous = sign
    }
    return result
  }

  /// The text without what would begin a list, a rule or a heading, for the start of a line.
  static func escapedAtLineStart(_ line: String) -> String {
    let line = line.drop { $0 == " " || $0 == "\t" }
    guard let first = line.first else { return "" }
    let rest = line.dropFirst()
    switch first {
    case "+", "-", "=": return "\\" + line
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
    let isPadded = code.hasPrefix("`") || code.hasSuffix("`") || code.hasPrefix(" ")
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

  private static func isNameStart(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber }

  /// Whether an ampersand before this text would begin a character reference.
  private static func formsEntity(_ rest: Substring) -> Bool {
    let name = rest.prefix(40).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    return !name.isEmpty && rest[name.endIndex...].first == ";"
  }
}
