import Foundation
import GRDB
import UsageModel

/// What kept records follow from beside the readings: the terms, how days are cut, the reporting currency.
///
/// Names, tags and the apps of sources are no part of it, since they are looked up when a question is answered.
struct RecordBasis: Equatable {
  /// Goes up with every change of how records are derived or packed.
  private static let version = 1

  let digest: Data

  init(terms: Terms, context: UsageContext) throws {
    var terms = terms
    // What was invoiced is compared with records and changes none.
    terms.invoices = []
    // Of the charges, only prepaid credits decide what usage costs; others are records of their own.
    terms.charges.removeAll { $0.prepaid == nil }
    let content = try JSONEncoder.sorted.encode(terms)
    let rest = "\(Self.version) \(context.calendar.timeZone.identifier) \(context.currency) "
    digest = Data(SHA256.digest(of: Array(rest.utf8) + Array(content)).prefix(16))
  }
}

/// What the store says of the records that it keeps of a source's breakdown.
struct RecordState {
  /// The billing windows that plans go by, as the readings tell them.
  let windows: [BillingWindow]

  /// Finds records that answer a question as well as the readings would; nil where there are none.
  ///
  /// They are of everything that is known of the source. So the question has to be as of a moment after all of it.
  static func current(
    of source: Int64,
    facet: Facet,
    basis: RecordBasis,
    asOf moment: Timestamp,
    in database: Database
  ) throws -> RecordState? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT windows FROM record_state JOIN source ON source.id = source_id
          WHERE source_id = ? AND facet = ? AND basis = ? AND record_state.revision = source.revision
            AND newest <= ?
          """
      ),
      arguments: [source, facet.rawValue.stored, basis.digest, moment.milliseconds]
    )
    guard let row else { return nil }
    return (try? windows(Array(row[0] as Data))).map(RecordState.init(windows:))
  }

  /// Notes that the records of a source's breakdown are those of its readings.
  func write(
    of source: Int64,
    facet: Facet,
    basis: RecordBasis,
    in database: Database
  ) throws {
    var bytes: [UInt8] = []
    for window in windows {
      bytes.append(number: window.start.milliseconds)
      bytes.append(number: window.stop.milliseconds)
      bytes.append(text: window.basis.rawValue)
    }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO record_state (source_id, facet, basis, revision, windows)
        SELECT id, ?, ?, revision, ? FROM source WHERE id = ?
        """,
      arguments: [facet.rawValue.stored, basis.digest, Data(bytes), source]
    )
  }

  private static func windows(_ bytes: [UInt8]) throws(DamagedBytes) -> [BillingWindow] {
    var reader = ByteReader(bytes)
    var windows: [BillingWindow] = []
    while !reader.isAtEnd {
      let (start, stop) = (try reader.number(), try reader.number())
      guard let basis = BillingWindow.Basis(rawValue: try reader.text()),
        let window = BillingWindow(
          start: Timestamp(milliseconds: start),
          stop: Timestamp(milliseconds: stop),
          basis: basis
        )
      else { throw DamagedBytes() }
      windows.append(window)
    }
    return windows
  }
}
