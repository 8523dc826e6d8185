import GRDB
import UsageModel

/// Puts the records of several sources into one table: by day, then by source.
struct TableParts {
  /// One source's records.
  enum Part {
    /// As they were derived.
    case derived([UsageRecord])
    /// As they are kept, and the fees and charges that come after the usage of a day.
    case kept(KeptRecords, charges: [UsageRecord], lines: [Int64: UsageLine])
    /// As files told them.
    case imported(ImportedRows)
  }

  /// Records of one day that follow each other in a part.
  private struct Run {
    let day: Day
    let part: Int
    /// The place of the segment among the part's months; one more than there are for records.
    let month: Int
    let rows: Range<Int>
    var place = 0
  }

  private let parts: [Part]
  private let days: Range<Day>
  private let view: CostView

  init(_ parts: [Part], on days: Range<Day>, view: CostView) {
    self.parts = parts
    self.days = days
    self.view = view
  }

  /// The table of all parts.
  func table(in database: Database) throws -> UsageTable {
    var runs = parts.enumerated().flatMap { self.runs(of: $0.element, at: $0.offset) }
    // Sorting is stable, so that records of a day and source keep their own order.
    runs.sort { ($0.day, $0.part) < ($1.day, $1.part) }
    var count = 0
    for index in runs.indices {
      runs[index].place = count
      count += runs[index].rows.count
    }
    var filling = TableFilling(count: count)
    var placed = Dictionary(grouping: runs, by: \.part)
    for (place, part) in parts.enumerated() {
      // In the order of the months again.
      let runs = (placed.removeValue(forKey: place) ?? []).sorted { $0.month < $1.month }
      switch part {
      case .derived(let records):
        fill(&filling, records, runs)
      case .imported(let imported):
        let places = imported.lines.map { filling.place(of: $0) }
        for run in runs {
          for row in run.rows {
            filling.set(
              imported,
              row,
              view,
              lines: places,
              at: run.place + row - run.rows.lowerBound
            )
          }
        }
      case .kept(let kept, let charges, let lines):
        let placeOf = lines.mapValues { filling.place(of: $0) }
        var rest = runs[...]
        try kept.forEachMonth(in: database) { month, content, bytes in
          let columns = try RecordColumns(bytes, count: content.segment.count, view: view)
          let places = content.segment.lines.map { placeOf[$0] ?? 0 }
          while let run = rest.first, run.month == month {
            try filling.set(
              columns,
              of: run.rows,
              in: bytes,
              lines: places,
              day: run.day,
              at: run.place
            )
            rest.removeFirst()
          }
        }
        fill(&filling, charges, Array(rest))
      }
    }
    return filling.table
  }

  private func fill(_ filling: inout TableFilling, _ records: [UsageRecord], _ runs: [Run]) {
    for run in runs {
      for row in run.rows {
        filling.set(records[row], view, at: run.place + row - run.rows.lowerBound)
      }
    }
  }

  private func runs(of part: Part, at place: Int) -> [Run] {
    switch part {
    case .derived(let records): return runs(of: records, at: place, month: 0, \.day)
    case .imported(let imported): return runs(of: imported.rows, at: place, month: 0, \.day)
    case .kept(let kept, let charges, _):
      var runs: [Run] = []
      for (month, content) in kept.months.enumerated() {
        var row = 0
        for run in content.segment.runs {
          if days.contains(run.day) {
            runs.append(Run(day: run.day, part: place, month: month, rows: row..<row + run.count))
          }
          row += run.count
        }
      }
      return runs + self.runs(of: charges, at: place, month: kept.months.count, \.day)
    }
  }

  private func runs<Record>(
    of records: [Record],
    at place: Int,
    month: Int,
    _ day: (Record) -> Day
  ) -> [Run] {
    var runs: [Run] = []
    var start = 0
    while start < records.count {
      let first = day(records[start])
      let stop = records[start...].firstIndex { day($0) != first } ?? records.count
      runs.append(Run(day: first, part: place, month: month, rows: start..<stop))
      start = stop
    }
    return runs
  }
}

/// A table that is filled piece by piece, in any order.
private struct TableFilling {
  private var lines: [UsageLine] = []
  private var placeOf: [UsageLine: UInt32] = [:]
  private var lineOf: [UInt32]
  private var days: [Int32]
  private var qualities: [UInt8]
  private var costs: AmountFilling
  private var requests: AmountFilling
  private var quantities: AmountFilling
  private var natives: AmountFilling

  init(count: Int) {
    lineOf = Array(repeating: 0, count: count)
    days = Array(repeating: 0, count: count)
    qualities = Array(repeating: 0, count: count)
    costs = AmountFilling(count: count)
    requests = costs
    quantities = costs
    natives = costs
  }

  var table: UsageTable {
    UsageTable(
      lines: lines,
      lineOf: lineOf,
      days: days,
      qualities: qualities,
      costs: costs.column,
      requests: requests.column,
      quantities: quantities.column,
      natives: natives.column
    )
  }

  /// The place of a line among those of the table.
  mutating func place(of line: UsageLine) -> UInt32 {
    if let known = placeOf[line] { return known }
    let place = UInt32(lines.count)
    placeOf[line] = place
    lines.append(line)
    return place
  }

  mutating func set(_ record: UsageRecord, _ view: CostView, at row: Int) {
    lineOf[row] = place(of: UsageLine(record))
    days[row] = Int32(clamping: record.day.daysSince1970)
    qualities[row] = record.quality.place
    costs.set(record.cost(in: view), at: row)
    requests.set(record.requests, at: row)
    quantities.set(record.quantity, at: row)
    natives.set(record.native(in: view), at: row)
  }

  /// Sets an imported row; `places` are those of its lines in the table.
  mutating func set(
    _ imported: ImportedRows,
    _ source: Int,
    _ view: CostView,
    lines places: [UInt32],
    at row: Int
  ) {
    let (head, amounts) = (imported.rows[source], imported.amounts[source])
    lineOf[row] = places[head.line]
    days[row] = Int32(clamping: head.day.daysSince1970)
    qualities[row] = head.quality.place
    costs.set(view == .billed ? amounts.billed : amounts.effective, at: row)
    requests.set(amounts.requests, at: row)
    quantities.set(amounts.quantity, at: row)
    natives.set(view == .billed ? amounts.billedNative ?? amounts.native : amounts.native, at: row)
  }

  /// Sets some rows of a segment, which are of one day; `places` are those of the segment's lines in the table.
  mutating func set(
    _ columns: RecordColumns,
    of rows: Range<Int>,
    in bytes: UnsafeRawBufferPointer,
    lines places: [UInt32],
    day: Day,
    at place: Int
  ) throws(DamagedBytes) {
    let qualityCount = Quality.allCases.count
    let dayNumber = Int32(clamping: day.daysSince1970)
    for row in rows {
      let target = place + row - rows.lowerBound
      let number = bytes.loadUnaligned(fromByteOffset: columns.lines + row * 2, as: UInt16.self)
      let line = Int(UInt16(littleEndian: number))
      let quality = bytes[columns.qualities + row]
      guard line < places.count, quality < qualityCount else { throw DamagedBytes() }
      lineOf[target] = places[line]
      days[target] = dayNumber
      qualities[target] = quality
    }
    costs.set(columns.costs, of: rows, in: bytes, at: place)
    requests.set(columns.requests, of: rows, in: bytes, at: place)
    quantities.set(columns.quantities, of: rows, in: bytes, at: place)
    natives.set(columns.natives, of: rows, in: bytes, at: place)
  }
}
