import Foundation
import GRDB
import UsageModel

/// Writes what files tell of billing periods inside one transaction.
struct ImportWriting {
  private let database: Database
  private let charges: FileImport
  private let moment: Timestamp
  private let deflate: Deflate

  init(database: Database, charges: FileImport, learntAt moment: Timestamp) throws {
    self.database = database
    self.charges = charges
    self.moment = moment
    deflate = try Deflate(level: Deflate.quickest)
  }

  /// Refuses files that were imported before, if what they tell of a period counts still.
  func checkFiles() throws {
    let periods = charges.periods.map(\.period)
    let counting = try SQLiteStore.countingImports(asOf: moment, in: database)
      .flatMap(\.batches).filter { periods.contains($0.period) }
    for file in charges.files {
      let ids = try Int64.fetchSet(
        database,
        sql: "SELECT batch_id FROM import_file WHERE digest = ?",
        arguments: [Data(file.digest)]
      )
      if let earlier = counting.filter({ ids.contains($0.id) }).min(by: { $0.id < $1.id }) {
        throw ImportDecision.repeated(file, at: earlier.learntAt)
      }
    }
  }

  /// Writes a period, if it is not known already.
  func add(_ period: ImportedPeriod) throws -> ImportOutcome {
    let rows = try Row.fetchAll(
      database,
      sql: "\(StoredImport.selection) WHERE source = ? AND start = ? AND stop = ? ORDER BY id",
      arguments: [
        period.source.stored, period.period.lowerBound.milliseconds,
        period.period.upperBound.milliseconds,
      ]
    )
    let batches = try rows.map(StoredImport.batch)
    let decision = ImportDecision(
      period: period,
      isAddition: charges.isAddition,
      digest: batches.isEmpty ? [] : Self.digest(of: period.charges),
      moment: moment
    )
    let outcome = try decision.outcome(after: batches)
    if outcome != .unchanged { try write(period) }
    return outcome
  }

  private static func digest(of charges: ImportedCharges) -> [UInt8] {
    var digest = SHA256.Stream()
    PackedCharges.head(of: charges).withUnsafeBytes { digest.add($0) }
    for rows in charges.segments {
      PackedCharges.segment(of: charges, rows).withUnsafeBytes { digest.add($0) }
    }
    return digest.digest()
  }

  private func write(_ period: ImportedPeriod) throws {
    let charges = period.charges
    let head = PackedCharges.head(of: charges)
    let packed = deflate.packed(head)
    var digest = SHA256.Stream()
    head.withUnsafeBytes { digest.add($0) }
    try database.execute(
      sql: """
        INSERT INTO import_batch (source, start, stop, learnt_at, is_addition, digest, file_rows, charges,
          length, checksum, head)
        VALUES (?, ?, ?, ?, ?, x'', ?, ?, ?, ?, ?)
        """,
      arguments: [
        period.source.stored, period.period.lowerBound.milliseconds,
        period.period.upperBound.milliseconds, moment.milliseconds, self.charges.isAddition,
        period.rows, charges.count, head.count, Deflate.checksum(of: packed), Data(packed),
      ]
    )
    let id = database.lastInsertedRowID
    for file in Set(self.charges.files) {
      try database.execute(
        sql: "INSERT OR IGNORE INTO import_file (batch_id, digest, name) VALUES (?, ?, ?)",
        arguments: [id, Data(file.digest), file.name.stored]
      )
    }
    for rows in charges.segments {
      let bytes = PackedCharges.segment(of: charges, rows)
      bytes.withUnsafeBytes { digest.add($0) }
      try write(bytes, of: charges, rows, batch: id)
    }
    try database.execute(
      sql: "UPDATE import_batch SET digest = ? WHERE id = ?",
      arguments: [Data(digest.digest()), id]
    )
  }

  private func write(
    _ bytes: [UInt8],
    of charges: ImportedCharges,
    _ rows: Range<Int>,
    batch: Int64
  ) throws {
    let spans = rows.lazy.map { charges.spans[Int(charges.spanOf[$0])] }
    let packed = deflate.packed(bytes)
    try database.cachedStatement(
      sql: """
        INSERT INTO import_segment (batch_id, first, last, charges, length, checksum, data)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    )
    .execute(
      arguments: [
        batch, spans.map(\.lowerBound.milliseconds).min() ?? 0,
        spans.map(\.upperBound.milliseconds).max() ?? 0, rows.count, bytes.count,
        Deflate.checksum(of: packed), Data(packed),
      ]
    )
  }
}
