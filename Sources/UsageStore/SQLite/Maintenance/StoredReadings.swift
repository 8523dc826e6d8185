import GRDB
import UsageModel

/// Reads back what a stored reply said: the readings and allowances that were kept of it.
struct StoredReadings {
  private let database: Database
  private let counters: [Int64: Reading.Key]
  private let windows: [Int64: BillingWindow]
  private let allowances: [Int64: Allowance]

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
      for entry in try segment.entries() where entry.reply == reply {
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
