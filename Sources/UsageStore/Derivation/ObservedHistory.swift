import UsageModel

/// What is known of one source's counters: what records are derived from.
struct ObservedHistory: Hashable, Sendable {
  /// The counters; an observation names them by their place.
  var counters: [Reading.Key] = []
  /// The requests, sorted by name; an observation names its request by its place.
  var requests: [String] = []
  /// What was read, in any order.
  var observations: [Observation] = []
}

/// What one reply tells of one billing window.
struct Observation: Hashable, Sendable {
  /// The place of what was asked for.
  var request: Int
  /// When the counters stood so.
  var observedAt: Timestamp
  /// When this machine learnt it.
  var learntAt: Timestamp
  /// The SHA-256 of the reply's body, which decides between two replies of one moment.
  var digest: [UInt8]
  /// The window that the counters run over.
  var window: BillingWindow
  /// Every counter that the reply tells in this window.
  var values: [ObservedValue]
}

/// What a reply tells of one counter.
struct ObservedValue: Hashable, Sendable {
  /// The counter's place.
  var counter: Int
  /// What it stood at since the window's start.
  var value: FixedDecimal
  /// The earlier moment at which it stood so; nil for the moment of the reply.
  var recalledAt: Timestamp?
}

extension ObservedHistory {
  /// The history in the order of observation, with one observation for each request, window and moment.
  ///
  /// Of two replies to one request at one moment the one with the greater digest counts, so that the
  /// result does not depend on the order in which they arrived.
  func settled() -> ObservedHistory {
    // Places are sorted, since an observation is too large to be moved about.
    let order = observations.indices.sorted {
      Self.precedes(observations[$0], observations[$1])
    }
    let ordered = order.lazy.map { observations[$0] }
    let settled = ordered.lastOfEach { (left: Observation, right: Observation) -> Bool in
      left.observedAt == right.observedAt && left.request == right.request
        && left.window.start == right.window.start
    }
    return ObservedHistory(counters: counters, requests: requests, observations: settled)
  }

  private static func precedes(_ left: Observation, _ right: Observation) -> Bool {
    if left.observedAt != right.observedAt { return left.observedAt < right.observedAt }
    if left.request != right.request { return left.request < right.request }
    if left.window.start != right.window.start { return left.window.start < right.window.start }
    if left.digest != right.digest { return left.digest.lexicographicallyPrecedes(right.digest) }
    // Of one reply that was learnt twice the first time counts.
    return left.learntAt > right.learntAt
  }
}
