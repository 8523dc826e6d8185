import UsageModel

/// The readings of one reply inside one billing window, as the store holds them.
struct Observation: Hashable, Sendable {
  /// What was asked for.
  var request: String
  /// When the counters stood so.
  var observedAt: Timestamp
  /// The SHA-256 of the reply's body, which decides between two replies of one moment.
  var digest: [UInt8]
  /// The window that the counters run over.
  var window: BillingWindow
  /// The counters.
  var readings: [Reading]
}

extension [Observation] {
  /// In the order of observation, one for each request, window and moment.
  ///
  /// Of two replies of one request at one moment the one with the greater digest counts, so that the
  /// result does not depend on the order in which they arrived.
  func settled() -> [Observation] {
    let ordered = sorted { left, right in
      if left.observedAt != right.observedAt { return left.observedAt < right.observedAt }
      if left.request != right.request { return left.request < right.request }
      if left.window.start != right.window.start { return left.window.start < right.window.start }
      return left.digest.lexicographicallyPrecedes(right.digest)
    }
    var settled: [Observation] = []
    for observation in ordered {
      if let last = settled.last, last.observedAt == observation.observedAt,
        last.request == observation.request, last.window.start == observation.window.start
      {
        settled.removeLast()
      }
      settled.append(observation)
    }
    return settled
  }
}
