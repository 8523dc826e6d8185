import UsageModel

/// A stretch of one request's entries in one window: bytes to which entries are appended.
///
/// Each entry says only what differs from the one before it in the segment, whatever their moments; so a value is
/// stored only where it changed, and every entry can be read back as it was. The first entry of a segment says all.
struct Segment {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []
  /// The last entry; nil in an empty segment.
  private(set) var last: SegmentEntry?

  /// An empty segment.
  init() {}

  /// Reads a segment, to append to it.
  init(bytes: [UInt8]) throws(DamagedBytes) {
    self.bytes = bytes
    var reader = SegmentReader(bytes)
    while try reader.advance() {}
    last = reader.entry
  }

  /// A new segment begins when one is this long: short enough to be written again for each entry, long enough
  /// for its first entry not to matter.
  ///
  /// Of a row that is larger than a page of 4096 bytes, SQLite puts pages of 4092 bytes aside and keeps the rest, at
  /// least 489 bytes, among the other rows. Four pages and that least rest leave the least unused.
  static let fullSize = 489 + 4 * 4092 - 16

  /// Whether the next entry belongs in a new segment.
  var isFull: Bool { bytes.count >= Self.fullSize }

  /// Appends an entry.
  mutating func append(_ entry: SegmentEntry) {
    bytes.append(number: entry.reply - (last?.reply ?? 0))
    let before = last?.observedAt.milliseconds ?? 0
    bytes.append(amount: Int128(entry.observedAt.milliseconds) - Int128(before))
    bytes.append(
      amount: Int128(entry.learntAt.milliseconds) - Int128(entry.observedAt.milliseconds)
    )
    if let last, last.cells.count == entry.cells.count,
      zip(last.cells, entry.cells).allSatisfy({ $0.key == $1.key })
    {
      appendChanges(from: last.cells, to: entry.cells)
    } else {
      appendStructure(from: last?.cells ?? [], to: entry.cells)
    }
    last = entry
  }

  /// The number of changed values with the lowest bit clear, then each with its distance to the one before.
  private mutating func appendChanges(
    from old: [SegmentEntry.Cell],
    to new: [SegmentEntry.Cell]
  ) {
    let changed = new.indices.filter { new[$0].value != old[$0].value }
    bytes.append(count: UInt64(changed.count) << 1)
    var next = 0
    for index in changed {
      bytes.append(count: UInt64(index - next))
      bytes.append(amount: new[index].value &- old[index].value)
      next = index + 1
    }
  }

  /// The number of values with the lowest bit set, then each: the place it had before, counted from one, and
  /// what it gained; or zero, its key and its value.
  private mutating func appendStructure(
    from old: [SegmentEntry.Cell],
    to new: [SegmentEntry.Cell]
  ) {
    let places = Dictionary(
      old.enumerated().map { ($0.element.key, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    bytes.append(count: UInt64(new.count) << 1 | 1)
    for cell in new {
      if let place = places[cell.key] {
        bytes.append(count: UInt64(place + 1))
        bytes.append(amount: cell.value &- old[place].value)
      } else {
        bytes.append(count: 0)
        bytes.append(count: cell.key)
        bytes.append(amount: cell.value)
      }
    }
  }
}

/// Reads the entries of a segment, one after the other.
struct SegmentReader {
  /// The entry that was read last; nil before the first.
  private(set) var entry: SegmentEntry?
  private var reader: ByteReader
  private let size: Int

  init(_ bytes: [UInt8]) {
    reader = ByteReader(bytes)
    size = bytes.count
  }

  /// Reads the next entry; false at the end.
  mutating func advance() throws(DamagedBytes) -> Bool {
    guard !reader.isAtEnd else { return false }
    var entry =
      entry
      ?? SegmentEntry(
        reply: 0,
        observedAt: Timestamp(milliseconds: 0),
        learntAt: Timestamp(milliseconds: 0),
        cells: []
      )
    // Entries are changed in place, without a copy of what stays.
    self.entry = nil
    entry.reply &+= try reader.number()
    entry.observedAt = try Self.moment(entry.observedAt, plus: reader.amount())
    entry.learntAt = try Self.moment(entry.observedAt, plus: reader.amount())
    let head = try reader.count()
    // Every value takes a byte at least.
    guard head >> 1 <= UInt64(size) else { throw DamagedBytes() }
    if head & 1 == 0 {
      try readChanges(Int(head >> 1), of: &entry.cells)
    } else {
      entry.cells = try structure(Int(head >> 1), after: entry.cells)
    }
    self.entry = entry
    return true
  }

  private mutating func readChanges(
    _ count: Int,
    of cells: inout [SegmentEntry.Cell]
  ) throws(DamagedBytes) {
    var next = 0
    for _ in 0..<count {
      next += try reader.size(upTo: cells.count)
      guard next < cells.count else { throw DamagedBytes() }
      cells[next].value &+= try reader.amount()
      next += 1
    }
  }

  private mutating func structure(
    _ count: Int,
    after old: [SegmentEntry.Cell]
  ) throws(DamagedBytes) -> [SegmentEntry.Cell] {
    var cells: [SegmentEntry.Cell] = []
    cells.reserveCapacity(count)
    for _ in 0..<count {
      let place = try reader.size(upTo: old.count)
      if place > 0 {
        cells.append(old[place - 1])
        cells[cells.count - 1].value &+= try reader.amount()
      } else {
        let key = try reader.count()
        cells.append(SegmentEntry.Cell(key: key, value: try reader.amount()))
      }
    }
    return cells
  }

  private static func moment(
    _ moment: Timestamp,
    plus milliseconds: Int128
  ) throws(DamagedBytes) -> Timestamp {
    guard let sum = Int64(exactly: Int128(moment.milliseconds) &+ milliseconds),
      let moment = Timestamp(stored: sum)
    else { throw DamagedBytes() }
    return moment
  }
}
