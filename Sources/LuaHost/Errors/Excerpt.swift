/// A line of a source, made printable and cut to what fits on a terminal.
struct Excerpt: Equatable {
  /// The printable text.
  let text: String
  /// The column of the text at which the culprit begins, from 1.
  let column: Int?

  /// The columns that are shown of a long line.
  private static let width = 120
  /// The bytes of a long line that are looked at.
  private static let room = 4096

  /// Cuts a line; around the culprit where that lies behind the cut.
  ///
  /// - Parameters:
  ///   - line: The bytes of the line, which need not be valid UTF-8.
  ///   - culprit: The byte at which the culprit begins.
  init?(_ line: ArraySlice<UInt8>, culprit: Int?) {
    guard !line.isEmpty else { return nil }
    let place = culprit ?? line.startIndex
    let start = place - line.startIndex < Self.room ? line.startIndex : place - Self.room / 2
    let end = min(line.endIndex, place + Self.room)
    let before = Self.cells(line[start..<place])
    let cells = before + Self.cells(line[place..<end])
    let columns = before.reduce(0) { $0 + $1.width }
    let isCutBefore = start > line.startIndex || columns > Self.width - 10

    // Half of the columns before the culprit.
    var (first, skipped) = (0, 0)
    while isCutBefore, first < before.count, columns - skipped > Self.width / 2 {
      skipped += cells[first].width
      first += 1
    }
    var text = isCutBefore ? "…" : ""
    var shown = text.count
    column = culprit.map { _ in columns - skipped + shown + 1 }
    for (index, cell) in cells[first...].enumerated() {
      guard shown + cell.width <= Self.width else {
        text += "…"
        break
      }
      text += cell.text
      shown += cell.width
      if first + index == cells.count - 1, end < line.endIndex { text += "…" }
    }
    self.text = text
  }

  /// The characters of a line as they are printed, with their columns.
  private static func cells(_ bytes: ArraySlice<UInt8>) -> [(text: String, width: Int)] {
    // A byte order mark is nothing that the author sees.
    let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
    return text.map { character in
      let shown = printable(String(character))
      return (shown, shown.reduce(0) { $0 + $1.columns })
    }
  }
}

extension Character {
  /// The columns that the character takes on a terminal.
  var columns: Int {
    if unicodeScalars.contains(where: \.isWide) { return 2 }
    return unicodeScalars.allSatisfy(\.isWithoutWidth) ? 0 : 1
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is drawn over what stands before it, or not at all.
  fileprivate var isWithoutWidth: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// Whether the scalar takes two columns: East Asian wide and fullwidth ones, and emoji.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FB, 0x20000...0x3FFFD:
      true
    default: value > 0x2000 && properties.isEmojiPresentation
    }
  }
}
