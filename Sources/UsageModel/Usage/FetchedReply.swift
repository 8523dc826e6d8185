/// A reply with what it says.
public struct FetchedReply: Hashable, Sendable {
  /// The reply as it came.
  public var reply: ProviderReply

  /// What it says.
  public var normalised: NormalisedReply

  /// Pairs a reply with what it says.
  public init(reply: ProviderReply, normalised: NormalisedReply) {
    self.reply = reply
    self.normalised = normalised
  }
}
