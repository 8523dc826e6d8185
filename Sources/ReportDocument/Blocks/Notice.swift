/// A remark that stands out from the text around it.
public struct Notice: Hashable, Sendable {
  /// How much it matters.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Good to know.
    case note
    /// A risk, or stale data.
    case warning
    /// A limit that was passed.
    case caution
  }

  /// How much it matters.
  public var kind: Kind

  /// The text, which says what happened in its first words.
  public var text: [Inline]

  /// Creates a notice.
  public init(_ kind: Kind, _ text: [Inline]) {
    self.kind = kind
    self.text = text
  }
}
