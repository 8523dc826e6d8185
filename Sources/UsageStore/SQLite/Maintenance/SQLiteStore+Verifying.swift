import Foundation
import GRDB
public import UsageModel

/// What a look through a whole store found.
public struct StoreVerification: Hashable, Sendable {
  /// How many replies were looked at.
  public var replies: Int
  /// How many of them were pruned.
  public var pruned: Int
  /// How many entries of readings and allowances were looked at.
  public var entries: Int
  /// How many replies say something else than what is kept of them, as this version reads them.
  public var outdated: Int
  /// How many imported charges were looked at.
  public var imported = 0
  /// What is damaged, one sentence each; at most a hundred.
  public var damage: [String]
}

extension SQLiteStore {
  /// Looks through the whole store, and changes nothing.
  ///
  /// `normalise` reads a reply, as the platform's adapter does; where it throws, what the reply says is not looked at.
  public func verify(
    _ normalise: (SourceIdentity, ProviderReply) throws -> NormalisedReply
  ) throws(StoreError) -> StoreVerification {
    try read { database in
      var verifying = StoreVerifying(database: database)
      try verifying.checkFile()
      guard verifying.result.damage.isEmpty else { return verifying.result }
      // What a first fetch leaves that was killed before it had made the tables is empty, and whole.
      guard try SQLiteSchema.hasTables(database) else { return verifying.result }
      try verifying.checkSources(normalise)
      let imports = try ImportVerifying(database: database).run()
      verifying.result.imported = imports.charges
      for damage in imports.damage { verifying.damaged(damage) }
      return verifying.result
    }
  }
}

/// A look through a store in one state of it.
private struct StoreVerifying {
  let database: Database
  var result = StoreVerification(replies: 0, pruned: 0, entries: 0, outdated: 0, damage: [])

  init(database: Database) {
    self.database = database
  }

  mutating func damaged(_ text: String) {
    if result.damage.count < 100 { result.damage.append(text) }
  }

  /// What SQLite itself can tell.
  mutating func checkFile() throws {
    let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check")
    for line in lines where line != "ok" { damaged("SQLite: \(line)") }
    // Where the file is damaged, looking for rows ends with an error that says less.
    guard result.damage.isEmpty else { return }
    for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
      damaged("a row of \(row[0] as String) refers to one of \(row[2] as String) that is not there")
    }
  }

  mutating func checkSources(
    _ normalise: (SourceIdentity, ProviderReply) throws -> NormalisedReply
  ) throws {
    for row in try Row.fetchAll(database, sql: "SELECT id, name, provider, account FROM source") {
      let identity = SourceIdentity(name: row[1], provider: row[2], account: row[3])
      try checkEntries(of: row[0], identity.name)
      try checkRecords(of: row[0], identity.name)
      try checkReplies(of: row[0], identity, normalise)
    }
  }

  /// What is kept of the records is as it was written.
  private mutating func checkRecords(of source: Int64, _ name: String) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT month, head, checksum, columns FROM record_segment WHERE source_id = ? ORDER BY id
        """,
      arguments: [source]
    )
    while let row = try rows.next() {
      let checksum = Deflate.checksum(of: Array(row[1] as Data) + Array(row[3] as Data))
      guard checksum == row[2] else {
        let month = Month(number: row[0])
        damaged(
          "\(name): the kept records of \(month) cannot be read; `tally store rebuild` makes them anew"
        )
        continue
      }
    }
  }

  /// Every entry belongs to a reply of its moment.
  private mutating func checkEntries(of source: Int64, _ name: String) throws {
    let segments = try StoredSegment.fetch(
      database,
      where: "request_id IN (SELECT id FROM request WHERE source_id = ?) ORDER BY id",
      [source]
    )
    var counts: [Int64: Int] = [:]
    for segment in segments {
      do {
        let entries = try segment.entries()
        counts[segment.request, default: 0] += entries.count
        guard entries.first?.reply == segment.firstReply,
          entries.map(\.reply).max() == segment.lastReply
        else {
          damaged("\(name): segment \(segment.id) lacks entries")
          continue
        }
        for entry in entries {
          result.entries += 1
          let reply = try Row.fetchOne(
            database.cachedStatement(
              sql: "SELECT request_id, observed_at, learnt_at FROM reply WHERE id = ?"
            ),
            arguments: [entry.reply]
          )
          guard let reply, reply[0] == segment.request,
            reply[1] == entry.observedAt.milliseconds, reply[2] == entry.learntAt.milliseconds
          else {
            damaged("\(name): segment \(segment.id) and reply \(entry.reply) say different moments")
            continue
          }
        }
      } catch is StoreDamage {
        damaged("\(name): segment \(segment.id) cannot be read")
      }
    }
    let requests = try Row.fetchAll(
      database,
      sql: "SELECT id, name, entries FROM request WHERE source_id = ?",
      arguments: [source]
    )
    for row in requests where row[2] != counts[row[0] as Int64, default: 0] {
      damaged("\(name): segments of the request \(row[1] as String) are missing")
    }
  }

  /// Every content has its digest, and says what is kept of it.
  private mutating func checkReplies(
    of source: Int64,
    _ identity: SourceIdentity,
    _ normalise: (SourceIdentity, ProviderReply) throws -> NormalisedReply
  ) throws {
    let stored: StoredReadings
    do {
      stored = try StoredReadings(of: source, in: database)
    } catch let damage as StoreDamage {
      return damaged("\(identity.name): \(damage.place) cannot be read")
    }
    let packed = PackedReplies(database: database, deflate: try Deflate())
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT reply.id, request_id, request.name, digest
        FROM reply JOIN request ON request.id = request_id
        WHERE source_id = ? ORDER BY request_id, reply.id
        """,
      arguments: [source]
    )
    while let row = try rows.next() {
      result.replies += 1
      let id: Int64 = row[0]
      do {
        let kept = try stored.normalised(id, request: row[1])
        guard let reply = try packed.reply(id, request: row[2]) else {
          result.pruned += 1
          continue
        }
        let digest: Data = row[3]
        guard Array(digest) == PackedReplies.digest(of: reply.body) else {
          damaged("\(identity.name): reply \(id) is not the one that was stored")
          continue
        }
        if let said = try? normalise(identity, reply), said.asKept != kept.asKept {
          result.outdated += 1
        }
      } catch is StoreDamage {
        damaged("\(identity.name): reply \(id) cannot be read")
      }
    }
  }
}
