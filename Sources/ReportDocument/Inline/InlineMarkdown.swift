/// The inline Markdown that scripts may write.
public enum InlineMarkdown {
  /// Reads paragraphs, which a blank line separates; never fails.
  ///
  /// `*emphasis*`, `**strong**` (or with underscores), `` `code` `` and `[text](https://…)` have a meaning, a
  /// backslash takes it away from the next sign, and all else is literal. A link to anything but `https:` or
  /// `mailto:` stays as it was typed.
  public static func parse(_ text: String) -> [[Inline]] {
    var paragraphs: [[String]] = [[]]
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for line in lines {
      let words = line.drop { $0 == " " || $0 == "\t" }
      if words.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(String(words))
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { parseInline($0.joined(separator: " ")) }
  }

  /// Reads one paragraph.
  public static func parseInline(_ text: String) -> [Inline] {
    var parser = InlineParser(text)
    return parser.parse()
  }
}

/// Reads one paragraph in one pass over its signs.
///
/// Delimiters are collected on a stack as literal text and turned into emphasis when their partner comes, so
/// the time grows with the length of the text whatever it holds.
private struct InlineParser {
  /// An emphasis or a link that has begun.
  private struct Opening {
    /// The sign as it was typed; `[` for a link.
    var sign: String
    /// What came before it, outside.
    var outside: [Inline]
  }

  private let signs: [Character]
  private var position = 0
  private var literal = ""
  private var current: [Inline] = []
  private var openings: [Opening] = []
  /// How many openings of each sign wait for their partner.
  private var waiting: [String: Int] = [:]
  /// Behind which place no run of that many backticks follows.
  private var noBacktickAfter: [Int: Int] = [:]

  /// Deeper nesting than this stays literal.
  private static let depth = 16

  init(_ text: String) {
    signs = Array(text)
  }

  mutating func parse() -> [Inline] {
    while position < signs.count { step() }
    while !openings.isEmpty { abandon() }
    flush()
    return Self.merged(current)
  }

  private mutating func step() {
    let sign = signs[position]
    switch sign {
    case "\\" where position + 1 < signs.count && isMarkup(signs[position + 1]):
      literal.append(signs[position + 1])
      position += 2
    case "`": readCode()
    case "*", "_": readEmphasis(sign)
    case "[":
      if openings.count < Self.depth, waiting["[", default: 0] == 0 {
        open("[")
      } else {
        literal.append(sign)
      }
      position += 1
    case "]": readLinkEnd()
    default:
      literal.append(sign)
      position += 1
    }
  }

  private func isMarkup(_ sign: Character) -> Bool {
    sign.isASCII && (sign.isPunctuation || sign.isSymbol)
  }

  private mutating func readCode() {
    let length = runLength(of: "`", at: position)
    let start = position + length
    var end = noBacktickAfter[length].map { $0 <= start ? signs.count : start } ?? start
    while end < signs.count {
      guard signs[end] == "`" else {
        end += 1
        continue
      }
      let run = runLength(of: "`", at: end)
      if run == length { break }
      end += run
    }
    guard end < signs.count else {
      noBacktickAfter[length] = min(noBacktickAfter[length] ?? start, start)
      literal += String(repeating: "`", count: length)
      position = start
      return
    }
    var code = String(signs[start..<end])
    if code.count > 2, code.hasPrefix(" "), code.hasSuffix(" "), code.contains(where: { $0 != " " })
    {
      code = String(code.dropFirst().dropLast())
    }
    flush()
    current.append(.code(code))
    position = end + length
  }

  private mutating func readEmphasis(_ sign: Character) {
    let length = position + 1 < signs.count && signs[position + 1] == sign ? 2 : 1
    let text = String(repeating: sign, count: length)
    let before = position > 0 ? signs[position - 1] : " "
    let after = position + length < signs.count ? signs[position + length] : " "
    position += length
    // An underscore inside a word is a letter of it, as in `snake_case`.
    let isInWord = sign == "_" && isWord(before) && isWord(after)
    if !isInWord, !before.isWhitespace, waiting[text, default: 0] > 0 {
      close(text)
    } else if !isInWord, !after.isWhitespace, openings.count < Self.depth {
      open(text)
    } else {
      literal += text
    }
  }

  private mutating func readLinkEnd() {
    let start = position + 2
    position += 1
    guard waiting["[", default: 0] > 0, start - 1 < signs.count, signs[start - 1] == "(" else {
      if waiting["[", default: 0] > 0 { closeAsText("]") } else { literal.append("]") }
      return
    }
    var end = start
    while end < signs.count, end - start <= 2000, !" )([".contains(signs[end]) { end += 1 }
    guard end < signs.count, signs[end] == ")", let target = LinkTarget(String(signs[start..<end]))
    else { return closeAsText("]") }
    while openings.last?.sign != "[" { abandon() }
    flush()
    waiting["[", default: 0] -= 1
    var outside = openings.removeLast().outside
    outside.append(.link(Self.merged(current), target))
    current = outside
    position = end + 1
  }

  /// A closing bracket without a target: both brackets are text.
  private mutating func closeAsText(_ sign: Character) {
    while openings.last?.sign != "[" { abandon() }
    abandon()
    literal.append(sign)
  }

  private mutating func open(_ sign: String) {
    flush()
    openings.append(Opening(sign: sign, outside: current))
    waiting[sign, default: 0] += 1
    current = []
  }

  private mutating func close(_ sign: String) {
    while openings.last?.sign != sign { abandon() }
    flush()
    waiting[sign, default: 0] -= 1
    let inner = Self.merged(current)
    var outside = openings.removeLast().outside
    if inner.isEmpty {
      outside.append(.text(sign + sign))
    } else {
      outside.append(sign.count == 2 ? .strong(inner) : .emphasis(inner))
    }
    current = outside
  }

  /// Gives the last opening up: its sign was text.
  private mutating func abandon() {
    flush()
    let opening = openings.removeLast()
    waiting[opening.sign, default: 0] -= 1
    var outside = opening.outside
    outside.append(.text(opening.sign))
    outside.append(contentsOf: current)
    current = outside
  }

  /// The pieces with neighbouring texts joined, once, when they are complete.
  private static func merged(_ pieces: [Inline]) -> [Inline] {
    var merged: [Inline] = []
    var run = ""
    for piece in pieces {
      if case .text(let text) = piece {
        run += text
      } else {
        if !run.isEmpty { merged.append(.text(run)) }
        run = ""
        merged.append(piece)
      }
    }
    if !run.isEmpty { merged.append(.text(run)) }
    return merged
  }

  private mutating func flush() {
    if !literal.isEmpty { current.append(.text(literal)) }
    literal = ""
  }

  private func runLength(of sign: Character, at start: Int) -> Int {
    var end = start
    while end < signs.count, signs[end] == sign { end += 1 }
    return end - start
  }

  private func isWord(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber }
}
