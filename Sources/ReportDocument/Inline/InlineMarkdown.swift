/// The inline Markdown that scripts may write.
public enum InlineMarkdown {
  /// Reads paragraphs, which a blank line separates; never fails.
  ///
  /// `*emphasis*`, `**strong**` (or with underscores), `` `code` `` and `[text](https://…)` have a meaning, a
  /// backslash takes it away from the next sign, and all else is literal. A link to anything but `https:` or
  /// `mailto:` stays as it was typed.
  public static func parse(_ text: String) -> [[Inline]] {
    parse(text) { _, _ in }
  }

  /// Reads one paragraph.
  public static func parseInline(_ text: String) -> [Inline] {
    parseInline(text) { _, _ in }
  }

  /// Reads paragraphs, and tells now and then what that takes, so that a long text can be stopped.
  ///
  /// - Parameters:
  ///   - text: The paragraphs.
  ///   - spend: Told how many steps are about to be taken and about how many bytes more are held; what it
  ///     throws ends the reading.
  /// - Returns: The pieces of each paragraph.
  /// - Throws: What `spend` throws.
  public static func parse<Failure>(
    _ text: String,
    spend: (_ steps: Int, _ bytes: Int) throws(Failure) -> Void
  ) throws(Failure) -> [[Inline]] {
    let bytes = try copied(text, spend)[...]
    var paragraphs: [[Inline]] = []
    var paragraph: [UInt8] = []
    var start = bytes.startIndex
    while start <= bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      var line = bytes[start..<end]
      if end < bytes.endIndex, line.last == UInt8(ascii: "\r") { line.removeLast() }
      while line.first == UInt8(ascii: "\t") || line.startsWithBlank { line.removeFirst() }
      if !line.isEmpty {
        if !paragraph.isEmpty { paragraph.append(UInt8(ascii: " ")) }
        paragraph += line
      }
      start = end + 1
      let isEnd = line.isEmpty || start > bytes.endIndex
      guard isEnd, !paragraph.isEmpty else { continue }
      var parser = InlineParser(paragraph)
      paragraphs.append(try parser.parse(spend))
      paragraph.removeAll(keepingCapacity: true)
      try spend(16, InlineSize.paragraph)
    }
    return paragraphs
  }

  /// Reads one paragraph, and tells now and then what that takes.
  ///
  /// - Parameters:
  ///   - text: The paragraph.
  ///   - spend: As in ``parse(_:spend:)``.
  /// - Returns: The pieces of the paragraph.
  /// - Throws: What `spend` throws.
  public static func parseInline<Failure>(
    _ text: String,
    spend: (_ steps: Int, _ bytes: Int) throws(Failure) -> Void
  ) throws(Failure) -> [Inline] {
    var parser = InlineParser(try copied(text, spend))
    return try parser.parse(spend)
  }

  private static func copied<Failure>(
    _ text: String,
    _ spend: (_ steps: Int, _ bytes: Int) throws(Failure) -> Void
  ) throws(Failure) -> [UInt8] {
    // The whole text, and then a paragraph of it.
    try spend(text.utf8.count / 32, text.utf8.count * 2)
    return Array(text.utf8)
  }
}

/// About how many bytes the parts of a text take.
enum InlineSize {
  /// A paragraph, without its pieces.
  static let paragraph = 64
  /// A piece, without the text and the pieces that it holds.
  static let piece = 96

  /// Bytes of text; what is short is held in place.
  static func text(_ count: Int) -> Int { count > 15 ? count + 32 : 0 }
}

extension Inline {
  /// About how many bytes of memory the piece takes, with all that it holds.
  public var memorySize: Int {
    switch self {
    case .text(let text), .code(let text): InlineSize.piece + InlineSize.text(text.utf8.count)
    case .emphasis(let inner), .strong(let inner):
      inner.reduce(InlineSize.piece) { $0 + $1.memorySize }
    case .link(let inner, let target):
      inner.reduce(InlineSize.piece + InlineSize.text(target.address.utf8.count)) {
        $0 + $1.memorySize
      }
    }
  }
}

extension Collection<UInt8> {
  /// Whether the text begins with a space that no mark joins.
  fileprivate var startsWithBlank: Bool {
    guard first == UInt8(ascii: " ") else { return false }
    let next = dropFirst().first ?? 0
    return next < 0x80 || String(decoding: prefix(5), as: UTF8.self).first == " "
  }
}
