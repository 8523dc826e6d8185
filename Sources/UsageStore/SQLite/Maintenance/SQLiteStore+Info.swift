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

  /// What it holds of a source's imports.
  public struct Import: Hashable, Sendable {
    /// The source.
    public var source: String
    /// How many billing periods are known.
    public var periods: Int
    /// How many imports there were of them, those included whose place another took.
    public var imports: Int
    /// How many charges they have.
    public var charges: Int
    /// The bytes of these.
    public var bytes: Int
    /// When the last one was made.
    public var learntAt: Timestamp
  }

  /// The bytes of the file.
  public var bytes: Int
  /// The bytes of the log that is not yet moved into the file.
  public var logBytes: Int
  /// The sources, by name.
  public var sources: [Source]
  /// What imports told, by source.
  public var imports: [Import]
  /// How often plans, rates, charges or invoices changed.
  public var terms: Int
}

extension SQLiteStore {
  /// What the store holds.
  public func info() throws(StoreError) -> StoreInfo {
    let (sources, imports, terms) = try read { database in
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
      let terms = try Int.fetchOne(database, sql: "SELECT count(*) FROM terms") ?? 0
      return (sources, try Self.imports(in: database), terms)
    }
    return StoreInfo(
      bytes: Self.size(of: path),
      logBytes: Self.size(of: path + "-wal"),
      sources: sources,
      imports: imports,
      terms: terms
    )
  }

  private static func imports(in database: Database) throws -> [StoreInfo.Import] {
    guard try database.tableExists("import_batch") else { return [] }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT source, count(DISTINCT start || '/' || stop), count(*), sum(charges),
          sum(length(head) + (
            SELECT coalesce(sum(length(data)), 0) FROM import_segment WHERE batch_id = import_batch.id
          )), max(learnt_at)
        FROM import_batch GROUP BY source ORDER BY source
        """
    )
    .map { row in
      StoreInfo.Import(
        source: row[0],
        periods: row[1],
        imports: row[2],
        charges: row[3],
        bytes: row[4],
        learntAt: Timestamp(milliseconds: row[5])
      )
    }
  }

  private static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
