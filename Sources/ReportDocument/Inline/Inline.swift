/// A piece of a paragraph.
public indirect enum Inline: Hashable, Sendable {
  /// Plain text.
  case text(String)
  /// Emphasised text.
  case emphasis([Inline])
  /// Strongly emphasised text.
  case strong([Inline])
  /// Literal text in a fixed-width font.
  case code(String)
  /// A link.
  case link([Inline], LinkTarget)
}
