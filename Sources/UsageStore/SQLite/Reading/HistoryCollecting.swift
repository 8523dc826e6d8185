import Foundation
import GRDB
import UsageModel

/// Collects the observations of a source from its segments.
struct HistoryCollecting {
  /// Where the counters have their places, by their ids.
  let counters: [Int64: Int]
  /// The ids of counters that are left out.
  let others: Set<Int64>
  /// Where the requests have theirs.
  let requests: [Int64: Int]
  /// What was learnt later is left out.
  let asOf: Timestamp

  private var collected: [Observation] = []
  /// The reply that each observation is of.
  private var replies: [Int64] = []

  init(
    counters: [Int64: Int],
    others: Set<Int64>,
    requests: [Int64: Int],
    asOf: Timestamp
  ) {
    self.counters = counters
    self.others = others
    self.requests = requests
    self.asOf = asOf
  }

  /// Adds a segment's entries of a window, up to a moment where one is given.
  mutating func add(
    _ segment: StoredSegment,
    of window: BillingWindow,
    before end: Timestamp?
  ) throws {
    guard let request = requests[segment.request] else {
      throw StoreDamage("segment \(segment.id)")
    }
    try segment.forEachEntry { entry in
      guard entry.learntAt <= asOf, end.map({ entry.observedAt < $0 }) ?? true else { return }
      var values: [ObservedValue] = []
      values.reserveCapacity(entry.cells.count)
      for value in try CounterCells.values(of: entry) {
        if let place = counters[value.counter] {
          values.append(
            ObservedValue(counter: place, value: value.value, recalledAt: value.recalledAt)
          )
        } else if !others.contains(value.counter) {
          throw StoreDamage("counter \(value.counter)")
        }
      }
      replies.append(entry.reply)
      collected.append(
        Observation(
          request: request,
          observedAt: entry.observedAt,
          learntAt: entry.learntAt,
          digest: [],
          window: window,
          values: values
        )
      )
    }
  }

  /// The observations, each reply once in a window.
  mutating func observations(in database: Database) throws -> [Observation] {
    try joinTwins(in: database)
    return collected
  }

  /// Joins what one reply told in windows of the same start, and looks up what decides between two replies of
  /// one moment; hardly ever is there either.
  private mutating func joinTwins(in database: Database) throws {
    struct Moment: Hashable {
      let request: Int
      let start: Timestamp
      let observedAt: Timestamp
      /// Twins of several replies are told apart by their places among them.
      let place: Int
    }
    var first: [Moment: Int] = [:]
    first.reserveCapacity(collected.count)
    var joined: Set<Int> = []
    for (index, observation) in collected.enumerated() {
      var place = 0
      while true {
        let moment = Moment(
          request: observation.request,
          start: observation.window.start,
          observedAt: observation.observedAt,
          place: place
        )
        guard let twin = first[moment] else {
          first[moment] = index
          break
        }
        if replies[twin] == replies[index] {
          let told = Set(observation.values.map(\.counter))
          collected[twin].values.removeAll { told.contains($0.counter) }
          collected[twin].values += observation.values
          if collected[twin].window.stop < observation.window.stop {
            collected[twin].window = observation.window
          }
          joined.insert(index)
          break
        }
        for index in [twin, index] where collected[index].digest.isEmpty {
          collected[index].digest = try digest(of: replies[index], in: database)
        }
        place += 1
      }
    }
    guard !joined.isEmpty else { return }
    collected = collected.indices.filter { !joined.contains($0) }.map { collected[$0] }
  }

  private func digest(of reply: Int64, in database: Database) throws -> [UInt8] {
    let digest = try Data.fetchOne(
      database,
      sql: "SELECT digest FROM reply WHERE id = ?",
      arguments: [reply]
    )
    return digest.map { Array($0) } ?? []
  }
}
