import Synchronization
public import UsageModel

/// A store that keeps nothing beyond the process: for checks, previews and tests.
public final class MemoryStore: UsageStore {
  private let kept = Mutex<[String: KeptReplies]>([:])
  /// In the order in which they became known.
  private let known = Mutex<[KnownTerms]>([])
  /// By name.
  let keptMetrics = Mutex<[String: KeptMetric]>([:])
  /// The versions of each charge, in order of their moments.
  let keptCharges = Mutex<[StatedCharge.Key: [MetricChange.Version]]>([:])
  let keptCrossings = Mutex<[BudgetCrossing.Place: BudgetCrossing]>([:])
  /// In the order in which they were imported.
  let keptImports = Mutex<[KeptImport]>([])
  /// Each with the moment at which it was kept.
  let keptForecasts = Mutex<[ShownForecast.Place: [Timestamp: ShownForecast]]>([:])

  /// Creates an empty store.
  public init() {}

  /// Keeps the replies of one fetch of a source.
  @discardableResult
  public func add(
    _ replies: [FetchedReply],
    of source: SourceIdentity
  ) throws(StoreError) -> Bool {
    try kept.withLock { kept throws(StoreError) in
      var entry = kept[source.name] ?? KeptReplies(identity: source)
      if let conflict = entry.identity.conflict(with: source) { throw conflict }
      entry.identity.account = entry.identity.account ?? source.account
      var isNews = false
      for reply in replies {
        let reply = StoredReply(reply) { entry.place(of: $0) }
        if let known = entry.replies.firstIndex(where: { $0.isSame(as: reply) }) {
          // Of two moments at which it was learnt the first counts.
          entry.replies[known].learntAt = min(entry.replies[known].learntAt, reply.learntAt)
          continue
        }
        isNews = isNews || reply.values != reply.predecessor(in: entry.replies)?.values ?? []
        entry.replies.append(reply)
      }
      kept[source.name] = entry
      return isNews
    }
  }

  /// Keeps terms with the moment from which they are known.
  @discardableResult
  public func learn(_ terms: KnownTerms) -> Bool {
    known.withLock { known in
      if let newest = known.last {
        guard newest.learntAt <= terms.learntAt, newest.terms != terms.terms else { return false }
        // What holds at the end of a moment is what was known at it.
        if newest.learntAt == terms.learntAt { known.removeLast() }
      }
      known.append(terms)
      return true
    }
  }

  /// The terms that were known at a moment.
  public func terms(asOf moment: Timestamp) -> Terms {
    known.withLock { known in known.last { $0.learntAt <= moment }?.terms ?? Terms() }
  }

  /// The moment of the newest observation of each request of a source.
  public func lastObserved(of source: String) -> [String: Timestamp] {
    let replies = kept.withLock { $0[source]?.replies ?? [] }
    return replies.reduce(into: [:]) { last, kept in
      let moment = kept.observedAt
      last[kept.request] = max(last[kept.request] ?? moment, moment)
    }
  }

  /// The newest reply to each request of a source, in the order of the requests.
  public func newestReplies(of source: String) -> [ProviderReply] {
    let replies = kept.withLock { $0[source]?.replies ?? [] }
    let newest = Dictionary(grouping: replies, by: \.request).compactMapValues { replies in
      replies.max { left, right in
        left.observedAt != right.observedAt
          ? left.observedAt < right.observedAt
          : left.digest.lexicographicallyPrecedes(right.digest)
      }
    }
    return newest.values.map(\.known).sorted { $0.request < $1.request }
  }

  /// The sources with anything kept, by name, as known at a moment.
  public func sources(asOf moment: Timestamp) -> [KeptSource] {
    known(at: moment).compactMap(\.source)
  }

  /// How the allowances of the sources went since a moment, as known at another.
  public func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] {
    known(at: moment).flatMap { kept in
      let replies = kept.replies.filter { $0.observedAt >= start }
      return AllowanceHistory(
        source: kept.identity.name,
        observations: replies.map(\.allowances)
      ).series()
    }
  }

  /// The records that a query asks for.
  public func answer(
    _ query: UsageQuery,
    in context: UsageContext
  ) throws(StoreError) -> UsageAnswer {
    var terms = context.ownTerms(asOf: query.asOf) ?? terms(asOf: query.asOf)
    terms.add(statedCharges(asOf: query.asOf))
    let known = known(at: query.asOf)
    let histories = Dictionary(uniqueKeysWithValues: known.map { ($0.identity.name, $0) })
    let parts = SourceAnswering.asked(
      kept: known.compactMap(\.source),
      query: query,
      context: context,
      terms: terms
    )
    var answers: [SourceAnswer] = []
    for part in parts {
      let history = histories[part.identity.name]?.history ?? ObservedHistory()
      answers.append(try part.answer(from: history))
    }
    answers += try imported(query, in: context, terms)
    return try UsageAnswer(joining: answers)
  }

  /// The sources with what was learnt of them up to a moment, by name.
  private func known(at moment: Timestamp) -> [KeptReplies] {
    let all = kept.withLock { Array($0.values) }
    return all.sorted { $0.identity.name < $1.identity.name }.compactMap { kept in
      var kept = kept
      kept.replies = kept.replies.filter { $0.learntAt <= moment }
      return kept.replies.isEmpty ? nil : kept
    }
  }
}
