/// Text whose line breaks and spaces matter.
public struct CodeBlock: Hashable, Sendable {
  /// The text.
  public var text: String

  /// The language's name; writers use it only when it is a plain word.
  public var language: String?

  /// Creates a piece of code.
  public init(_ text: String, language: String? = nil) {
    self.text = text
    self.language = language
  }
}
