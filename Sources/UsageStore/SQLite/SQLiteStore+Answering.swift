import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// The moment of the newest observation of each request of a source.
  public func lastObserved(of source: String) throws(StoreError) -> [String: Timestamp] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT request, max(observed_at) FROM reply
          JOIN source ON source.id = source_id WHERE name = ? GROUP BY request
          """,
        arguments: [source]
      )
      return Dictionary(
        rows.map { ($0[0], Timestamp(milliseconds: $0[1])) },
        // SQLite tells texts apart by their bytes, Swift by what they mean.
        uniquingKeysWith: max
      )
    }
  }

  /// The sources with anything kept, by name, as known at a moment.
  public func sources(asOf moment: Timestamp) throws(StoreError) -> [KeptSource] {
    try read { database in try Self.sources(asOf: moment, in: database).map(\.source) }
  }

  /// The records that a query asks for.
  public func answer(
    _ query: UsageQuery,
    in context: UsageContext
  ) throws(StoreError) -> UsageAnswer {
    try read { database in
      var parts: [SourceAnswer] = []
      for (id, source) in try Self.sources(asOf: query.asOf, in: database) {
        let answering = SourceAnswering(source: source, query: query, context: context)
        guard answering.isAsked else { continue }
        let reading = try WindowReading(of: id, for: answering, in: database)
        parts.append(try answering.answer(from: try reading.observations()))
      }
      return try UsageAnswer(joining: parts)
    }
  }

  private static func sources(
    asOf moment: Timestamp,
    in database: Database
  ) throws -> [(id: Int64, source: KeptSource)] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT source.id, name, provider, account,
          (SELECT max(observed_at) FROM reply
           WHERE reply.source_id = source.id AND learnt_at <= :moment) AS last_observed
        FROM source WHERE last_observed IS NOT NULL ORDER BY name
        """,
      arguments: ["moment": moment.milliseconds]
    )
    return try rows.map { row in
      let id: Int64 = row["id"]
      let facets = try String.fetchSet(
        database,
        sql: "SELECT name FROM facet WHERE source_id = ? AND learnt_at <= ?",
        arguments: [id, moment.milliseconds]
      )
      let identity = SourceIdentity(
        name: row["name"],
        provider: row["provider"],
        account: row["account"]
      )
      return (
        id,
        KeptSource(
          identity: identity,
          lastObserved: Timestamp(milliseconds: row["last_observed"]),
          facets: Set(facets.map(Facet.init(rawValue:)))
        )
      )
    }
  }
}
