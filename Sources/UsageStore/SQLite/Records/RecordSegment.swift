import UsageModel

/// The usage records of one source, breakdown and month, as the store keeps them beside the truth.
struct RecordSegment {
  /// How many records each day has, in order of days.
  var runs: [(day: Day, count: Int)] = []
  /// Which time of the month readings cover.
  var seen: [Range<Timestamp>] = []
  /// The ids of the lines that the records are of.
  var lines: [Int64] = []

  /// How many records there are.
  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// Reads what ``head`` writes.
  init(head: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(head)
    var day = try Self.bounded(try reader.number(), by: 1 << 40)
    for _ in 0..<(try reader.size(upTo: head.count)) {
      day += Int64(try reader.size(upTo: 1 << 20))
      let count = try reader.size(upTo: Int(UInt32.max))
      runs.append((Day(daysSince1970: Int(day)), count))
    }
    var moment = try Self.bounded(try reader.number(), by: 1 << 60)
    for _ in 0..<(try reader.size(upTo: head.count)) {
      let start = moment + Int64(try reader.size(upTo: 1 << 48))
      moment = start + Int64(try reader.size(upTo: 1 << 48))
      seen.append(Timestamp(milliseconds: start)..<Timestamp(milliseconds: moment))
    }
    for _ in 0..<(try reader.size(upTo: head.count)) { lines.append(try reader.number()) }
  }

  /// A number that others can be added to.
  private static func bounded(_ number: Int64, by limit: Int64) throws(DamagedBytes) -> Int64 {
    guard (-limit...limit).contains(number) else { throw DamagedBytes() }
    return number
  }

  /// The days, the time that was seen and the lines: few bytes, which tell how much the columns hold.
  var head: [UInt8] {
    var bytes: [UInt8] = []
    var day = runs.first?.day.daysSince1970 ?? 0
    bytes.append(number: Int64(day))
    bytes.append(count: UInt64(runs.count))
    for run in runs {
      bytes.append(count: UInt64(run.day.daysSince1970 - day))
      bytes.append(count: UInt64(run.count))
      day = run.day.daysSince1970
    }
    var moment = seen.first?.lowerBound.milliseconds ?? 0
    bytes.append(number: moment)
    bytes.append(count: UInt64(seen.count))
    for stretch in seen {
      bytes.append(count: UInt64(stretch.lowerBound.milliseconds - moment))
      moment = stretch.upperBound.milliseconds
      bytes.append(count: UInt64(moment - stretch.lowerBound.milliseconds))
    }
    bytes.append(count: UInt64(lines.count))
    for line in lines { bytes.append(number: line) }
    return bytes
  }

  /// Packs a month's records, which are in order of days and have no labels.
  ///
  /// - Parameters:
  ///   - records: The records.
  ///   - seen: Which time of the month readings cover.
  ///   - id: The id of a line.
  /// - Returns: The segment, and its columns; nil where there are more lines than a segment can tell apart.
  static func packed(
    _ records: [UsageRecord],
    seen: [Range<Timestamp>],
    id: (RecordLine) throws -> Int64
  ) rethrows -> (segment: RecordSegment, columns: [UInt8])? {
    var segment = RecordSegment(seen: seen)
    var placeOf: [RecordLine: UInt16] = [:]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.count * 20)
    for record in records {
      if segment.runs.last?.day == record.day {
        segment.runs[segment.runs.count - 1].count += 1
      } else {
        segment.runs.append((record.day, 1))
      }
      let line = RecordLine(record)
      var place = placeOf[line]
      if place == nil {
        guard segment.lines.count < lineLimit else { return nil }
        place = UInt16(segment.lines.count)
        placeOf[line] = place
        segment.lines.append(try id(line))
      }
      bytes.append(littleEndian: place ?? 0)
    }
    bytes += records.map(\.quality.place)
    let natives = records.map { $0.native?.amount }
    let billed = records.map(\.billed)
    PackedAmounts.append(natives, twin: nil, to: &bytes)
    PackedAmounts.append(billed, twin: natives, to: &bytes)
    PackedAmounts.append(records.map(\.effective), twin: billed, to: &bytes)
    PackedAmounts.append(records.map(\.requests), twin: nil, to: &bytes)
    PackedAmounts.append(records.map(\.quantity), twin: nil, to: &bytes)
    return (segment, bytes)
  }

  private init(seen: [Range<Timestamp>]) {
    self.seen = seen
  }

  /// The most lines that a segment can tell apart.
  static let lineLimit = Int(UInt16.max)
}

/// Where the columns of a segment are in its bytes.
struct RecordColumns {
  /// The place of each record's line among those of the head, two bytes each.
  let lines: Int
  /// The place of each record's quality among all, a byte each.
  let qualities: Int
  let natives: PackedAmounts.Column
  let costs: PackedAmounts.Column
  let requests: PackedAmounts.Column
  let quantities: PackedAmounts.Column

  init(_ bytes: UnsafeRawBufferPointer, count: Int, view: CostView) throws(DamagedBytes) {
    guard bytes.count >= count * 3 else { throw DamagedBytes() }
    lines = 0
    qualities = count * 2
    var place = count * 3
    natives = try PackedAmounts.column(of: count, twin: nil, in: bytes, from: &place)
    let billed = try PackedAmounts.column(of: count, twin: natives, in: bytes, from: &place)
    let effective = try PackedAmounts.column(of: count, twin: billed, in: bytes, from: &place)
    costs = view == .billed ? billed : effective
    requests = try PackedAmounts.column(of: count, twin: nil, in: bytes, from: &place)
    quantities = try PackedAmounts.column(of: count, twin: nil, in: bytes, from: &place)
    guard place == bytes.count else { throw DamagedBytes() }
  }
}
