import Foundation
import GRDB
import UsageModel

/// The records that the store keeps of a source's breakdown, as far as a question asks for them.
struct KeptRecords {
  /// A month's segment without its columns.
  struct Month {
    let number: Int64
    let segment: RecordSegment
    /// The CRC-32 of the head.
    let checksum: Int64
  }

  private let source: Int64
  private let facet: Facet
  /// The months that have days of the question, in order.
  let months: [Month]
  /// All lines of the source.
  let lines: [Int64: RecordLine]

  /// Finds them; throws where they are damaged.
  init(of source: Int64, facet: Facet, on days: Range<Day>, in database: Database) throws {
    self.source = source
    self.facet = facet
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT month, head, length(columns) FROM record_segment
          WHERE source_id = ? AND facet = ? AND month BETWEEN ? AND ? ORDER BY month
          """
      ),
      arguments: [
        source, facet.rawValue.stored, days.lowerBound.month.number,
        days.upperBound.advanced(by: -1).month.number,
      ]
    )
    lines = try RecordLine.all(of: source, in: database)
    months = try rows.map { row in
      let head = Array(row[1] as Data)
      let segment = try RecordSegment(head: head)
      // Each record takes three bytes or more, so that a wrong count is noticed before there is room for it.
      guard segment.count * 3 <= row[2] as Int else { throw DamagedBytes() }
      return Month(number: row[0], segment: segment, checksum: Deflate.checksum(of: head))
    }
    guard months.allSatisfy({ $0.segment.lines.allSatisfy { lines[$0] != nil } }) else {
      throw DamagedBytes()
    }
  }

  /// The share of a stretch of time that readings cover; nil for no time.
  func coverage(from start: Timestamp, to stop: Timestamp) throws(ArithmeticOverflow)
    -> FixedDecimal?
  {
    guard start < stop else { return nil }
    var covered: Int64 = 0
    for stretch in months.lazy.flatMap(\.segment.seen) {
      let seen = stretch.clamped(to: start..<stop)
      covered += seen.upperBound.milliseconds - seen.lowerBound.milliseconds
    }
    let elapsed = stop.milliseconds - start.milliseconds
    return try FixedDecimal(Int(covered)).divided(by: FixedDecimal(Int(elapsed)))
  }

  /// Hands out the columns of each month with its place among the months, one after the other.
  func forEachMonth(
    in database: Database,
    _ body: (_ place: Int, Month, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT checksum, columns FROM record_segment WHERE source_id = ? AND facet = ? AND month = ?
        """
    )
    for (place, month) in months.enumerated() {
      let rows = try Row.fetchCursor(
        statement,
        arguments: [source, facet.rawValue.stored, month.number]
      )
      while let row = try rows.next() {
        let checksum: Int64 = row[0]
        try row.withUnsafeData(atIndex: 1) { data in
          try (data ?? Data()).withUnsafeBytes { bytes in
            guard Deflate.checksum(of: bytes, after: month.checksum) == checksum else {
              throw DamagedBytes()
            }
            try body(place, month, bytes)
          }
        }
      }
    }
  }
}

extension Month {
  /// The months since the year 0.
  var number: Int64 { Int64(year) * 12 + Int64(month) - 1 }

  /// The month that is so many after the first of the year 0.
  init(number: Int64) {
    self.init(year: Int(number / 12), month: Int(number % 12) + 1)
  }
}
