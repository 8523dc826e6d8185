import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps the replies of one fetch of a source in one transaction.
  @discardableResult
  public func add(_ replies: [FetchedReply], of source: SourceIdentity) throws(StoreError) -> Bool {
    try write { database in
      var adding = try ReplyAdding(database: database, source: source)
      var isNews = false
      for reply in replies {
        let toldNews = try adding.add(reply)
        isNews = isNews || toldNews
      }
      return isNews
    }
  }
}

/// The rows of one source's replies on their way into the tables.
private struct ReplyAdding {
  private let database: Database
  private let sourceID: Int64
  private var counters: [Reading.Key: Int64] = [:]
  private var windows: [BillingWindow: Int64] = [:]

  /// A reading as its row tells it apart from others of its reply.
  private struct Slot: Hashable {
    let window: Int64
    let counter: Int64
    let value: Data
  }

  init(database: Database, source: SourceIdentity) throws {
    self.database = database
    try database.execute(
      sql: """
        INSERT INTO source (name, provider, account) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET account = coalesce(account, excluded.account)
        """,
      arguments: [source.name, source.provider, source.account]
    )
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT id, provider, account FROM source WHERE name = ?",
        arguments: [source.name]
      )
    else { throw StoreError(.unusable, "the store did not keep the source \(source.name)") }
    let kept = SourceIdentity(
      name: source.name,
      provider: row["provider"],
      account: row["account"]
    )
    if let conflict = kept.conflict(with: source) { throw conflict }
    sourceID = row["id"]
  }

  /// Keeps one reply; whether it told anything new.
  mutating func add(_ kept: FetchedReply) throws -> Bool {
    let reply = kept.reply
    try addFacets(of: kept)
    let digest = Data(SHA256.digest(of: reply.body))
    let headers = try JSONEncoder.sorted.encode(reply.headers)
    let arguments: StatementArguments = [
      sourceID, reply.request, String(decoding: headers, as: UTF8.self), Data(reply.body),
      digest, reply.observedAt.milliseconds, reply.learntAt.milliseconds,
    ]
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO reply
          (source_id, request, headers, body, digest, observed_at, learnt_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: arguments
    )
    guard database.changesCount > 0 else {
      // It is known already; of two moments at which it was learnt the first counts.
      try database.execute(
        sql: """
          UPDATE reply SET learnt_at = min(learnt_at, ?)
          WHERE source_id = ? AND request = ? AND observed_at = ? AND digest = ?
          """,
        arguments: [
          reply.learntAt.milliseconds, sourceID, reply.request, reply.observedAt.milliseconds,
          digest,
        ]
      )
      return false
    }
    let replyID = database.lastInsertedRowID
    let before = try slotsOfReply(before: reply, isNot: replyID)
    var slots: Set<Slot> = []
    for reading in kept.normalised.readings {
      let slot = Slot(
        window: try id(of: reading.window),
        counter: try id(of: reading.key),
        value: reading.value.stored
      )
      slots.insert(slot)
      try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO reading (window_id, counter_id, reply_id, observed_at, value)
          VALUES (?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        slot.window, slot.counter, replyID, reading.observedAt.milliseconds, slot.value,
      ])
    }
    for allowance in kept.normalised.allowances { try add(allowance, of: replyID) }
    return slots != before
  }

  /// Notes since when the source is known to give each breakdown.
  private func addFacets(of kept: FetchedReply) throws {
    for facet in Set(kept.normalised.readings.map(\.key.facet.rawValue)) {
      try database.execute(
        sql: """
          INSERT INTO facet (source_id, name, learnt_at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET learnt_at = min(learnt_at, excluded.learnt_at)
          """,
        arguments: [sourceID, facet, kept.reply.learntAt.milliseconds]
      )
    }
  }

  /// What the reply before said to the same request.
  private func slotsOfReply(before reply: ProviderReply, isNot replyID: Int64) throws -> Set<Slot> {
    guard
      let before = try Int64.fetchOne(
        database,
        sql: """
          SELECT id FROM reply WHERE source_id = ? AND request = ? AND observed_at <= ? AND id <> ?
          ORDER BY observed_at DESC, digest DESC LIMIT 1
          """,
        arguments: [sourceID, reply.request, reply.observedAt.milliseconds, replyID]
      )
    else { return [] }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT window_id, counter_id, value FROM reading
        JOIN billing_window ON billing_window.id = window_id
        WHERE source_id = ? AND reply_id = ?
        """,
      arguments: [sourceID, before]
    )
    return Set(rows.map { Slot(window: $0[0], counter: $0[1], value: $0[2]) })
  }

  private mutating func id(of window: BillingWindow) throws -> Int64 {
    if let id = windows[window] { return id }
    let values: StatementArguments = [
      sourceID, window.start.milliseconds, window.stop.milliseconds, window.basis.rawValue,
    ]
    let id = try id(
      of: values,
      in: "billing_window",
      columns: ["source_id", "start", "stop", "basis"]
    )
    windows[window] = id
    return id
  }

  private mutating func id(of key: Reading.Key) throws -> Int64 {
    if let id = counters[key] { return id }
    let values: StatementArguments = [
      sourceID, key.facet.rawValue, key.appID.stored, key.service.stored, key.category.stored,
      key.meter.stored, key.charge.rawValue, key.measure.rawValue, key.unit,
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

  /// The id of a row with unique values, which is made where there is none.
  private func id(
    of values: StatementArguments,
    in table: String,
    columns: [String]
  ) throws -> Int64 {
    let conditions = columns.map { "\($0) = ?" }.joined(separator: " AND ")
    let select = try database.cachedStatement(sql: "SELECT id FROM \(table) WHERE \(conditions)")
    if let id = try Int64.fetchOne(select, arguments: values) { return id }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))",
      arguments: values
    )
    return database.lastInsertedRowID
  }

  private func add(_ allowance: Allowance, of replyID: Int64) throws {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO allowance
          (reply_id, name, amount_limit, used, remaining, unit, resets_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        replyID, allowance.name, allowance.limit?.stored, allowance.used?.stored,
        allowance.remaining?.stored, allowance.unit, allowance.resetsAt?.milliseconds,
      ]
    )
  }
}
