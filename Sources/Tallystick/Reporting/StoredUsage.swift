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
    do {
      return try store.answer(query, in: context)
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

  /// The terms that were known at a moment: the configuration's own from their moment on.
  public func terms(asOf moment: Timestamp) throws -> Terms {
    try context.ownTerms(asOf: moment) ?? store.terms(asOf: moment)
  }
}
