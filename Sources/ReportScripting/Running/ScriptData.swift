public import UsageModel

/// What a script may see of the store and the configuration.
public protocol ScriptData: Sendable {
  /// The records that a query asks for.
  ///
  /// An ``UnanswerableQuery`` is the script's mistake; any other error ends the whole run.
  func answer(_ query: UsageQuery) throws -> UsageAnswer

  /// How the allowances of the sources went since a moment, as known at another: by source, then by name.
  func allowances(since start: Timestamp, asOf moment: Timestamp) throws -> [AllowanceSeries]

  /// The plans, rates, charges and invoices that were known at a moment.
  func terms(asOf moment: Timestamp) throws -> Terms
}

/// A question that cannot be answered from what the sources tell.
public struct UnanswerableQuery: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why, and what to ask instead.
  public let description: String

  /// Creates the error.
  public init(_ description: String) {
    self.description = description
  }
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
