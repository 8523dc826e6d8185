import GRDB
import UsageModel

/// The ids of what a source's replies name: requests, windows, counters and allowances.
///
/// Rows that are not there are made.
final class StoredNames {
  private let database: Database
  private let sourceID: Int64
  private var counters: [Reading.Key: Int64] = [:]
  private var windows: [BillingWindow: (id: Int64, learntAt: Timestamp)] = [:]
  private var allowances: [[String]: Int64] = [:]

  init(database: Database, sourceID: Int64) {
    self.database = database
    self.sourceID = sourceID
  }

  func id(ofRequest name: String) throws -> Int64 {
    try id(of: [sourceID, name.stored], in: "request", columns: ["source_id", "name"])
  }

  /// The id of a window that a reply of a moment told.
  func id(of window: BillingWindow, learntAt: Timestamp) throws -> Int64 {
    if let known = windows[window], known.learntAt <= learntAt { return known.id }
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          INSERT INTO billing_window (source_id, start, stop, basis, learnt_at)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET learnt_at = min(learnt_at, excluded.learnt_at)
          RETURNING id, learnt_at
          """
      ),
      arguments: [
        sourceID, window.start.milliseconds, window.stop.milliseconds, window.basis.rawValue,
        learntAt.milliseconds,
      ]
    )
    guard let row else { throw StoreError(.unusable, "the store did not keep a billing window") }
    windows[window] = (row[0], Timestamp(milliseconds: row[1]))
    return row[0]
  }

  func id(of key: Reading.Key) throws -> Int64 {
    if let id = counters[key] { return id }
    let values: StatementArguments = [
      sourceID, key.facet.rawValue.stored, key.appID.stored, key.service.stored,
      key.category.stored,
      key.meter.stored, key.charge.rawValue, key.measure.rawValue, key.unit.stored,
    ]
    let id = try id(
      of: values,
      in: "counter",
      columns: [
        "source_id", "facet", "app_id", "service", "category", "meter", "charge", "measure",
        "unit",
      ]
    )
    counters[key] = id
    return id
  }

  func id(of allowance: Allowance) throws -> Int64 {
    let texts = [allowance.name, allowance.unit]
    if let id = allowances[texts] { return id }
    let id = try id(
      of: [sourceID, allowance.name.stored, allowance.unit.stored],
      in: "allowance",
      columns: ["source_id", "name", "unit"]
    )
    allowances[texts] = id
    return id
  }

  /// The id of a row with unique values, which is made where there is none.
  private func id(
    of values: StatementArguments,
    in table: String,
    columns: [String]
  ) throws -> Int64 {
    let conditions = columns.map { "\($0) = ?" }.joined(separator: " AND ")
    let select = try database.cachedStatement(sql: "SELECT id FROM \(table) WHERE \(conditions)")
    if let id = try Int64.fetchOne(select, arguments: values) {
      guard id <= SegmentKey.mostIDs else { throw StoreDamage("the \(table) with id \(id)") }
      return id
    }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))",
      arguments: values
    )
    return database.lastInsertedRowID
  }
}
