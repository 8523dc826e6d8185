import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// The newest reply to each request of a source, in the order of the requests.
  public func newestReplies(of source: String) throws(StoreError) -> [ProviderReply] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT request, headers, body, observed_at, learnt_at FROM (
            SELECT reply.*, row_number() OVER (
              PARTITION BY request ORDER BY observed_at DESC, digest DESC
            ) AS place
            FROM reply JOIN source ON source.id = source_id WHERE name = ?
          ) WHERE place = 1 ORDER BY request
          """,
        arguments: [source]
      ).map { row in
        ProviderReply(
          request: row["request"],
          headers: try JSONDecoder().decode([String: String].self, from: row["headers"]),
          body: Array(row["body"] as Data),
          observedAt: Timestamp(milliseconds: row["observed_at"]),
          learntAt: Timestamp(milliseconds: row["learnt_at"])
        )
      }
    }
  }
}
