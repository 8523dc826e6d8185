public import UsageModel

/// Something that runs have found not to work, until everybody was told that it works again.
public struct StandingProblem: Hashable, Sendable {
  /// What it is about: `source notte`, `report spend-by-app`.
  public var key: String
  /// The run that found it first.
  public var since: Timestamp
  /// What is wrong, as the last run that found it says.
  public var text: String
  /// The run that found that it works again; nil while it does not.
  public var endedAt: Timestamp?

  /// Describes a problem.
  public init(key: String, since: Timestamp, text: String, endedAt: Timestamp? = nil) {
    self.key = key
    self.since = since
    self.text = text
    self.endedAt = endedAt
  }
}
