import GRDB
import UsageModel

/// Reads back what a stored reply said: the readings and allowances that were kept of it.
final class StoredReadings {
  private let database: Database
  private let counters: [Int64: Reading.Key]
  private let windows: [Int64: BillingWindow]
  private let allowances: [Int64: Allowance]
  /// The entries of the segments that were read last, by reply: replies are read one after the other.
  private var decoded: [Int64: [Int64: SegmentEntry]] = [:]

  init(of sourceID: Int64, in database: Database) throws {
    self.database = database
    counters = try StoredRows.counters(of: sourceID, in: database)
    windows = try StoredRows.windows(of: sourceID, in: database)
    allowances = try StoredRows.allowances(of: sourceID, in: database)
  }

  /// What the reply said, with the windows in the order of their ids.
  func normalised(_ reply: Int64, request: Int64) throws -> NormalisedReply {
    var normalised = NormalisedReply(readings: [])
    let segments = try StoredSegment.fetch(
      database,
      where: "request_id = ? AND first_reply <= ? AND last_reply >= ? ORDER BY window_id, id",
      [request, reply, reply]
    )
    for segment in segments {
      if let entry = try entries(of: segment)[reply] {
        if let window = segment.window {
          normalised.readings += try readings(of: entry, window)
        } else {
          normalised.allowances += try AllowanceCells.allowances(of: entry.cells) { id in
            guard let allowance = allowances[id] else { throw Self.damage(of: entry) }
            return allowance
          }
        }
      }
    }
    return normalised
  }

  private func entries(of segment: StoredSegment) throws -> [Int64: SegmentEntry] {
    if let entries = decoded[segment.id] { return entries }
    // A request has an open segment in each of its windows, and hardly more than a few windows at once.
    if decoded.count >= 16 { decoded = [:] }
    let entries = Dictionary(
      try segment.entries().map { ($0.reply, $0) },
      uniquingKeysWith: { _, last in last }
    )
    decoded[segment.id] = entries
    return entries
  }

  private func readings(of entry: SegmentEntry, _ windowID: Int64) throws -> [Reading] {
    guard let window = windows[windowID] else { throw Self.damage(of: entry) }
    return try CounterCells.values(of: entry).map { value in
      guard let key = counters[value.counter] else { throw Self.damage(of: entry) }
      return Reading(
        key: key,
        value: value.value,
        window: window,
        observedAt: value.recalledAt ?? entry.observedAt
      )
    }
  }

  private static func damage(of entry: SegmentEntry) -> StoreDamage {
    StoreDamage("what reply \(entry.reply) told")
  }
}
