import Foundation
import GRDB
import UsageModel

/// Brings the records that are kept of one source's breakdown up to date with its readings.
///
/// Each month is kept with a digest of what it follows from, so that only months are derived of which that changed.
struct RecordKeeping {
  private let database: Database
  private let source: Int64
  private let facet: Facet
  private let answering: SourceAnswering
  private let basis: RecordBasis
  private let reading: HistoryReading
  private let origins: MonthOrigins

  init(
    of source: Int64,
    facet: Facet,
    answering: SourceAnswering,
    basis: RecordBasis,
    in database: Database
  ) throws {
    self.database = database
    self.source = source
    self.facet = facet
    self.answering = answering
    self.basis = basis
    reading = try HistoryReading(of: source, asOf: answering.query.asOf, in: database)
    origins = try MonthOrigins(of: source, basis: basis, windows: reading.windows, in: database)
  }

  /// Derives the months that changed; whether there were any.
  func run() throws -> Bool {
    guard let last = try lastObserved(), let months = months(until: last) else {
      return false
    }
    // What no reading tells any more, since the replies are read in another way, say.
    try database.execute(
      sql: """
        DELETE FROM record_segment WHERE source_id = ? AND facet = ? AND month NOT BETWEEN ? AND ?
        """,
      arguments: [
        source, facet.rawValue.stored, months.first?.number ?? 0, months.last?.number ?? -1,
      ]
    )
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT month, origin FROM record_segment WHERE source_id = ? AND facet = ?",
      arguments: [source, facet.rawValue.stored]
    )
    let known = Dictionary(
      rows.map { ($0[0] as Int64, $0[1] as Data) },
      uniquingKeysWith: { first, _ in first }
    )
    var stale: [(month: Month, origin: Data)] = []
    for month in months {
      let origin = origins.digest(of: answering(on: month.start..<month.stop))
      if known[month.number] != origin { stale.append((month, origin)) }
    }
    var windows: [BillingWindow]?
    while let first = stale.first {
      // Several months at once read what they have in common once, and more of them take more memory.
      let count = stale.indices.prefix(6).prefix {
        stale[$0].month.number - first.month.number == $0
      }.count
      windows = try derive(Array(stale.prefix(count)))
      stale.removeFirst(count)
    }
    let state = try windows.map(RecordState.init(windows:)) ?? currentState(on: months)
    try state.write(of: source, facet: facet, basis: basis, in: database)
    return windows != nil
  }

  /// When the source was last observed, as this transaction sees it: another process may have added to it just now.
  private func lastObserved() throws -> Timestamp? {
    let moment = try Int64.fetchOne(
      database,
      sql: """
        SELECT max((
          SELECT observed_at FROM reply WHERE request_id = request.id ORDER BY observed_at DESC LIMIT 1
        )) FROM request WHERE source_id = ?
        """,
      arguments: [source]
    )
    return moment.map(Timestamp.init(milliseconds:))
  }

  /// The months that any reading can tell something about; nil where they are too many to be meant.
  private func months(until last: Timestamp) -> [Month]? {
    let calendar = answering.context.calendar
    guard let start = reading.windows.map(\.start).min() else { return [] }
    let first = calendar.day(of: start).month
    let count = calendar.day(of: max(start, last)).month.number - first.number + 1
    guard count <= 1200 else { return nil }
    return (0..<Int(count)).map { first.advanced(by: $0) }
  }

  private func answering(on days: Range<Day>) -> SourceAnswering {
    var query = answering.query
    query.days = days
    return answering.asking(query)
  }

  /// Derives months that follow each other; the windows that plans go by.
  private func derive(_ months: [(month: Month, origin: Data)]) throws -> [BillingWindow] {
    let part = answering(on: months[0].month.start..<months[months.count - 1].month.stop)
    let usage = try usage(of: part)
    var ids = Dictionary(
      try RecordLine.all(of: source, in: database).map { ($0.value, $0.key) },
      uniquingKeysWith: min
    )
    var rest = usage.records[...]
    for (month, origin) in months {
      let records = Array(rest.prefix { $0.day < month.stop })
      rest = rest.dropFirst(records.count)
      let calendar = part.context.calendar
      let seen = Coverage.stretches(
        of: usage.histories,
        from: calendar.start(of: month.start),
        to: calendar.start(of: month.stop)
      )
      let packed = try RecordSegment.packed(records, seen: seen) { line in
        if let known = ids[line] { return known }
        let id = try line.insert(of: source, in: database)
        ids[line] = id
        return id
      }
      guard let (segment, columns) = packed else {
        throw StoreError(.unanswerable, "source \(part.identity.name): too many lines in \(month)")
      }
      let head = segment.head
      let checksum = columns.withUnsafeBytes {
        Deflate.checksum(of: $0, after: Deflate.checksum(of: head))
      }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO record_segment
            (source_id, facet, month, origin, head, checksum, columns) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          source, facet.rawValue.stored, month.number, origin, Data(head),
          checksum, Data(columns),
        ]
      )
    }
    return usage.windows
  }

  private func usage(of part: SourceAnswering) throws -> SourceUsage {
    let history = try reading.history(for: part)
    return try naming(part.identity) { () throws(ArithmeticOverflow) in
      try part.usage(of: facet, from: history, known: reading.windows)
    }
  }

  /// The state of records of which nothing changed.
  private func currentState(on months: [Month]) throws -> RecordState {
    guard let last = months.last else { return RecordState(windows: reading.windows) }
    return RecordState(windows: try usage(of: answering(on: last.start..<last.stop)).windows)
  }
}
