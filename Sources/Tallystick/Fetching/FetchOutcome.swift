public import UsageModel

/// What came of fetching one source.
public struct FetchOutcome: Hashable, Sendable {
  /// Whether it worked, and whether it told anything new.
  public enum Status: String, Hashable, Sendable {
    /// The platform said something new.
    case ok
    /// It said what was known already.
    case unchanged
    /// It could not be fetched.
    case failed
  }

  /// The source.
  public var source: String
  /// How it went.
  public var status: Status
  /// What went wrong and what to do; nil when all is well.
  public var message: String?
  /// How many tries were repeated.
  public var retries: Int
  /// When the newest reply was learnt; nil without one.
  public var learntAt: Timestamp?
  /// What a person should know, though the fetch worked.
  public var warnings: [String]
}
