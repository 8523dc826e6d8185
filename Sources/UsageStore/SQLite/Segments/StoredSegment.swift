import Foundation
import GRDB
import UsageModel

/// A segment's row.
struct StoredSegment {
  let id: Int64
  let request: Int64
  /// nil where it holds allowances.
  let window: Int64?
  let firstReply: Int64
  let lastReply: Int64
  let checksum: Int64
  let bytes: [UInt8]

  /// The rows that fulfil a condition, which may end with an order.
  static func fetch(
    _ database: Database,
    where condition: String,
    _ arguments: StatementArguments
  ) throws -> [StoredSegment] {
    let statement = try database.cachedStatement(
      sql:
        "SELECT id, request_id, window_id, first_reply, last_reply, checksum, data FROM segment WHERE \(condition)"
    )
    return try Row.fetchAll(statement, arguments: arguments).map { row in
      let data: Data = row[6]
      return StoredSegment(
        id: row[0],
        request: row[1],
        window: row[2],
        firstReply: row[3],
        lastReply: row[4],
        checksum: row[5],
        bytes: Array(data)
      )
    }
  }

  /// The segment, to append to it.
  func segment() throws -> Segment {
    try check()
    do { return try Segment(bytes: bytes) } catch { throw damage }
  }

  /// The entries.
  func entries() throws -> [SegmentEntry] {
    var entries: [SegmentEntry] = []
    try forEachEntry { entries.append($0) }
    return entries
  }

  /// Hands out the entries, one after the other.
  func forEachEntry(_ body: (SegmentEntry) throws -> Void) throws {
    try check()
    var reader = SegmentReader(bytes)
    while try advance(&reader) {
      if let entry = reader.entry { try body(entry) }
    }
  }

  /// Whether the bytes are those that were written.
  private func check() throws {
    guard Deflate.checksum(of: bytes) == checksum else { throw damage }
  }

  private func advance(_ reader: inout SegmentReader) throws -> Bool {
    do { return try reader.advance() } catch { throw damage }
  }

  private var damage: StoreDamage { StoreDamage("segment \(id)") }
}
