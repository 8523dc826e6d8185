/// Reads one paragraph in one pass over its bytes.
///
/// Literal text stays a range of the source until its level ends, and delimiters are collected on a stack as
/// such ranges and turned into emphasis when their partner comes: the time and the memory grow with the length
/// of the text, whatever it holds.
struct InlineParser {
  /// A part of a level.
  private enum Piece {
    /// Text as it stands in the source.
    case literal(Range<Int>)
    /// What has a meaning.
    case inline(Inline)
  }

  /// An emphasis or a link that has begun.
  private struct Opening {
    /// The sign as it was typed; `[` for a link.
    let sign: Sign
    /// Where the sign stands.
    let range: Range<Int>
    /// What came before it, outside; once it ends, what it holds.
    var outside: [Piece]
  }

  /// What begins an emphasis or a link.
  private enum Sign: Int {
    case star, stars, underscore, underscores, bracket

    init(_ byte: UInt8, count: Int) {
      switch (byte, count) {
      case (UInt8(ascii: "*"), 1): self = .star
      case (UInt8(ascii: "*"), _): self = .stars
      case (_, 1): self = .underscore
      default: self = .underscores
      }
    }

    var isStrong: Bool { self == .stars || self == .underscores }
  }

  private let source: [UInt8]
  private var position = 0
  private var current: [Piece] = []
  private var openings: [Opening] = []
  /// How many openings of each sign wait for their partner.
  private var waiting = [0, 0, 0, 0, 0]
  /// Where the last run of that many backticks begins; nil before the first backtick was met.
  private var lastBackticks: [Int: Int]?
  /// The bytes that pieces took since that was told.
  private var taken = 0

  /// Deeper nesting than this stays literal.
  private static let depth = 16
  /// The bytes that are read between two reports of what that took.
  private static let stride = 4096

  init(_ source: [UInt8]) {
    self.source = source
  }

  mutating func parse<Failure>(
    _ spend: (_ steps: Int, _ bytes: Int) throws(Failure) -> Void
  ) throws(Failure) -> [Inline] {
    var told = 0
    while position < source.count {
      step()
      guard position - told >= Self.stride || abs(taken) >= Self.stride * 4 else { continue }
      // A byte takes some ten nanoseconds, a piece as many as it has bytes.
      try spend((position - told + max(0, taken)) / 4, taken)
      (told, taken) = (position, 0)
    }
    while !openings.isEmpty { abandon() }
    let pieces = joined(current)
    try spend((position - told) / 4, taken)
    return pieces
  }

  private mutating func step() {
    switch source[position] {
    case UInt8(ascii: "\\") where isMarkup(position + 1) && isPlain(position):
      add(position + 1..<position + 2)
      position += 2
    case UInt8(ascii: "`") where isPlain(position): readCode()
    case UInt8(ascii: "*") where isPlain(position), UInt8(ascii: "_") where isPlain(position):
      readEmphasis()
    case UInt8(ascii: "[") where isPlain(position):
      if openings.count < Self.depth, waiting[Sign.bracket.rawValue] == 0 {
        open(.bracket, position..<position + 1)
      } else {
        add(position..<position + 1)
      }
      position += 1
    case UInt8(ascii: "]") where isPlain(position): readLinkEnd()
    default:
      add(position..<position + 1)
      position += 1
    }
  }
}

// MARK: - Signs

extension InlineParser {
  /// Whether a byte of ASCII is a character of its own: a mark behind it would make it another one.
  private func isPlain(_ index: Int) -> Bool {
    let next = index + 1 < source.count ? source[index + 1] : 0
    let previous = index > 0 ? source[index - 1] : 0
    guard next >= 0x80 || previous >= 0x80 else { return true }
    var start = index
    while previous >= 0x80, start > max(0, index - 4) {
      start -= 1
      if source[start] & 0xC0 != 0x80 { break }
    }
    var end = index + 1
    if next >= 0x80 { end += 1 }
    while end < min(source.count, index + 5), source[end] & 0xC0 == 0x80 { end += 1 }
    let own = Character(Unicode.Scalar(source[index]))
    return String(decoding: source[start..<end], as: UTF8.self).contains(own)
  }

  private func isMarkup(_ index: Int) -> Bool {
    guard index < source.count, source[index] < 0x80, isPlain(index) else { return false }
    let sign = Character(Unicode.Scalar(source[index]))
    return sign.isPunctuation || sign.isSymbol
  }

  /// The character that begins at a place; a space at the end.
  private func character(at index: Int) -> Character {
    guard index < source.count else { return " " }
    if source[index] < 0x80 { return Character(Unicode.Scalar(source[index])) }
    return String(decoding: source[index..<min(source.count, index + 4)], as: UTF8.self).first
      ?? " "
  }

  /// The character that ends at a place; a space at the start.
  private func character(before index: Int) -> Character {
    guard index > 0 else { return " " }
    if source[index - 1] < 0x80 { return Character(Unicode.Scalar(source[index - 1])) }
    // Marks belong to the letter before them; more of them than this are no word.
    var start = max(0, index - 64)
    while start < index, source[start] & 0xC0 == 0x80 { start += 1 }
    return String(decoding: source[start..<index], as: UTF8.self).last ?? " "
  }

  private func runLength(of byte: UInt8, at start: Int) -> Int {
    var end = start
    while end < source.count, source[end] == byte, isPlain(end) { end += 1 }
    return end - start
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: source[range], as: UTF8.self)
  }
}

// MARK: - What has a meaning

extension InlineParser {
  private mutating func readCode() {
    let tick = UInt8(ascii: "`")
    let length = runLength(of: tick, at: position)
    let start = position + length
    let last = lastBackticks ?? findLastBackticks()
    lastBackticks = last
    guard last[length, default: 0] >= start else {
      add(position..<start)
      position = start
      return
    }
    // There is such a run, so what is looked through here is behind us for good.
    var end = start
    while end < source.count {
      let run = runLength(of: tick, at: end)
      if run == length { break }
      end += max(1, run)
    }
    var code = start..<end
    let edges = [code.lowerBound, max(code.lowerBound, code.upperBound - 1)]
    if code.count > 2, edges.allSatisfy({ source[$0] == UInt8(ascii: " ") && isPlain($0) }),
      source[code].contains(where: { $0 != UInt8(ascii: " ") })
    {
      code = code.lowerBound + 1..<code.upperBound - 1
    }
    add(.code(text(code)), InlineSize.text(code.count))
    position = min(source.count, end + length)
  }

  private func findLastBackticks() -> [Int: Int] {
    var last: [Int: Int] = [:]
    var index = position
    while index < source.count {
      let run = runLength(of: UInt8(ascii: "`"), at: index)
      if run > 0 { last[run] = index }
      index += max(1, run)
    }
    return last
  }

  private mutating func readEmphasis() {
    let byte = source[position]
    let next = position + 1
    let length = next < source.count && source[next] == byte && isPlain(next) ? 2 : 1
    let (before, after) = (character(before: position), character(at: position + length))
    let sign = Sign(byte, count: length)
    let range = position..<position + length
    position += length
    // An underscore inside a word is a letter of it, as in `snake_case`.
    let isInWord = byte == UInt8(ascii: "_") && before.isWordPart && after.isWordPart
    if !isInWord, !before.isWhitespace, waiting[sign.rawValue] > 0 {
      close(sign, range)
    } else if !isInWord, !after.isWhitespace, openings.count < Self.depth {
      open(sign, range)
    } else {
      add(range)
    }
  }

  private mutating func readLinkEnd() {
    let bracket = position..<position + 1
    let start = position + 2
    position += 1
    guard waiting[Sign.bracket.rawValue] > 0 else { return add(bracket) }
    guard start - 1 < source.count, source[start - 1] == UInt8(ascii: "("), isPlain(start - 1)
    else {
      return closeAsText(bracket)
    }
    var end = start
    while end < source.count, end - start <= 2000, !Self.endsAddress.contains(source[end]) {
      end += 1
    }
    guard end < source.count, source[end] == UInt8(ascii: ")"), isPlain(end),
      let target = LinkTarget(text(start..<end))
    else { return closeAsText(bracket) }
    while openings.last?.sign != .bracket { abandon() }
    let inner = joined(takeLevel().inner)
    add(.link(inner, target), InlineSize.text(end - start))
    position = end + 1
  }

  private static let endsAddress = Array(" )([".utf8)

  /// A closing bracket without a target: both brackets are text.
  private mutating func closeAsText(_ bracket: Range<Int>) {
    while openings.last?.sign != .bracket { abandon() }
    abandon()
    add(bracket)
  }

  private mutating func open(_ sign: Sign, _ range: Range<Int>) {
    openings.append(Opening(sign: sign, range: range, outside: current))
    waiting[sign.rawValue] += 1
    current = []
  }

  private mutating func close(_ sign: Sign, _ range: Range<Int>) {
    while openings.last?.sign != sign { abandon() }
    let level = takeLevel()
    let inner = joined(level.inner)
    if inner.isEmpty {
      add(level.range)
      add(range)
    } else {
      add(sign.isStrong ? .strong(inner) : .emphasis(inner), 0)
    }
  }

  /// Gives the last opening up: its sign was text.
  private mutating func abandon() {
    let level = takeLevel()
    add(level.range)
    guard case .literal(let range)? = level.inner.first else {
      current += level.inner
      return
    }
    // It may become one piece with the sign.
    taken -= InlineSize.piece
    add(range)
    current += level.inner.dropFirst()
  }

  /// Ends the innermost level: what came before it is current again.
  private mutating func takeLevel() -> (range: Range<Int>, inner: [Piece]) {
    // Exchanged, since a second owner of the pieces outside would make the next one copy them all.
    swap(&current, &openings[openings.count - 1].outside)
    let opening = openings.removeLast()
    waiting[opening.sign.rawValue] -= 1
    return (opening.range, opening.outside)
  }
}

// MARK: - Pieces

extension InlineParser {
  /// Adds literal text; what continues the text before it is one piece with it.
  private mutating func add(_ range: Range<Int>) {
    if case .literal(let before)? = current.last, before.upperBound == range.lowerBound {
      current[current.count - 1] = .literal(before.lowerBound..<range.upperBound)
    } else {
      current.append(.literal(range))
      taken += InlineSize.piece
    }
  }

  private mutating func add(_ inline: Inline, _ bytes: Int) {
    current.append(.inline(inline))
    taken += InlineSize.piece + bytes
  }

  /// The pieces of a level that is complete, with neighbouring texts joined.
  private mutating func joined(_ pieces: [Piece]) -> [Inline] {
    var joined: [Inline] = []
    var run = ""
    for piece in pieces {
      switch piece {
      case .literal(let range):
        run += text(range)
        taken += InlineSize.text(range.count)
      case .inline(let inline):
        if !run.isEmpty { joined.append(.text(run)) }
        run = ""
        joined.append(inline)
      }
    }
    if !run.isEmpty { joined.append(.text(run)) }
    return joined
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber }
}
