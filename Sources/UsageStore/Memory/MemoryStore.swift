import Synchronization
public import UsageModel

/// A store that keeps nothing beyond the process: for checks, previews and tests.
public final class MemoryStore: UsageStore {
  private struct Kept: Sendable {
    var identity: SourceIdentity
    var replies: [KeptReply] = []
  }

  private let kept = Mutex<[String: Kept]>([:])

  /// Creates an empty store.
  public init() {}

  /// Keeps the replies of one fetch of a source.
  @discardableResult
  public func add(_ replies: [KeptReply], of source: SourceIdentity) -> Bool {
    kept.withLock { kept in
      var entry = kept[source.name] ?? Kept(identity: source)
      var isNews = false
      for reply in replies where !entry.replies.contains(where: { $0.isSame(as: reply) }) {
        let before = entry.replies
          .filter { $0.reply.request == reply.reply.request }
          .filter { $0.reply.observedAt <= reply.reply.observedAt }
          .max { $0.reply.observedAt < $1.reply.observedAt }
        isNews = isNews || before?.values != reply.values
        entry.replies.append(reply)
      }
      kept[source.name] = entry
      return isNews
    }
  }

  /// The moment of the newest observation of each request of a source.
  public func lastObserved(of source: String) -> [String: Timestamp] {
    let replies = kept.withLock { $0[source]?.replies ?? [] }
    return replies.reduce(into: [:]) { last, kept in
      let moment = kept.reply.observedAt
      last[kept.reply.request] = max(last[kept.reply.request] ?? moment, moment)
    }
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
      let observations = replies.map { kept in
        Observation(
          request: kept.reply.request,
          observedAt: kept.reply.observedAt,
          digest: SHA256.digest(of: kept.reply.body),
          readings: kept.normalised.readings
        )
      }
      parts.append(try answering.answer(from: observations))
    }
    return try UsageAnswer(joining: parts)
  }

  /// The sources with what was learnt of them up to a moment.
  private func known(at moment: Timestamp) -> [(source: KeptSource, replies: [KeptReply])] {
    let all = kept.withLock { Array($0.values) }
    return all.sorted { $0.identity.name < $1.identity.name }.compactMap { kept in
      let replies = kept.replies.filter { $0.reply.learntAt <= moment }
      guard let last = replies.map(\.reply.observedAt).max() else { return nil }
      let facets = Set(replies.flatMap { $0.normalised.readings.map(\.key.facet) })
      let source = KeptSource(identity: kept.identity, lastObserved: last, facets: facets)
      return (source, replies)
    }
  }
}

extension KeptReply {
  /// Whether two replies are one and the same.
  fileprivate func isSame(as other: KeptReply) -> Bool {
    reply.request == other.reply.request && reply.observedAt == other.reply.observedAt
      && reply.body == other.reply.body
  }

  /// What the reply says, without when.
  fileprivate var values: Set<[String]> {
    Set(
      normalised.readings.map { reading in
        ["\(reading.key)", reading.value.description, reading.window.start.description]
      }
    )
  }
}
