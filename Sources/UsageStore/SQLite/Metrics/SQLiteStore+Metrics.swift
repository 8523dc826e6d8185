import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps the values of a metric in one transaction, all or none.
  @discardableResult
  public func importMetric(
    _ metric: MetricSeries,
    learntAt moment: Timestamp
  ) throws(StoreError) -> Int {
    // Without a value there is no metric.
    guard !metric.points.isEmpty else { return 0 }
    return try write { database in
      let writing = try MetricWriting(database: database, metric: metric, learntAt: moment)
      return try metric.points.reduce(0) { try $0 + (writing.add($1) ? 1 : 0) }
    }
  }

  /// The names of the metrics with any value, as known at a moment.
  public func metrics(asOf moment: Timestamp) throws(StoreError) -> [String] {
    try read { database in
      guard try Self.hasMetrics(database) else { return [] }
      return try String.fetchAll(
        database,
        sql: """
          SELECT name FROM metric
          WHERE EXISTS (SELECT 1 FROM metric_value WHERE metric_id = metric.id AND learnt_at <= ?)
          """,
        arguments: [moment.milliseconds]
      )
      .sorted()
    }
  }

  /// The values of a metric on some days, as known at a moment; nil where nothing was known of it by then.
  public func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws(StoreError) -> MetricSeries? {
    try read { database in
      guard try Self.hasMetrics(database) else { return nil }
      let found = try Row.fetchOne(
        database,
        sql: """
          SELECT id, dimensions FROM metric WHERE name = ?
          AND EXISTS (SELECT 1 FROM metric_value WHERE metric_id = metric.id AND learnt_at <= ?)
          """,
        arguments: [name.stored, moment.milliseconds]
      )
      guard let found else { return nil }
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT day, key, value FROM metric_value
          WHERE metric_id = ? AND day >= ? AND day < ? AND learnt_at <= ?
          ORDER BY day, key, learnt_at
          """,
        arguments: [
          found["id"] as Int64, days.lowerBound.daysSince1970, days.upperBound.daysSince1970,
          moment.milliseconds,
        ]
      )
      var points: [MetricPoint] = []
      while let row = try rows.next() {
        let point = try MetricPoint(stored: row)
        // The versions of one value follow each other, the newest last.
        if points.last?.day == point.day, points.last?.key == point.key { points.removeLast() }
        points.append(point)
      }
      return MetricSeries(
        name: name,
        dimensions: try MetricTexts.list(found["dimensions"]),
        points: points
      )
    }
  }
}

extension SQLiteStore {
  /// Whether the store has a place for metrics: one of an older version that can only be read has none.
  private static func hasMetrics(_ database: Database) throws -> Bool {
    try database.tableExists("metric")
  }
}

/// Writes the values of one metric.
private struct MetricWriting {
  private let metric: MetricSeries
  private let moment: Timestamp
  private let id: Int64
  private let newest: Statement
  private let known: Statement
  private let insert: Statement

  init(database: Database, metric: MetricSeries, learntAt moment: Timestamp) throws {
    self.metric = metric
    self.moment = moment
    let dimensions = try MetricTexts.text(metric.dimensions)
    let kept = try Row.fetchOne(
      database,
      sql: "SELECT id, dimensions FROM metric WHERE name = ?",
      arguments: [metric.name.stored]
    )
    if let kept {
      guard kept["dimensions"] == dimensions else {
        throw StoreError.otherDimensions(metric, kept: try MetricTexts.list(kept["dimensions"]))
      }
      id = kept["id"]
    } else {
      try database.execute(
        sql: "INSERT INTO metric (name, dimensions) VALUES (?, ?)",
        arguments: [metric.name.stored, dimensions]
      )
      id = database.lastInsertedRowID
    }
    newest = try database.cachedStatement(
      sql: """
        SELECT learnt_at, value FROM metric_value WHERE metric_id = ? AND day = ? AND key = ?
        ORDER BY learnt_at DESC LIMIT 1
        """
    )
    known = try database.cachedStatement(
      sql: """
        SELECT value FROM metric_value WHERE metric_id = ? AND day = ? AND key = ? AND learnt_at <= ?
        ORDER BY learnt_at DESC LIMIT 1
        """
    )
    insert = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO metric_value (metric_id, day, key, learnt_at, value)
        VALUES (?, ?, ?, ?, ?)
        """
    )
  }

  /// Keeps a value; whether it was news.
  func add(_ point: MetricPoint) throws -> Bool {
    let key = try MetricTexts.text(point.key)
    let day = point.day.daysSince1970
    let newest = try Row.fetchOne(newest, arguments: [id, day, key]).map { row in
      (Timestamp(milliseconds: row["learnt_at"]), try MetricTexts.value(row["value"]))
    }
    let change = try MetricChange(point.value, at: moment, newest: newest) {
      try String.fetchOne(known, arguments: [id, day, key, moment.milliseconds])
        .map(MetricTexts.value)
    }
    switch change {
    case .none: return false
    case .late(let newest):
      throw StoreError.late(point, of: metric.name, at: moment, newest: newest)
    case .news:
      try insert.execute(
        arguments: [id, day, key, moment.milliseconds, point.value.description]
      )
      return true
    }
  }
}

/// Texts and numbers of metrics as the store holds them.
private enum MetricTexts {
  /// A list of texts as JSON, so that each may have any characters.
  static func text(_ list: [String]) throws -> String {
    String(decoding: try JSONEncoder.sorted.encode(list.map(\.stored)), as: UTF8.self)
  }

  static func list(_ text: String) throws -> [String] {
    do {
      return try JSONDecoder().decode([String].self, from: Data(text.utf8))
    } catch {
      throw StoreDamage("metric_value key \(text.prefix(60))")
    }
  }

  static func value(_ text: String) throws -> FixedDecimal {
    guard let value = FixedDecimal(text) else {
      throw StoreDamage("metric_value value \(text.prefix(60))")
    }
    return value
  }
}

extension MetricPoint {
  fileprivate init(stored row: Row) throws {
    self.init(
      day: Day(daysSince1970: row["day"]),
      key: try MetricTexts.list(row["key"]),
      value: try MetricTexts.value(row["value"])
    )
  }
}
