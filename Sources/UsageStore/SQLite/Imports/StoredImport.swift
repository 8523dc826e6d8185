import Foundation
import GRDB
import UsageModel

/// An import as the store has it.
struct StoredImport {
  /// Some of its charges.
  struct Segment {
    let id: Int64
    let charges: Int
    let length: Int
    let checksum: Int64
  }

  private let batch: ImportedBatch
  private let database: Database

  init(_ batch: ImportedBatch, _ database: Database) {
    self.batch = batch
    self.database = database
  }

  /// What ``batch(_:)`` reads.
  static let selection =
    "SELECT id, source, start, stop, learnt_at, is_addition, digest FROM import_batch"

  /// Reads what the store notes of an import.
  static func batch(_ row: Row) throws -> ImportedBatch {
    let id: Int64 = row[0]
    guard let start = Timestamp(stored: row[2]), let stop = Timestamp(stored: row[3]), start < stop
    else { throw StoreDamage("import \(id)") }
    return ImportedBatch(
      id: id,
      source: row[1],
      period: start..<stop,
      learntAt: Timestamp(milliseconds: row[4]),
      isAddition: row[5],
      digest: Array(row[6] as Data)
    )
  }

  /// The lines and times.
  func head() throws -> (lines: [ImportedCharges.Line], spans: [Range<Timestamp>]) {
    do {
      return try PackedCharges.head(try packedHead())
    } catch is DamagedBytes {
      throw StoreDamage("import \(batch.id)")
    }
  }

  /// The unpacked head.
  func packedHead() throws -> [UInt8] {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT head, length, checksum FROM import_batch WHERE id = ?"),
      arguments: [batch.id]
    )
    guard let row else { throw StoreDamage("import \(batch.id)") }
    return try Self.unpacked(row[0], row[1], row[2], "import \(batch.id)")
  }

  /// The segments that have charges between two moments, in their order; without moments all.
  func segments(
    from start: Timestamp = Timestamp(milliseconds: .min),
    to stop: Timestamp = Timestamp(milliseconds: .max)
  ) throws -> [Segment] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, charges, length, checksum FROM import_segment
          WHERE batch_id = ? AND last > ? AND first < ? ORDER BY id
          """
      ),
      arguments: [batch.id, start.milliseconds, stop.milliseconds]
    )
    .map { Segment(id: $0[0], charges: $0[1], length: $0[2], checksum: $0[3]) }
  }

  /// The unpacked bytes of a segment.
  func bytes(of segment: Segment) throws -> [UInt8] {
    let data = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT data FROM import_segment WHERE id = ?"),
      arguments: [segment.id]
    )
    return try Self.unpacked(
      data ?? Data(),
      segment.length,
      segment.checksum,
      "import segment \(segment.id)"
    )
  }

  /// The charges of a segment.
  func charges(
    of segment: Segment,
    _ lines: [ImportedCharges.Line],
    _ spans: [Range<Timestamp>]
  ) throws -> ImportedCharges {
    do {
      let charges = try PackedCharges.charges(in: bytes(of: segment), lines: lines, spans: spans)
      guard charges.count == segment.charges else { throw DamagedBytes() }
      return charges
    } catch is DamagedBytes {
      throw StoreDamage("import segment \(segment.id)")
    }
  }

  private static func unpacked(
    _ data: Data,
    _ length: Int,
    _ checksum: Int64,
    _ place: String
  ) throws -> [UInt8] {
    let packed = Array(data)
    // No packed text becomes a thousand times longer, so that a wrong length is noticed before there is room for it.
    guard Deflate.checksum(of: packed) == checksum, length >= 0, length / 1100 <= packed.count
    else { throw StoreDamage(place) }
    do {
      return try Deflate().unpacked(packed, length: length)
    } catch is Deflate.Damage {
      throw StoreDamage(place)
    }
  }
}
