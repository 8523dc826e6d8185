import Foundation
import GRDB
public import UsageModel

/// What pruning removed.
public struct PrunedReplies: Hashable, Sendable {
  /// How many replies.
  public var replies: Int
  /// The bytes that they took.
  public var bytes: Int
  /// Whether the file gave the space back; it cannot where there is no room for a copy, or others are at work.
  public var isCompacted: Bool
}

extension SQLiteStore {
  /// Removes what replies said word for word, and keeps what was read from them.
  ///
  /// Those that were learnt before a moment go. The newest reply to each request stays, since it shows how the
  /// platform answers now.
  public func prune(before moment: Timestamp) throws(StoreError) -> PrunedReplies {
    var pruned = try write { database in
      try Pruning(database: database, moment: moment).run()
    }
    if pruned.replies > 0 { pruned.isCompacted = (try? compact()) != nil }
    return pruned
  }

  /// Gives free space in the file back to the system.
  private func compact() throws(StoreError) {
    try StoreError.translating(path) {
      try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    }
  }
}

/// Removes old contents inside one transaction.
private struct Pruning {
  let database: Database
  let moment: Timestamp
  private let deflate: Deflate

  init(database: Database, moment: Timestamp) throws {
    self.database = database
    self.moment = moment
    deflate = try Deflate()
  }

  func run() throws -> PrunedReplies {
    var pruned = PrunedReplies(replies: 0, bytes: 0, isCompacted: false)
    for request in try Int64.fetchAll(database, sql: "SELECT id FROM request") {
      let old = try Row.fetchAll(
        database,
        sql: """
          SELECT id, length(content) FROM reply
          WHERE request_id = :request AND learnt_at < :moment AND content IS NOT NULL AND id <> (
            SELECT id FROM reply WHERE request_id = :request AND content IS NOT NULL
            ORDER BY observed_at DESC, digest DESC LIMIT 1
          )
          """,
        arguments: ["request": request, "moment": moment.milliseconds]
      )
      guard !old.isEmpty else { continue }
      try detach(request, from: Set(old.map { $0[0] }))
      for row in old {
        try database.cachedStatement(
          sql: "UPDATE reply SET content = NULL, base = 0 WHERE id = ?"
        ).execute(arguments: [row[0] as Int64])
        pruned.replies += 1
        pruned.bytes += row[1] as Int
      }
    }
    return pruned
  }

  /// Packs anew what rests on replies that go.
  private func detach(_ request: Int64, from old: Set<Int64>) throws {
    let kept = try Row.fetchAll(
      database,
      sql: """
        SELECT id, base_id FROM reply
        WHERE request_id = ? AND content IS NOT NULL AND base_id IS NOT NULL ORDER BY id
        """,
      arguments: [request]
    ).filter { !old.contains($0[0]) && old.contains($0[1]) }
    let packed = PackedReplies(database: database, deflate: deflate)
    for id in kept.map({ $0[0] as Int64 }) {
      guard let content = try packed.content(of: id) else { continue }
      try database.execute(
        sql: "UPDATE reply SET base = 0, content = ? WHERE id = ?",
        arguments: [Data(PackedReplies.packed(content.bytes, deflate)), id]
      )
    }
  }
}
