import GRDB
import UsageModel

/// Reads what is stored of one source's counters, as known at a moment.
struct HistoryReading {
  private let database: Database
  private let sourceID: Int64
  private let asOf: Timestamp
  /// The windows that any reply told, by id.
  private let stored: [Int64: BillingWindow]
  /// Their ids by start, in order.
  private let ids: [Timestamp: [Int64]]

  init(of sourceID: Int64, asOf: Timestamp, in database: Database) throws {
    self.database = database
    self.sourceID = sourceID
    self.asOf = asOf
    stored = try StoredRows.windows(of: sourceID, asOf: asOf, in: database)
    ids = Dictionary(grouping: stored.keys.sorted()) { [stored] id in
      stored[id]?.start ?? .distantPast
    }
  }

  /// The windows that any reply told, in the order of their starts.
  var windows: [BillingWindow] {
    stored.values.sorted { ($0.start, $0.stop) < ($1.start, $1.stop) }
  }

  /// What was observed in the windows that a source's part in an answer needs.
  func history(for answering: SourceAnswering) throws -> ObservedHistory {
    let windows = windows
    let needs = try answering.needed(of: windows, hasReply: hasReply(afterFirstHourOf:))
    // Any counter may tell whether a window with new dates is a new one.
    let isMoving = WindowNeed.overlapping(windows).contains { $0.count > 1 }
    return try history(of: needs, facet: isMoving ? nil : answering.chosenFacet())
  }

  /// What the replies told in windows: of all counters, or of the totals and of one breakdown.
  private func history(of needs: [WindowNeed], facet: Facet?) throws -> ObservedHistory {
    let all = try StoredRows.counters(of: sourceID, in: database).sorted { $0.key < $1.key }
    let counters = all.filter {
      facet == nil || $0.value.facet == facet || $0.value.facet == .total
    }
    // Swift's order of texts, not SQLite's, which goes by their bytes.
    let requests = try StoredRows.requests(of: sourceID, in: database)
      .sorted { $0.value < $1.value }
    var collecting = HistoryCollecting(
      counters: Self.places(of: counters.map(\.key)),
      others: Set(all.map(\.key)).subtracting(counters.map(\.key)),
      requests: Self.places(of: requests.map(\.key)),
      asOf: asOf
    )
    for need in needs {
      for id in ids[need.start] ?? [] {
        guard let window = stored[id] else { continue }
        for segment in try segments(of: id) {
          try collecting.add(segment, of: window, before: need.before)
        }
      }
    }
    return ObservedHistory(
      counters: counters.map(\.value),
      requests: requests.map(\.value),
      observations: try collecting.observations(in: database)
    )
  }

  private func hasReply(afterFirstHourOf start: Timestamp) throws -> Bool {
    let moment = start.advanced(bySeconds: BillingWindow.firstHour)
    for id in ids[start] ?? [] {
      for segment in try segments(of: id) {
        var isFound = false
        try segment.forEachEntry { entry in
          isFound = isFound || (entry.observedAt >= moment && entry.learntAt <= asOf)
        }
        if isFound { return true }
      }
    }
    return false
  }

  private func segments(of window: Int64) throws -> [StoredSegment] {
    try StoredSegment.fetch(database, where: "window_id = ? ORDER BY id", [window])
  }

  private static func places(of ids: [Int64]) -> [Int64: Int] {
    Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
  }
}
