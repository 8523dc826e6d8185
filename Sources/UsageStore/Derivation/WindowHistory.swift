import UsageModel

/// The observations that belong to one billing window.
struct WindowHistory: Hashable {
  /// The window: its first start, and of several ends that were stated the newest one.
  private(set) var window: BillingWindow
  /// The places of the observations in the settled history, in the order of observation.
  private(set) var observations: [Int] = []
  /// When the counters were last seen.
  private var last = Timestamp.distantPast

  init(_ window: BillingWindow) {
    self.window = window
  }

  /// The last moment at which the window's counters were seen; one after its end counts as its end.
  var lastObserved: Timestamp { max(window.start, min(last, window.stop)) }

  /// Adds an observation, which may tell new dates of the window.
  mutating func add(_ place: Int, _ observedAt: Timestamp, stating stated: BillingWindow) {
    observations.append(place)
    last = max(last, observedAt)
    // An end that lies before the first start says nothing about a window that has begun already.
    if let moved = BillingWindow(start: window.start, stop: stated.stop, basis: stated.basis) {
      window = moved
    }
  }
}
