public import UsageModel

/// What a script may see of the store and the configuration.
public protocol ScriptData: Sendable {
  /// The records that a query asks for.
  func answer(_ query: UsageQuery) throws -> UsageAnswer
}

/// A source as scripts see it.
public struct ScriptSource: Hashable, Sendable {
  /// The configured name.
  public var name: String
  /// The platform.
  public var provider: String
  /// The dimensions its facets tell.
  public var dimensions: [String]

  /// Creates a source.
  public init(name: String, provider: String, dimensions: [String]) {
    self.name = name
    self.provider = provider
    self.dimensions = dimensions
  }
}
