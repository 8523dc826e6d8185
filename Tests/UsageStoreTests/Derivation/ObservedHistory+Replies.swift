import UsageModel

@testable import UsageStore

extension ObservedHistory {
  /// What some replies tell, as a store hands it out.
  init(_ replies: [FetchedReply]) {
    let requests = Set(replies.map(\.reply.request)).sorted()
    let keys = Set(replies.flatMap { $0.normalised.readings.map(\.key) })
    let counters = Array(keys)
    let places = Dictionary(uniqueKeysWithValues: zip(counters, counters.indices))
    self.init(counters: counters, requests: requests)
    for reply in replies {
      let windows = Dictionary(grouping: reply.normalised.readings, by: \.window)
      for (window, readings) in windows {
        observations.append(
          Observation(
            request: requests.firstIndex(of: reply.reply.request) ?? 0,
            observedAt: reply.reply.observedAt,
            learntAt: reply.reply.learntAt,
            digest: SHA256.digest(of: reply.reply.body),
            window: window,
            values: readings.map { reading in
              ObservedValue(
                counter: places[reading.key] ?? 0,
                value: reading.value,
                recalledAt: reading.observedAt == reply.reply.observedAt ? nil : reading.observedAt
              )
            }
          )
        )
      }
    }
  }
}
