/// Something worth knowing about a reply that could be read.
public struct ReplyFinding: Hashable, Sendable {
  /// Who wants to know it.
  public enum Kind: String, Hashable, Sendable {
    /// The owner of the account, at each fetch: a limit is exceeded, a month is a guess.
    case warning
    /// Whoever looks after this program: the platform sends what this version does not know.
    case unknown
  }

  /// Who wants to know it.
  public var kind: Kind

  /// The sentence, with the platform's name and without the source's.
  public var text: String

  /// Creates a finding.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
