import Synchronization
public import UsageModel

/// A store that keeps nothing beyond the process: for checks, previews and tests.
public final class MemoryStore: UsageStore {
  private struct Kept: Sendable {
    var identity: SourceIdentity
    var replies: [StoredReply] = []
  }

  private let kept = Mutex<[String: Kept]>([:])
  /// In the order in which they became known.
  private let known = Mutex<[KnownTerms]>([])

  /// Creates an empty store.
  public init() {}

  /// Keeps the replies of one fetch of a source.
  @discardableResult
  public func add(
    _ replies: [FetchedReply],
    of source: SourceIdentity
  ) throws(StoreError) -> Bool {
    try kept.withLock { kept throws(StoreError) in
      var entry = kept[source.name] ?? Kept(identity: source)
      if let conflict = entry.identity.conflict(with: source) { throw conflict }
      entry.identity.account = entry.identity.account ?? source.account
      var isNews = false
      for reply in replies.map(StoredReply.init) {
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
    known(at: moment).map(\.source)
  }

  /// The records that a query asks for.
  public func answer(
    _ query: UsageQuery,
    in context: UsageContext
  ) throws(StoreError) -> UsageAnswer {
    var parts: [SourceAnswer] = []
    for (source, replies) in known(at: query.asOf) {
      let answering = SourceAnswering(source: source, query: query, context: context)
      guard answering.isAsked else { continue }
      parts.append(try answering.answer(from: replies.flatMap(\.observations)))
    }
    return try UsageAnswer(joining: parts)
  }

  /// The sources with what was learnt of them up to a moment.
  private func known(at moment: Timestamp) -> [(source: KeptSource, replies: [StoredReply])] {
    let all = kept.withLock { Array($0.values) }
    return all.sorted { $0.identity.name < $1.identity.name }.compactMap { kept in
      let replies = kept.replies.filter { $0.learntAt <= moment }
      guard let last = replies.map(\.observedAt).max() else { return nil }
      let facets = Set(replies.flatMap { $0.readings.map(\.key.facet) })
      let source = KeptSource(identity: kept.identity, lastObserved: last, facets: facets)
      return (source, replies)
    }
  }
}

/// A reply as far as answers need it.
private struct StoredReply: Sendable {
  /// What a reading says, without when.
  struct Value: Hashable {
    let key: Reading.Key
    let window: BillingWindow
    let value: FixedDecimal
  }

  private let reply: ProviderReply
  let digest: [UInt8]
  let readings: [Reading]
  var learntAt: Timestamp

  var request: String { reply.request }
  var observedAt: Timestamp { reply.observedAt }

  init(_ kept: FetchedReply) {
    reply = kept.reply
    digest = SHA256.digest(of: kept.reply.body)
    readings = kept.normalised.readings.map(\.withoutEmptyTexts)
    learntAt = kept.reply.learntAt
  }

  /// The reply as it came, with the moment at which it was first learnt.
  var known: ProviderReply {
    var reply = reply
    reply.learntAt = learntAt
    return reply
  }

  var values: Set<Value> {
    Set(readings.map { Value(key: $0.key, window: $0.window, value: $0.value) })
  }

  /// The readings by window.
  var observations: [Observation] {
    Dictionary(grouping: readings, by: \.window.start).values.compactMap { readings in
      readings.map(\.window).max { $0.stop < $1.stop }.map { window in
        Observation(
          request: request,
          observedAt: observedAt,
          digest: digest,
          window: window,
          readings: readings
        )
      }
    }
  }

  func isSame(as other: StoredReply) -> Bool {
    request == other.request && observedAt == other.observedAt && digest == other.digest
  }

  /// The reply before to the same request.
  func predecessor(in replies: [StoredReply]) -> StoredReply? {
    replies.lazy.filter { $0.request == request && $0.observedAt <= observedAt }
      .max { left, right in
        left.observedAt == right.observedAt
          ? left.digest.lexicographicallyPrecedes(right.digest)
          : left.observedAt < right.observedAt
      }
  }
}

extension Reading {
  /// The reading with texts that are absent where they were empty.
  fileprivate var withoutEmptyTexts: Reading {
    var reading = self
    for text in [\Key.appID, \.service, \.category, \.meter]
    where reading.key[keyPath: text]?.isEmpty == true {
      reading.key[keyPath: text] = nil
    }
    return reading
  }
}
