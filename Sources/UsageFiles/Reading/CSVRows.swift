/// Reads CSV as RFC 4180 describes it, row by row, from a file of any size.
///
/// Fields stay bytes in a buffer until somebody wants a text. Lines may end with CRLF or LF, the last one with neither; a
/// byte order mark at the start is passed over, and so are empty lines. A row may have several lines, since a field in
/// quotes may.
final class CSVRows {
  /// Where a field is in the buffer, without its quotes.
  struct Field {
    var start: Int
    var count: Int
    /// Whether two quotes in it stand for one.
    var hasQuotes: Bool
  }

  private let source: ByteSource
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where the bytes end that were read.
  private var end = 0
  /// Where the next row starts.
  private var place = 0
  private var isAtEnd = false
  private var nextLine = 1
  private var fields: UnsafeMutablePointer<Field>
  private var room = 64

  /// How many fields the row has.
  private(set) var count = 0
  /// The line on which the row begins, counted from 1.
  private(set) var line = 0

  /// Rows that take more memory than this are no rows: a quote is open.
  private let longestRow: Int
  /// More columns than any file has.
  static let mostFields = 10_000

  /// Begins to read.
  init(_ source: @escaping ByteSource, chunk: Int = 1 << 20, longestRow: Int = 1 << 26) {
    self.source = source
    self.longestRow = longestRow
    capacity = max(chunk, 16)
    buffer = .allocate(capacity: capacity)
    fields = .allocate(capacity: room)
  }

  deinit {
    buffer.deallocate()
    fields.deallocate()
  }

  /// A field's bytes, with the quotes in it as they stand.
  func raw(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    return UnsafeBufferPointer(start: buffer + field.start, count: field.count)
  }

  /// Whether a field has no bytes, which is how CSV writes null.
  func isNull(_ index: Int) -> Bool { fields[index].count == 0 }

  /// A field's bytes.
  func bytes(_ index: Int) -> [UInt8] {
    let field = fields[index]
    let raw = raw(index)
    guard field.hasQuotes else { return Array(raw) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var isSecond = false
    for byte in raw {
      isSecond = byte == Self.quote && !isSecond
      if !isSecond { bytes.append(byte) }
    }
    return bytes
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))

  /// Goes on to the next row that is not an empty line; false at the end.
  func next() throws -> Bool {
    if nextLine == 1, place == 0, end == 0 {
      while end < 3, !isAtEnd { try fill() }
      if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { place = 3 }
    }
    while true {
      if try passEmptyLine() { continue }
      guard place < end else { return false }
      switch try scan() {
      case .whole: return true
      // The row is read again from its start, in twice the room if need be.
      case .cut: try fill()
      }
    }
  }

  /// Passes over the end of a line that a row would begin with.
  private func passEmptyLine() throws -> Bool {
    while end - place < 2, !isAtEnd { try fill() }
    guard place < end else { return false }
    var length = 0
    if buffer[place] == Self.lf { length = 1 }
    if buffer[place] == Self.cr {
      if place + 1 == end { length = 1 } else if buffer[place + 1] == Self.lf { length = 2 }
    }
    guard length > 0 else { return false }
    place += length
    nextLine += 1
    return true
  }

  /// Reads more bytes behind those of the row.
  private func fill() throws {
    if place > 0 {
      buffer.update(from: buffer + place, count: end - place)
      (place, end) = (0, end - place)
    }
    if end == capacity {
      guard capacity < longestRow else {
        throw FileDamage(
          line: nextLine,
          message:
            "the row that begins here is longer than \(longestRow >> 20) MiB; is a quote never closed?"
        )
      }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: buffer, count: end)
      buffer.deallocate()
      buffer = larger
      capacity *= 2
    }
    let free = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let more = try source(free)
    isAtEnd = more == 0
    end += more
  }

  private enum Scan {
    case whole
    /// The bytes end before the row does.
    case cut
  }

  private func scan() throws -> Scan {
    var at = place
    var lines = 1
    count = 0
    while true {
      let field: Field
      if at < end, buffer[at] == Self.quote {
        guard let found = try quoted(from: at, &lines) else { return .cut }
        field = found
        at = field.start + field.count + 1
      } else {
        let start = at
        at = delimiter(from: at)
        if at == end, !isAtEnd { return .cut }
        if at < end, buffer[at] == Self.quote {
          throw damage(
            "a quote inside a field; put the whole field into quotes, and write the quote twice",
            lines
          )
        }
        let isOfLineEnd =
          at > start && buffer[at - 1] == Self.cr && (at == end || buffer[at] == Self.lf)
        field = Field(start: start, count: at - start - (isOfLineEnd ? 1 : 0), hasQuotes: false)
      }
      try append(field, lines)
      if at < end, buffer[at] == Self.comma {
        at += 1
        // A comma at the very end is followed by an empty field.
        if at == end, !isAtEnd { return .cut }
        continue
      }
      if at < end, buffer[at] == Self.cr { at += 1 }
      line = nextLine
      nextLine += lines
      place = min(at + 1, end)
      return .whole
    }
  }

  private func append(_ field: Field, _ lines: Int) throws {
    if count == room {
      guard count < Self.mostFields else {
        throw damage("the row has more than 10,000 fields; is this a CSV file?", lines)
      }
      let newRoom = min(room * 2, Self.mostFields)
      let larger = UnsafeMutablePointer<Field>.allocate(capacity: newRoom)
      larger.update(from: fields, count: count)
      fields.deallocate()
      fields = larger
      room = newRoom
    }
    fields[count] = field
    count += 1
  }

  /// A field in quotes up to its closing one; nil where the bytes end before it is certain.
  private func quoted(from start: Int, _ lines: inout Int) throws -> Field? {
    var at = start + 1
    var hasQuotes = false
    let first = lines
    while true {
      while at < end, buffer[at] != Self.quote {
        if buffer[at] == Self.lf { lines += 1 }
        at += 1
      }
      // What follows the quote decides; of a CR, so does what follows that.
      if end - at < 3, !isAtEnd { return nil }
      guard at < end else {
        throw damage("the quote that opens the field is never closed", first)
      }
      if at + 1 < end, buffer[at + 1] == Self.quote {
        hasQuotes = true
        at += 2
        continue
      }
      let isClosed =
        at + 1 == end || buffer[at + 1] == Self.comma || buffer[at + 1] == Self.lf
        || buffer[at + 1] == Self.cr && (at + 2 == end || buffer[at + 2] == Self.lf)
      guard isClosed else {
        throw damage("after the closing quote, expected a comma or the line's end", lines)
      }
      return Field(start: start + 1, count: at - start - 1, hasQuotes: hasQuotes)
    }
  }

  /// The next comma, line end or quote; the end of the bytes without one.
  private func delimiter(from start: Int) -> Int {
    var at = start
    while at + 8 <= end {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(buffer + at).loadUnaligned(as: UInt64.self)
      )
      let found =
        Self.zeros(word ^ Self.commas) | Self.zeros(word ^ Self.ends)
        | Self.zeros(word ^ Self.quotes)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < end, buffer[at] != Self.comma, buffer[at] != Self.lf, buffer[at] != Self.quote {
      at += 1
    }
    return at
  }

  // Eight bytes at once are several times faster than one by one, and than what vectors of bytes become.
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let commas: UInt64 = 0x2C2C_2C2C_2C2C_2C2C
  private static let ends: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
  private static let quotes: UInt64 = 0x2222_2222_2222_2222

  /// The highest bit of each byte that is zero; bits above the first such byte may be wrong.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & (ones << 7)
  }

  private func damage(_ message: String, _ lines: Int) -> FileDamage {
    FileDamage(line: nextLine + lines - 1, column: count + 1, message: message)
  }
}
