/// A platform's reply as it came: the truth that everything else is derived from.
public struct ProviderReply: Hashable, Sendable {
  /// What was asked for, unique among the requests of one source: `usage`, `usage 2026-10`.
  public var request: String

  /// The headers that tell something, by lower-case name.
  public var headers: [String: String]

  /// The body, with the source's own credentials blanked out.
  public var body: [UInt8]

  /// When the counters stood as the reply says.
  public var observedAt: Timestamp

  /// When this machine learnt it.
  public var learntAt: Timestamp

  /// Creates a reply.
  public init(
    request: String,
    headers: [String: String] = [:],
    body: [UInt8],
    observedAt: Timestamp,
    learntAt: Timestamp
  ) {
    self.request = request
    self.headers = headers
    self.body = body
    self.observedAt = observedAt
    self.learntAt = learntAt
  }
}
