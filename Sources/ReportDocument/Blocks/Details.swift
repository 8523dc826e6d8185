/// A part that is folded away until the reader opens it, and that is not printed.
public struct Details: Hashable, Sendable {
  /// The line that stays visible.
  public var summary: String

  /// What opens.
  public var blocks: [Block]

  /// Creates a folded part.
  public init(_ summary: String, blocks: [Block]) {
    self.summary = summary
    self.blocks = blocks
  }
}
