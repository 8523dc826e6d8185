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
          SELECT request.name, (
            SELECT max(observed_at) FROM reply WHERE request_id = request.id
          ) FROM request JOIN source ON source.id = source_id WHERE source.name = ?
          """,
        arguments: [source.stored]
      )
      return Dictionary(
        try rows.map { row in
          // A request without a reply is one whose replies are gone.
          let (name, observed): (String, Int64?) = (row[0], row[1])
          guard let moment = observed.flatMap(Timestamp.init(stored:)) else {
            throw StoreDamage("request \(name.prefix(60))")
          }
          return (name, moment)
        },
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
      let asked = try Self.asked(query, in: context, database)
      let imported = try Self.imported(query, in: context, database).map { source, rows in
        SourceAnswer(source: source, records: rows.records.filter { query.filter.accepts($0) })
      }
      return try UsageAnswer(
        joining: asked.map { try Self.answer(of: $0.part, $0.id, in: database) } + imported
      )
    }
  }

  /// The parts of the sources that a query asks, with the ids of those that the store has replies of.
  static func asked(
    _ query: UsageQuery,
    in context: UsageContext,
    _ database: Database
  ) throws -> [(part: SourceAnswering, id: Int64?)] {
    var terms =
      try context.ownTerms(asOf: query.asOf) ?? Self.terms(asOf: query.asOf, in: database)
    terms.add(try Self.statedCharges(asOf: query.asOf, in: database))
    let kept = try Self.sources(asOf: query.asOf, in: database)
    let ids = Dictionary(
      kept.map { ($0.source.identity.name, $0.id) },
      uniquingKeysWith: { first, _ in first }
    )
    let parts = SourceAnswering.asked(
      kept: kept.map(\.source),
      query: query,
      context: context,
      terms: terms
    )
    return parts.map { ($0, ids[$0.identity.name]) }
  }

  /// A source's part, derived from its readings.
  static func answer(
    of part: SourceAnswering,
    _ id: Int64?,
    in database: Database
  ) throws -> SourceAnswer {
    guard let id else { return try part.answer(from: ObservedHistory()) }
    let reading = try HistoryReading(of: id, asOf: part.query.asOf, in: database)
    let history = try reading.history(for: part)
    return try part.answer(from: history, known: reading.windows)
  }

  /// How the allowances of the sources went since a moment, as known at another.
  public func allowances(
    since start: Timestamp,
    asOf moment: Timestamp
  ) throws(StoreError) -> [AllowanceSeries] {
    try read { database in
      try Self.sources(asOf: moment, in: database).flatMap { id, source in
        try AllowanceReading(
          database: database,
          sourceID: id,
          source: source.identity.name,
          asOf: moment
        ).history(since: start).series()
      }
    }
  }

  static func sources(
    asOf moment: Timestamp,
    in database: Database
  ) throws -> [(id: Int64, source: KeptSource)] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT source.id, name, provider, account,
          (SELECT max((
             SELECT observed_at FROM reply WHERE request_id = request.id AND learnt_at <= :moment
             ORDER BY observed_at DESC LIMIT 1
           )) FROM request WHERE source_id = source.id) AS last_observed
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
