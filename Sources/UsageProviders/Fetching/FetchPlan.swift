public import UsageModel

/// What one fetch of a source sets out from.
public struct FetchPlan: Hashable, Sendable {
  /// The moment of the fetch.
  public var now: Timestamp

  /// The first month to read again, where the platform tells past months; nil for the usual ones.
  public var since: Month?

  /// When the newest stored reply of each request was observed, by the request's id.
  public var lastObserved: [String: Timestamp]

  /// Creates a plan.
  public init(now: Timestamp, since: Month? = nil, lastObserved: [String: Timestamp] = [:]) {
    self.now = now
    self.since = since
    self.lastObserved = lastObserved
  }
}
