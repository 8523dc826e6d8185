public import UsageModel

/// Everything that one fetch of a source brought.
public struct FetchResult: Hashable, Sendable {
  /// The replies, in the order in which they were asked for.
  public var replies: [FetchedReply]

  /// How many tries were repeated.
  public var retries: Int

  /// What could not be had although the fetch as a whole worked.
  public var warnings: [String]

  /// Creates a result.
  public init(replies: [FetchedReply], retries: Int = 0, warnings: [String] = []) {
    self.replies = replies
    self.retries = retries
    self.warnings = warnings
  }
}
