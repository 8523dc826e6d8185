import Foundation
import GRDB
public import UsageModel

/// What a store holds.
public struct StoreInfo: Hashable, Sendable {
  /// What it holds of a source.
  public struct Source: Hashable, Sendable {
    /// Who it is.
    public var identity: SourceIdentity
    /// How many replies were kept.
    public var replies: Int
    /// How many of them are pruned: only what they said is left.
    public var pruned: Int
    /// The moment of the first observation; nil without a reply.
    public var firstObserved: Timestamp?
    /// The moment of the last observation; nil without a reply.
    public var lastObserved: Timestamp?
    /// How many billing windows are known.
    public var windows: Int
    /// How many counters are known.
    public var counters: Int
    /// The bytes of the packed replies.
    public var replyBytes: Int
    /// The bytes of the readings.
    public var readingBytes: Int
  }

  /// The bytes of the file.
  public var bytes: Int
  /// The bytes of the log that is not yet moved into the file.
  public var logBytes: Int
  /// The sources, by name.
  public var sources: [Source]
  /// How often plans, rates, charges or invoices changed.
  public var terms: Int
}

extension SQLiteStore {
  /// What the store holds.
  public func info() throws(StoreError) -> StoreInfo {
    let (sources, terms) = try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT source.name, provider, account,
            count(reply.id), count(reply.id) - count(content), min(observed_at), max(observed_at),
            (SELECT count(*) FROM (
              SELECT DISTINCT start FROM billing_window WHERE source_id = source.id
            )),
            (SELECT count(*) FROM counter WHERE source_id = source.id),
            coalesce(sum(length(content)), 0),
            (SELECT coalesce(sum(length(data)), 0) FROM segment
             WHERE request_id IN (SELECT id FROM request WHERE source_id = source.id))
          FROM source
          LEFT JOIN request ON request.source_id = source.id
          LEFT JOIN reply ON request_id = request.id
          GROUP BY source.id ORDER BY source.name
          """
      )
      let sources = rows.map { row in
        StoreInfo.Source(
          identity: SourceIdentity(name: row[0], provider: row[1], account: row[2]),
          replies: row[3],
          pruned: row[4],
          firstObserved: (row[5] as Int64?).map(Timestamp.init(milliseconds:)),
          lastObserved: (row[6] as Int64?).map(Timestamp.init(milliseconds:)),
          windows: row[7],
          counters: row[8],
          replyBytes: row[9],
          readingBytes: row[10]
        )
      }
      return (sources, try Int.fetchOne(database, sql: "SELECT count(*) FROM terms") ?? 0)
    }
    return StoreInfo(
      bytes: Self.size(of: path),
      logBytes: Self.size(of: path + "-wal"),
      sources: sources,
      terms: terms
    )
  }

  private static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
