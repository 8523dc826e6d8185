import Foundation
import GRDB
public import UsageModel

/// What came of deriving everything again.
public struct Rebuilding: Hashable, Sendable {
  /// How many replies were read again.
  public var replies: Int
  /// How many were pruned, so that what was read of them before stays.
  public var pruned: Int
  /// How many said something else than what was kept of them.
  public var changed: Int
  /// What could not be read, by source and request; what was read of it before stays.
  public var unreadable: [String]
  /// How many of these a plug-in failed on.
  public var failedByPlugin: Int = 0
}

extension SQLiteStore {
  /// Derives all readings and allowances again from the replies, in one transaction.
  ///
  /// `normalise` reads a reply, as the platform's adapter does.
  public func rebuild(
    _ normalise: (SourceIdentity, ProviderReply) throws -> NormalisedReply
  ) throws(StoreError) -> Rebuilding {
    try write { database in
      var result = Rebuilding(replies: 0, pruned: 0, changed: 0, unreadable: [])
      let sources = try Row.fetchAll(
        database,
        sql: "SELECT id, name, provider, account FROM source"
      )
      for row in sources {
        let identity = SourceIdentity(name: row[1], provider: row[2], account: row[3])
        try SourceRebuilding(id: row[0], identity: identity, database: database)
          .run(normalise, &result)
      }
      return result
    }
  }
}

/// Derives one source's readings again.
private struct SourceRebuilding {
  let id: Int64
  let identity: SourceIdentity
  let database: Database

  func run(
    _ normalise: (SourceIdentity, ProviderReply) throws -> NormalisedReply,
    _ result: inout Rebuilding
  ) throws {
    let stored = try StoredReadings(of: id, in: database)
    let lastSegment = try Int64.fetchOne(database, sql: "SELECT max(id) FROM segment") ?? 0
    // Since when something is known follows from the replies again.
    try database.execute(sql: "DELETE FROM facet WHERE source_id = ?", arguments: [id])
    try database.execute(
      sql: "UPDATE billing_window SET learnt_at = ? WHERE source_id = ?",
      arguments: [Int64.max, id]
    )
    try database.execute(
      sql: "UPDATE request SET entries = 0 WHERE source_id = ?",
      arguments: [id]
    )
    var writing = try SourceWriting(database: database, source: identity, after: lastSegment)
    let packed = PackedReplies(database: database, deflate: try Deflate())
    let replies = try Row.fetchAll(
      database,
      sql: """
        SELECT reply.id, request_id, request.name, observed_at, learnt_at
        FROM reply JOIN request ON request.id = request_id
        WHERE source_id = ? ORDER BY request_id, reply.id
        """,
      arguments: [id]
    )
    for row in replies {
      let before = try stored.normalised(row[0], request: row[1])
      var normalised = before
      do {
        if let reply = try packed.reply(row[0], request: row[2]) {
          normalised = try normalise(identity, reply)
          result.replies += 1
        } else {
          result.pruned += 1
        }
      } catch {
        result.unreadable.append("\(identity.name), \(row[2] as String): \(error)")
      }
      if normalised.asKept != before.asKept { result.changed += 1 }
      try writing.derive(
        normalised,
        of: row[0],
        request: row[1],
        observedAt: Timestamp(milliseconds: row[3]),
        learntAt: Timestamp(milliseconds: row[4])
      )
    }
    try writing.finish()
    try removeWhatWasBefore(lastSegment)
  }

  private func removeWhatWasBefore(_ lastSegment: Int64) throws {
    try database.execute(
      sql: """
        DELETE FROM segment WHERE id <= ?
          AND request_id IN (SELECT id FROM request WHERE source_id = ?)
        """,
      arguments: [lastSegment, id]
    )
    try database.execute(
      sql: "DELETE FROM billing_window WHERE source_id = ? AND learnt_at = ?",
      arguments: [id, Int64.max]
    )
  }
}
