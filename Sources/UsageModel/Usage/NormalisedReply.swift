/// What one reply of a platform says, in the words of the data model.
public struct NormalisedReply: Hashable, Sendable {
  /// The counters.
  public var readings: [Reading]

  /// The limits.
  public var allowances: [Allowance]

  /// What the platform calls the account's plan; nil where it does not say.
  public var plan: String?

  /// What is worth knowing about the reply, such as a product this version does not know.
  public var findings: [ReplyFinding]

  /// Creates a normalised reply.
  public init(
    readings: [Reading],
    allowances: [Allowance] = [],
    plan: String? = nil,
    findings: [ReplyFinding] = []
  ) {
    self.readings = readings
    self.allowances = allowances
    self.plan = plan
    self.findings = findings
  }
}
