import UsageModel

/// What a store in memory keeps of one source.
struct KeptReplies: Sendable {
  var identity: SourceIdentity
  var replies: [StoredReply] = []
  /// The counters that any reply tells, and the place of each.
  var counters: [Reading.Key] = []
  var places: [Reading.Key: Int] = [:]

  /// The place of a counter, which it takes where it has none.
  mutating func place(of key: Reading.Key) -> Int {
    if let place = places[key] { return place }
    places[key] = counters.count
    counters.append(key)
    return counters.count - 1
  }

  /// The description of the source; nil without a reply.
  var source: KeptSource? {
    replies.map(\.observedAt).max().map { last in
      KeptSource(
        identity: identity,
        lastObserved: last,
        facets: replies.reduce(into: []) { $0.formUnion($1.facets) }
      )
    }
  }

  /// What the replies tell.
  var history: ObservedHistory {
    let requests = Set(replies.map(\.request)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(requests, requests.indices))
    return ObservedHistory(
      counters: counters,
      requests: requests,
      observations: replies.flatMap { reply in
        reply.observations(of: places[reply.request] ?? 0)
      }
    )
  }
}
