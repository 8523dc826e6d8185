import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps charges that no platform reports in one transaction, all or none.
  @discardableResult
  public func importCharges(
    _ charges: [StatedCharge],
    learntAt moment: Timestamp
  ) throws(StoreError) -> ChargeImport {
    try write { database in
      let writing = try ChargeWriting(database: database, learntAt: moment)
      return try charges.reduce(into: ChargeImport()) { try writing.add($1, to: &$0) }
    }
  }

  /// The charges that were imported, as known at a moment.
  public func statedCharges(
    asOf moment: Timestamp
  ) throws(StoreError) -> [StatedCharge] {
    try read { database in try Self.statedCharges(asOf: moment, in: database) }
  }

  /// The charges that were imported, as known at a moment.
  static func statedCharges(
    asOf moment: Timestamp,
    in database: Database
  ) throws -> [StatedCharge] {
    // A store of an older version that can only be read has no place for them.
    guard try database.tableExists("stated_charge") else { return [] }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT source, start, stop, charge, app, name, currency, amount FROM stated_charge
          WHERE learnt_at <= ? ORDER BY source, start, stop, charge, app, name, currency, learnt_at
          """
      ),
      arguments: [moment.milliseconds]
    )
    var charges: [StatedCharge] = []
    while let row = try rows.next() {
      let charge = try StatedCharge(stored: row)
      // The versions of one charge follow each other, the newest last.
      if charges.last?.key == charge.key { charges.removeLast() }
      charges.append(charge)
    }
    return charges.filter { !$0.amount.isZero }.sorted { $0.key < $1.key }
  }
}

/// Writes charges that are learnt at a moment.
private struct ChargeWriting {
  private let moment: Timestamp
  private let newest: Statement
  private let known: Statement
  private let insert: Statement

  init(database: Database, learntAt moment: Timestamp) throws {
    self.moment = moment
    let isSame =
      "source = ? AND start = ? AND stop = ? AND charge = ? AND app = ? AND name = ? AND currency = ?"
    newest = try database.cachedStatement(
      sql: """
        SELECT learnt_at, amount FROM stated_charge WHERE \(isSame) ORDER BY learnt_at DESC LIMIT 1
        """
    )
    known = try database.cachedStatement(
      sql: """
        SELECT amount FROM stated_charge WHERE \(isSame) AND learnt_at <= ?
        ORDER BY learnt_at DESC LIMIT 1
        """
    )
    insert = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO stated_charge
          (source, start, stop, charge, app, name, currency, learnt_at, amount)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
  }

  /// Keeps a charge where it is news, and counts what it changes.
  func add(_ charge: StatedCharge, to outcome: inout ChargeImport) throws {
    let key = charge.key.stored
    let newest = try Row.fetchOne(newest, arguments: key).map { row in
      (Timestamp(milliseconds: row["learnt_at"]), try FixedDecimal(storedAmount: row["amount"]))
    }
    // What was never there is as good as taken back.
    if newest == nil, charge.amount.isZero { return }
    let change = try MetricChange(charge.amount, at: moment, newest: newest) {
      try String.fetchOne(known, arguments: key + [moment.milliseconds])
        .map(FixedDecimal.init(storedAmount:)) ?? .zero
    }
    switch change {
    case .none: return
    case .late(let newest): throw StoreError.late(charge.key, at: moment, newest: newest)
    case .news:
      outcome.count(charge.amount, after: newest?.1 ?? .zero)
      try insert.execute(arguments: key + [moment.milliseconds, charge.amount.description])
    }
  }
}

extension StatedCharge.Key {
  /// The columns of the key, in their order.
  fileprivate var stored: StatementArguments {
    [
      source.stored, days.lowerBound.daysSince1970, days.upperBound.daysSince1970,
      charge.rawValue, app.stored, name.stored, currency.stored,
    ]
  }
}

extension StatedCharge {
  fileprivate init(stored row: Row) throws {
    let (start, stop): (Int, Int) = (row["start"], row["stop"])
    let (app, name, charge): (String, String, String) = (row["app"], row["name"], row["charge"])
    guard start < stop, let charge = Charge(rawValue: charge) else {
      throw StoreDamage("stated_charge \(charge.prefix(60)) \(start) \(stop)")
    }
    let key = Key(
      source: row["source"],
      days: Day(daysSince1970: start)..<Day(daysSince1970: stop),
      charge: charge,
      app: app.restored,
      name: name.restored,
      currency: row["currency"]
    )
    self.init(key, amount: try FixedDecimal(storedAmount: row["amount"]))
  }
}

extension FixedDecimal {
  fileprivate init(storedAmount text: String) throws {
    guard let amount = FixedDecimal(text) else {
      throw StoreDamage("stated_charge amount \(text.prefix(60))")
    }
    self = amount
  }
}
