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
        arguments: [source]
      ).compactMap { row in try packed.reply(row[1], request: row[0]) }
    }
  }
}
