public import UsageModel

/// A reply and what it says.
public struct FetchedReply: Hashable, Sendable {
  /// The reply as it is to be stored.
  public var reply: ProviderReply

  /// What it says.
  public var normalised: NormalisedReply

  /// Pairs a reply with what it says.
  public init(reply: ProviderReply, normalised: NormalisedReply) {
    self.reply = reply
    self.normalised = normalised
  }
}

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
