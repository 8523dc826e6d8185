public import UsageProviders

/// How patiently messages are delivered.
public struct DeliveryPolicy: Hashable, Sendable {
  /// The limits of one request, its tries, the longest wait that a server may ask for, and the time for everything
  /// that one receiver is sent.
  public var limits: FetchLimits = {
    var limits = FetchLimits()
    limits.body = 1 << 20
    return limits
  }()

  /// The same for heartbeats, which must not keep a run waiting.
  public var heartbeat: FetchLimits = {
    var limits = FetchLimits()
    limits.connect = .seconds(5)
    limits.attempt = .seconds(10)
    limits.tries = 3
    limits.total = .seconds(30)
    limits.retryAfter = .seconds(10)
    limits.body = 1 << 20
    return limits
  }()

  /// How long a mail command may take.
  public var command: Duration = .seconds(60)

  /// The first wait between two tries; each one after it is twice as long.
  public var firstWait: Duration = .milliseconds(500)

  /// Creates the default policy.
  public init() {}
}
