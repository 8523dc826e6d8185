import GRDB
import UsageModel

/// What tells the usage records of a source apart beside their days, as the platform says it.
///
/// Names and tags of the configuration are not part of it: they are looked up when a question is answered.
struct RecordLine: Hashable {
  let appID: String
  let service: String
  let category: String
  let meter: String
  let charge: Charge
  let unit: String?
  let currency: String?

  /// The line of a record that was derived without labels.
  init(_ record: UsageRecord) {
    appID = record.appID
    service = record.service
    category = record.category
    meter = record.meter
    charge = record.charge
    unit = record.unit?.restored
    currency = record.native?.currency.restored
  }

  /// The line with what the configuration adds to it.
  func labelled(of identity: SourceIdentity, _ labels: SourceLabels) -> UsageLine {
    let label = labels.labels(ofApp: appID == ReservedName.notBrokenDown ? nil : appID)
    return UsageLine(
      UsageRecord(
        day: Day(daysSince1970: 0),
        source: identity.name,
        provider: identity.provider,
        account: identity.account,
        app: label.app,
        appID: label.appID,
        service: service,
        category: category,
        meter: meter,
        charge: charge,
        unit: unit,
        native: currency.map { Money(.zero, $0) },
        tags: label.tags
      )
    )
  }

  private init?(_ row: Row) {
    guard let charge = Charge(rawValue: row[5]) else { return nil }
    appID = row[1]
    service = row[2]
    category = row[3]
    meter = row[4]
    self.charge = charge
    unit = (row[6] as String).restored
    currency = (row[7] as String).restored
  }

  /// The lines of a source, by id.
  static func all(of source: Int64, in database: Database) throws -> [Int64: RecordLine] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, app_id, service, category, meter, charge, unit, currency FROM record_line
          WHERE source_id = ?
          """
      ),
      arguments: [source]
    )
    return Dictionary(
      rows.compactMap { row in RecordLine(row).map { (row[0], $0) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Writes a new line of a source and returns its id.
  func insert(of source: Int64, in database: Database) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO record_line (source_id, app_id, service, category, meter, charge, unit, currency)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source, appID, service, category, meter, charge.rawValue, unit.stored, currency.stored,
      ]
    )
    return database.lastInsertedRowID
  }
}
