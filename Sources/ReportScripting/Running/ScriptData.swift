public import UsageModel

/// What a script may see of the store and the configuration.
public protocol ScriptData: Sendable {
  /// The records that a query asks for.
  ///
  /// An ``UnanswerableQuery`` is the script's mistake; any other error ends the whole run.
  func answer(_ query: UsageQuery) throws -> UsageAnswer

  /// The same as columns, with the costs of one view.
  func table(_ query: UsageQuery, view: CostView) throws -> TabularAnswer

  /// How the allowances of the sources went since a moment, as known at another: by source, then by name.
  func allowances(since start: Timestamp, asOf moment: Timestamp) throws -> [AllowanceSeries]

  /// The plans, rates, charges and invoices that were known at a moment.
  func terms(asOf moment: Timestamp) throws -> Terms

  /// The names of the user's metrics, as known at a moment.
  func metrics(asOf moment: Timestamp) throws -> [String]

  /// The values of a metric on some days, as known at a moment; nil where nothing was known of it by then.
  func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws -> MetricSeries?

  /// What earlier reports forecast of a question, as known at a moment: by period, then by the day they were made on.
  func forecasts(of question: String, asOf moment: Timestamp) throws -> [ShownForecast]
}

// Data without metrics, and without a memory of forecasts.
extension ScriptData {
  /// There are none.
  public func forecasts(of question: String, asOf moment: Timestamp) throws -> [ShownForecast] {
    []
  }

  /// There are none.
  public func metrics(asOf moment: Timestamp) throws -> [String] { [] }

  /// There is none.
  public func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws -> MetricSeries? { nil }
}

extension ScriptData {
  /// The records that a query asks for as columns, with the costs of one view.
  public func table(_ query: UsageQuery, view: CostView) throws -> TabularAnswer {
    TabularAnswer(try answer(query), view: view)
  }
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
  /// The app that everything of it is charged to.
  public var app: String?
  /// Its tags.
  public var tags: [String: String]
  /// The pools that its usage is drawn from, in their order.
  public var pools: [AllowancePool]

  /// Creates a source.
  public init(
    name: String,
    provider: String,
    dimensions: [String],
    app: String? = nil,
    tags: [String: String] = [:],
    pools: [AllowancePool] = []
  ) {
    self.name = name
    self.provider = provider
    self.dimensions = dimensions
    self.app = app
    self.tags = tags
    self.pools = pools
  }
}
