import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// The newest reply to each request of a source, in the order of the requests.
  public func newestReplies(of source: String) throws(StoreError) -> [ProviderReply] {
    try read { database in
      let packed = PackedReplies(database: database, deflate: try Deflate())
      return try Row.fetchAll(
        database,
        sql: """
          SELECT request.name, (
            SELECT id FROM reply WHERE request_id = request.id AND content IS NOT NULL
            ORDER BY observed_at DESC, digest DESC LIMIT 1
          ) AS newest FROM request JOIN source ON source.id = source_id
          WHERE source.name = ? AND newest IS NOT NULL ORDER BY request.name
          """,
        arguments: [source.stored]
      ).compactMap { row in try packed.reply(row[1], request: row[0]) }
    }
  }

  /// Hands out every reply that is kept word for word, source by source, in the order in which they were stored.
  public func forEachReply(
    _ body: (SourceIdentity, ProviderReply) throws -> Void
  ) throws(StoreError) {
    try read { database in
      let packed = PackedReplies(database: database, deflate: try Deflate())
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT reply.id, request.name, source.name, provider, account FROM reply
          JOIN request ON request.id = request_id JOIN source ON source.id = source_id
          WHERE content IS NOT NULL ORDER BY source_id, request_id, reply.id
          """
      )
      while let row = try rows.next() {
        let identity = SourceIdentity(name: row[2], provider: row[3], account: row[4])
        if let reply = try packed.reply(row[0], request: row[1]) { try body(identity, reply) }
      }
    }
  }
}
