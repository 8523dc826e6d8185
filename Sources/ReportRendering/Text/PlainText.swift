/// What writers do to every text before they escape it for their format.
enum PlainText {
  /// How many characters a cell of a table shows.
  static let cellLimit = 200

  /// How many characters a name in a chart shows.
  static let nameLimit = 24

  /// Whether a character is dropped: controls other than newline and tab, overrides of the writing direction,
  /// and code points that are no characters.
  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// The text without what is dropped.
  static func cleaned(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDropped) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDropped(scalar) { result.append(scalar) }
    return String(result)
  }

  /// The text on one line.
  static func oneLine(_ text: String) -> String {
    let text = cleaned(text)
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return text }
    return text.split { $0 == "\n" || $0 == "\t" || $0 == "\r\n" }.joined(separator: " ")
  }

  /// The text cut to a number of characters, the last of them `…`.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit, text.count > limit else { return text }
    var kept = text.prefix(max(1, limit - 1))
    while kept.last?.isWhitespace == true { kept.removeLast() }
    return kept + "…"
  }

  /// The text as a sentence start: with a full stop unless it ends with a mark of its own.
  static func withStop(_ text: String) -> String {
    guard let last = text.last, !".?!:…".contains(last) else { return text }
    return text + "."
  }
}
