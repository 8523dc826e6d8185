import Measurement
import UsageModel
import UsageStore

/// What a new reply costs afterwards: only its window may have to be derived again.
struct WindowBenchmark {
  private static let rounds = 9
  private static let roundsOfEverything = 3

  private var kept: KeptHistory
  private let everything: SQLiteStore
  private let month: SQLiteStore

  init(_ kept: KeptHistory, in folder: WorkingFolder) throws {
    self.kept = kept
    everything = try SQLiteStore(path: folder.file(KeptHistory.everything))
    month = try SQLiteStore(path: folder.file(KeptHistory.runningMonth))
  }

  mutating func run() throws {
    var adding: (everything: [Double], month: [Double]) = ([], [])
    var asking: (everything: [Double], month: [Double]) = ([], [])
    var all: [Double] = []
    for round in 0..<Self.rounds {
      let replies = try nextReplies()
      adding.everything.append(try ProcessorTime.of { try add(replies, to: everything) })
      adding.month.append(try ProcessorTime.of { try add(replies, to: month) })
      let days = kept.history.daysOfRunningMonth
      asking.everything.append(try ProcessorTime.of { _ = try answer(everything, days) })
      asking.month.append(try ProcessorTime.of { _ = try answer(month, days) })
      guard round < Self.roundsOfEverything else { continue }
      var time = ProcessorTime()
      let found = try time.measure { try answer(everything, kept.history.days) }
      all.append(time.seconds)
      try check(found)
    }
    report(adding, asking, all)
  }

  private func report(
    _ adding: (everything: [Double], month: [Double]),
    _ asking: (everything: [Double], month: [Double]),
    _ all: [Double]
  ) {
    let months = kept.history.months.count
    row(
      "five more replies kept in the running month",
      median(adding.everything) * 1e3,
      "in a store of that month alone",
      median(adding.month) * 1e3,
      "ms",
      limit: "about 1"
    )
    row(
      "then the running month by day and service",
      median(asking.everything) * 1e3,
      "from a store of that month alone",
      median(asking.month) * 1e3,
      "ms",
      limit: "about 1"
    )
    row(
      "the same",
      median(asking.everything) * 1e3,
      "all \(months) months by day and service",
      median(all) * 1e3,
      "ms",
      limit: "about 1/\(months)"
    )
  }

  /// The next reply of each account.
  private mutating func nextReplies() throws -> [(platform: String, fetched: FetchedReply)] {
    try kept.accounts.indices.map { index in
      let platform = kept.accounts[index].provider
      let reply = kept.accounts[index].nextReply()
      let fetched = try KeptHistory.normalised(reply, of: platform)
      kept.profiles[platform]?.add(fetched)
      return (platform, fetched)
    }
  }

  private func add(
    _ replies: [(platform: String, fetched: FetchedReply)],
    to store: SQLiteStore
  ) throws {
    for (platform, fetched) in replies {
      try store.add([fetched], of: SourceIdentity(name: platform, provider: platform))
    }
  }

  private func answer(_ store: SQLiteStore, _ days: Range<Day>) throws -> UsageAnswer {
    let query = UsageQuery(
      days: days,
      dimensions: [.day, .service],
      asOf: kept.history.stop.advanced(bySeconds: 86_400)
    )
    return try store.answer(query, in: UsageContext(currency: "USD"))
  }

  /// A store is only worth measuring while it answers with everything that was kept in it.
  private func check(_ answer: UsageAnswer) throws {
    for (platform, profile) in kept.profiles {
      let amounts = answer.records.lazy.filter { $0.source == platform }.compactMap(
        \.native?.amount
      )
      let sum = try FixedDecimal.sum(of: amounts)
      let total = try profile.total()
      guard sum == total else {
        throw WorkingFolder.Failure(
          description: "\(platform): the store answers with \(sum), its replies say \(total)"
        )
      }
    }
  }
}
