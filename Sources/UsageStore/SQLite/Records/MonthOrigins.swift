import Foundation
import GRDB
import UsageModel

/// Tells what the records of a month follow from, by the segments of readings that they are derived from.
struct MonthOrigins {
  /// What tells one segment of readings from another, and from itself with more in it.
  private struct Segment {
    let id: Int64
    let lastReply: Int64
    let checksum: Int64
    let lastObserved: Timestamp
  }

  private let basis: RecordBasis
  private let windows: [BillingWindow]
  private let segments: [Timestamp: [Segment]]

  init(
    of source: Int64,
    basis: RecordBasis,
    windows: [BillingWindow],
    in database: Database
  ) throws {
    self.basis = basis
    self.windows = windows
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT start, segment.id, last_reply, checksum, observed_at
        FROM billing_window JOIN segment ON window_id = billing_window.id
          JOIN reply ON reply.id = last_reply
        WHERE source_id = ? ORDER BY segment.id
        """,
      arguments: [source]
    )
    segments = Dictionary(grouping: rows) { Timestamp(milliseconds: $0[0]) }
      .mapValues { rows in
        rows.map { row in
          Segment(
            id: row[1],
            lastReply: row[2],
            checksum: row[3],
            lastObserved: Timestamp(milliseconds: row[4])
          )
        }
      }
  }

  /// The digest of all that a part's records are derived from.
  func digest(of part: SourceAnswering) -> Data {
    // Where this does not see a reply, the digest covers more readings than needed.
    let needs = part.needed(of: windows) { start in
      let moment = start.advanced(bySeconds: BillingWindow.firstHour)
      return segments[start, default: []].contains { $0.lastObserved >= moment }
    }
    var bytes = Array(basis.digest)
    func append(_ window: BillingWindow) {
      bytes.append(number: window.start.milliseconds)
      bytes.append(number: window.stop.milliseconds)
      bytes.append(text: window.basis.rawValue)
    }
    // The cycles of a plan follow from all windows.
    let hasPlans = part.terms.plans.contains { $0.source == part.identity.name }
    let starts = Set(needs.map(\.start))
    for window in windows where hasPlans || starts.contains(window.start) { append(window) }
    for need in needs {
      bytes.append(number: need.start.milliseconds)
      bytes.append(number: need.before?.milliseconds ?? -1)
      for segment in segments[need.start, default: []] {
        bytes.append(number: segment.id)
        bytes.append(number: segment.lastReply)
        bytes.append(number: segment.checksum)
      }
    }
    return Data(SHA256.digest(of: bytes).prefix(16))
  }
}
