public import ReportScripting
public import UsageModel
public import UsageStore

/// The store's usage with the configuration's names and prices, as scripts and tables ask for it.
public struct StoredUsage: ScriptData {
  private let store: any UsageStore
  private let context: UsageContext

  /// Creates a view of a store.
  public init(store: any UsageStore, context: UsageContext) {
    self.store = store
    self.context = context
  }

  /// The records that a query asks for.
  public func answer(_ query: UsageQuery) throws -> UsageAnswer {
    try asking { () throws(StoreError) in try store.answer(query, in: context) }
  }

  /// The same as columns, with the costs of one view.
  public func table(_ query: UsageQuery, view: CostView) throws -> TabularAnswer {
    try asking { () throws(StoreError) in try store.table(query, view: view, in: context) }
  }

  /// Asks the store; what the question is to blame for is told apart from what the store is.
  private func asking<Answer>(_ question: () throws(StoreError) -> Answer) throws -> Answer {
    do {
      return try question()
    } catch  where error.code == .unanswerable {
      throw UnanswerableQuery(error.description)
    }
  }

  /// How the allowances of the sources went since a moment, as known at another.
  public func allowances(
    since start: Timestamp,
    asOf moment: Timestamp
  ) throws -> [AllowanceSeries] {
    try store.allowances(since: start, asOf: moment)
  }

  /// The names of the user's metrics, as known at a moment.
  public func metrics(asOf moment: Timestamp) throws -> [String] {
    try store.metrics(asOf: moment)
  }

  /// The values of a metric on some days, as known at a moment; nil where nothing was known of it by then.
  public func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws -> MetricSeries? {
    try store.metric(named: name, on: days, asOf: moment)
  }

  /// What earlier reports forecast of a question, as known at a moment.
  public func forecasts(of question: String, asOf moment: Timestamp) throws -> [ShownForecast] {
    try store.forecasts(of: question, asOf: moment)
  }

  /// The terms that were known at a moment: the configuration's own from their moment on, and the charges that were
  /// imported.
  public func terms(asOf moment: Timestamp) throws -> Terms {
    var terms = try context.ownTerms(asOf: moment) ?? store.terms(asOf: moment)
    terms.add(try store.statedCharges(asOf: moment))
    return terms
  }
}
