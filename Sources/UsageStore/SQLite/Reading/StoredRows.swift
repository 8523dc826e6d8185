import GRDB
import UsageModel

/// Reads the rows that segments refer to, by their ids.
enum StoredRows {
  /// A source's counters.
  static func counters(of sourceID: Int64, in database: Database) throws -> [Int64: Reading.Key] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, facet, app_id, service, category, meter, charge, measure, unit FROM counter
        WHERE source_id = ?
        """,
      arguments: [sourceID]
    )
    var counters: [Int64: Reading.Key] = [:]
    for row in rows {
      let id: Int64 = row[0]
      guard let charge = Charge(rawValue: row[6]), let measure = Measure(rawValue: row[7]) else {
        throw StoreDamage("counter \(id)")
      }
      let texts: [String] = (2...5).map { row[$0] }
      counters[id] = Reading.Key(
        facet: Facet(rawValue: row[1]),
        appID: texts[0].restored,
        service: texts[1].restored,
        category: texts[2].restored,
        meter: texts[3].restored,
        charge: charge,
        measure: measure,
        unit: row[8]
      )
    }
    return counters
  }

  /// The windows of a source that were known at a moment.
  static func windows(
    of sourceID: Int64,
    asOf moment: Timestamp = Timestamp(milliseconds: .max),
    in database: Database
  ) throws -> [Int64: BillingWindow] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, start, stop, basis FROM billing_window WHERE source_id = ? AND learnt_at <= ?
        """,
      arguments: [sourceID, moment.milliseconds]
    )
    var windows: [Int64: BillingWindow] = [:]
    for row in rows {
      let id: Int64 = row[0]
      let window = BillingWindow.Basis(rawValue: row[3]).flatMap { basis in
        Timestamp(stored: row[1]).flatMap { start in
          Timestamp(stored: row[2]).flatMap { stop in
            BillingWindow(start: start, stop: stop, basis: basis)
          }
        }
      }
      guard let window else { throw StoreDamage("window \(id)") }
      windows[id] = window
    }
    return windows
  }

  /// A source's allowances, without what is known of them.
  static func allowances(
    of sourceID: Int64,
    in database: Database
  ) throws -> [Int64: Allowance] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, name, unit FROM allowance WHERE source_id = ?",
      arguments: [sourceID]
    )
    return Dictionary(
      rows.map { ($0[0], Allowance(name: $0[1], unit: $0[2])) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The names of a source's requests.
  static func requests(of sourceID: Int64, in database: Database) throws -> [Int64: String] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, name FROM request WHERE source_id = ?",
      arguments: [sourceID]
    )
    return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
  }
}
