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
        uniqueKeysWithValues: rows.map { ($0[0], Timestamp(milliseconds: $0[1])) }
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
        let observations = try Self.observations(of: id, for: answering, in: database)
        parts.append(try answering.answer(from: observations))
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
        sql: "SELECT DISTINCT facet FROM counter WHERE source_id = ?",
        arguments: [id]
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

  /// The observations in the windows that touch a query's days, with the totals and one facet's counters.
  private static func observations(
    of sourceID: Int64,
    for answering: SourceAnswering,
    in database: Database
  ) throws -> [Observation] {
    // A window that only touches the days from outside counts too: its first or last reply may belong to
    // the neighbour.
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT reply.id, request, reply.observed_at, digest, reading.observed_at, value,
          facet, app_id, service, category, meter, charge, measure, unit, start, stop, basis
        FROM billing_window
        JOIN reading ON window_id = billing_window.id
        JOIN reply ON reply.id = reply_id
        JOIN counter ON counter.id = counter_id
        WHERE billing_window.source_id = :source AND start <= :stop AND stop >= :start
          AND learnt_at <= :asOf AND facet IN ('total', :facet)
        """,
      arguments: [
        "source": sourceID, "facet": try answering.chosenFacet().rawValue,
        "start": answering.start.milliseconds, "stop": answering.stop.milliseconds,
        "asOf": answering.query.asOf.milliseconds,
      ]
    )
    var observations: [Int64: Observation] = [:]
    while let row = try rows.next() {
      let id: Int64 = row[0]
      let digest: Data = row[3]
      let observation = Observation(
        request: row[1],
        observedAt: Timestamp(milliseconds: row[2]),
        digest: Array(digest),
        readings: []
      )
      guard let reading = Reading(row: row) else {
        throw StoreError(
          .unusable,
          "the store has a reading that cannot be read (reply \(id)); restore a copy of the store"
        )
      }
      observations[id, default: observation].readings.append(reading)
    }
    return Array(observations.values)
  }
}

extension Reading {
  /// Reads a row of the query above, from its column 4 on.
  fileprivate init?(row: Row) {
    guard let value = FixedDecimal(stored: row[5]), let charge = Charge(rawValue: row[11]),
      let measure = Measure(rawValue: row[12]),
      let basis = BillingWindow.Basis(rawValue: row[16]),
      let window = BillingWindow(
        start: Timestamp(milliseconds: row[14]),
        stop: Timestamp(milliseconds: row[15]),
        basis: basis
      )
    else { return nil }
    let texts: [String] = (7...10).map { row[$0] }
    self.init(
      key: Key(
        facet: Facet(rawValue: row[6]),
        appID: texts[0].restored,
        service: texts[1].restored,
        category: texts[2].restored,
        meter: texts[3].restored,
        charge: charge,
        measure: measure,
        unit: row[13]
      ),
      value: value,
      window: window,
      observedAt: Timestamp(milliseconds: row[4])
    )
  }
}
