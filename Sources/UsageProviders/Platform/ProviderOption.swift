/// An option of a platform's sources, for checking the configuration.
public struct ProviderOption: Hashable, Sendable {
  /// What the option's value has to look like.
  public enum Kind: Hashable, Sendable {
    /// Any text.
    case text
    /// A whole number from zero up to a largest one.
    case wholeNumber(upTo: Int)
    /// An http or https address.
    case url
  }

  /// The configuration key.
  public var name: String

  /// What its value has to look like.
  public var kind: Kind

  /// Whether a source cannot do without it.
  public var isRequired: Bool

  /// Creates an option.
  public init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
  }
}
