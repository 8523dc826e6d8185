public import UsageModel

/// Keeps what the platforms said, and answers queries about it.
///
/// Queries are values, so that another engine can answer them without handing out every row.
public protocol UsageStore: Sendable {
  /// Keeps the replies of one fetch of a source, all or none.
  ///
  /// A reply that is already kept adds nothing.
  ///
  /// - Returns: Whether the replies told anything that was not known before.
  @discardableResult
  func add(_ replies: [FetchedReply], of source: SourceIdentity) throws(StoreError) -> Bool

  /// Keeps terms with the moment from which they are known.
  ///
  /// Terms that are known already add nothing, and neither do terms from before the newest ones: the clock may
  /// have been set back, and what was known at a moment never changes.
  ///
  /// - Returns: Whether they are new.
  @discardableResult
  func learn(_ terms: KnownTerms) throws(StoreError) -> Bool

  /// The terms that were known at a moment.
  func terms(asOf moment: Timestamp) throws(StoreError) -> Terms

  /// The moment of the newest observation of each request of a source.
  func lastObserved(of source: String) throws(StoreError) -> [String: Timestamp]

  /// The newest reply to each request of a source, in the order of the requests.
  func newestReplies(of source: String) throws(StoreError) -> [ProviderReply]

  /// The sources with anything kept, by name, as known at a moment.
  func sources(asOf moment: Timestamp) throws(StoreError) -> [KeptSource]

  /// How the allowances of the sources went since a moment, as known at another: by source, then by name.
  func allowances(
    since start: Timestamp,
    asOf moment: Timestamp
  ) throws(StoreError) -> [AllowanceSeries]

  /// Keeps the values of a metric with the moment from which they are known, all or none.
  ///
  /// A value takes the place of the one with the same day and key; what was known before stays known as of then. Values
  /// that are known already add nothing, and none can be learnt before another one of its day and key that differs.
  ///
  /// - Returns: How many values are new.
  @discardableResult
  func importMetric(_ metric: MetricSeries, learntAt moment: Timestamp) throws(StoreError) -> Int

  /// The names of the metrics with any value, as known at a moment.
  func metrics(asOf moment: Timestamp) throws(StoreError) -> [String]

  /// The values of a metric on some days, as known at a moment; nil where nothing was known of it by then.
  func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws(StoreError) -> MetricSeries?

  /// Keeps what files tell of billing periods with the moment from which it is known, all or none.
  ///
  /// A period takes the place of what was known of it, unless it is added; what was known before stays known as of
  /// then. One that is known already changes nothing, and a file that was imported before is not added.
  ///
  /// - Returns: What became of each period.
  @discardableResult
  func keep(
    _ charges: FileImport,
    learntAt moment: Timestamp
  ) throws(StoreError) -> [ImportOutcome]

  /// The sources that imports tell, by name, as known at a moment.
  func importedSources(asOf moment: Timestamp) throws(StoreError) -> [ImportedSource]

  /// Keeps charges that no platform reports with the moment from which they are known, all or none.
  ///
  /// A charge takes the place of the one with the same key, and an amount of zero takes it back; what was known before
  /// stays known as of then. Charges that are known already add nothing, and none can be learnt before another one of its
  /// key that differs.
  @discardableResult
  func importCharges(
    _ charges: [StatedCharge],
    learntAt moment: Timestamp
  ) throws(StoreError) -> ChargeImport

  /// The charges that were imported, as known at a moment, in the order of their keys.
  ///
  /// Queries count them beside those of the terms.
  func statedCharges(asOf moment: Timestamp) throws(StoreError) -> [StatedCharge]

  /// Keeps what was told about thresholds of budgets, all or none; each takes the place of what was kept of its place.
  func record(_ crossings: [BudgetCrossing]) throws(StoreError)

  /// What was told about the thresholds of a budget, by period and then by threshold.
  func crossings(of budget: String) throws(StoreError) -> [BudgetCrossing]

  /// Keeps forecasts that finished reports showed with the moment from which they are known, all or none.
  ///
  /// Of one question, period and day, the one that was kept last counts.
  func record(_ forecasts: [ShownForecast], learntAt moment: Timestamp) throws(StoreError)

  /// The forecasts of a question as known at a moment, by period and then by the day on which they were made.
  func forecasts(of question: String, asOf moment: Timestamp) throws(StoreError) -> [ShownForecast]

  /// The records that a query asks for.
  func answer(_ query: UsageQuery, in context: UsageContext) throws(StoreError) -> UsageAnswer

  /// The same as columns, with the costs of one view: for questions about many records.
  func table(
    _ query: UsageQuery,
    view: CostView,
    in context: UsageContext
  ) throws(StoreError) -> TabularAnswer
}

extension UsageStore {
  /// The records that a query asks for as columns, with the costs of one view.
  public func table(
    _ query: UsageQuery,
    view: CostView,
    in context: UsageContext
  ) throws(StoreError) -> TabularAnswer {
    TabularAnswer(try answer(query, in: context), view: view)
  }
}

/// Who a source is, independent of what it said.
public struct SourceIdentity: Hashable, Sendable {
  /// The configured name.
  public var name: String
  /// The platform.
  public var provider: String
  /// The platform's id of the account or project, if known.
  public var account: String?

  /// Creates an identity.
  public init(name: String, provider: String, account: String? = nil) {
    self.name = name
    self.provider = provider
    self.account = account
  }

  /// The error if a kept source and a configured one of the same name are different accounts.
  ///
  /// The counters of another account are other counters: mixed, they would look like corrections.
  func conflict(with configured: SourceIdentity) -> StoreError? {
    var difference: (kept: String, configured: String)?
    if provider != configured.provider {
      difference = (provider, configured.provider)
    } else if let account, let other = configured.account, account != other {
      difference = ("\(provider) \(account)", "\(provider) \(other)")
    }
    return difference.map { difference in
      StoreError(
        .conflict,
        "source \(name): the store has it as an account at \(difference.kept), the configuration as one "
          + "at \(difference.configured); give the new account a name of its own"
      )
    }
  }
}

/// A source that the store knows.
public struct KeptSource: Hashable, Sendable {
  /// Who it is.
  public var identity: SourceIdentity
  /// When its counters were last seen.
  public var lastObserved: Timestamp
  /// The breakdowns it gives.
  public var facets: Set<Facet>

  /// Creates the description of a source.
  public init(identity: SourceIdentity, lastObserved: Timestamp, facets: Set<Facet>) {
    self.identity = identity
    self.lastObserved = lastObserved
    self.facets = facets
  }
}
