import Foundation
import GRDB
import UsageModel

/// A look through the imports of a store.
struct ImportVerifying {
  let database: Database

  /// How many charges were looked at, and what is damaged.
  func run() throws -> (charges: Int, damage: [String]) {
    guard try database.tableExists("import_batch") else { return (0, []) }
    var (charges, damage) = (0, [String]())
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, source, start, charges FROM import_batch ORDER BY id"
    )
    for row in rows {
      let (source, expected): (String, Int) = (row[1], row[3])
      do {
        let found = try count(row[0])
        charges += found
        guard found == expected else { throw StoreDamage("import \(row[0] as Int64)") }
      } catch is StoreDamage {
        let period = Timestamp(stored: row[2]).map { " from \($0)" } ?? ""
        damage.append(
          "\(source): the import of the period\(period) cannot be read; import its files once more"
        )
      }
    }
    return (charges, damage)
  }

  /// How many charges an import has, all of which are as they were written.
  private func count(_ id: Int64) throws -> Int {
    let row = try Row.fetchOne(
      database,
      sql: "\(StoredImport.selection) WHERE id = ?",
      arguments: [id]
    )
    guard let row else { throw StoreDamage("import \(id)") }
    let batch = try StoredImport.batch(row)
    let stored = StoredImport(batch, database)
    var digest = SHA256.Stream()
    try stored.packedHead().withUnsafeBytes { digest.add($0) }
    let (lines, spans) = try stored.head()
    var count = 0
    for segment in try stored.segments() {
      try stored.bytes(of: segment).withUnsafeBytes { digest.add($0) }
      count += try stored.charges(of: segment, lines, spans).count
    }
    guard digest.digest() == batch.digest else { throw StoreDamage("import \(id)") }
    return count
  }
}
