import Testing
import UsageModel
import UsageStore

/// When each record became known.
struct LearntAtTests {
  private static func reply(
    _ time: String,
    _ values: KeyValuePairs<Reading.Key, String>,
    learnt day: String,
    recalling: KeyValuePairs<String, (Reading.Key, String)> = [:],
    window: String? = nil
  ) -> FetchedReply {
    Sample.reply(
      at: "2026-10-\(time):00Z",
      values,
      recalling: recalling,
      window: window,
      learntAt: "2026-\(day)T00:00:00Z"
    )
  }

  private static func lines(
    _ replies: [FetchedReply],
    by dimensions: Set<UsageDimension> = [],
    in backend: Backend
  ) throws -> [String] {
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-09-01", "2026-12-31", by: dimensions)
      return try store.answer(query, in: Sample.context).records
        .map { "\($0.line), learnt \($0.learntAt.utcDay)" }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a gain is known when the later of its readings is`(backend: Backend) throws {
    let replies = [
      Self.reply("02T00:00", [Sample.cost: "1"], learnt: "11-01"),
      Self.reply("04T00:00", [Sample.cost: "3"], learnt: "11-05"),
      Self.reply("05T12:00", [Sample.cost: "2"], learnt: "11-03"),
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 1 USD measured, learnt 2026-11-01",
        "2026-10-02 1 USD interpolated, learnt 2026-11-05",
        "2026-10-03 1 USD interpolated, learnt 2026-11-05",
        "2026-10-05 -1 USD correction, learnt 2026-11-03",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `of several readings in a record the latest counts`(backend: Backend) throws {
    let replies = [
      Self.reply("01T06:00", [Sample.cost: "1"], learnt: "11-01"),
      Self.reply("01T12:00", [Sample.cost: "2"], learnt: "11-07"),
      Self.reply("01T18:00", [Sample.cost: "3"], learnt: "11-05"),
      // A reading without a change adds nothing, and makes nothing known.
      Self.reply("01T20:00", [Sample.cost: "3"], learnt: "11-09"),
    ]
    #expect(
      try Self.lines(replies, in: backend) == ["2026-10-01 3 USD measured, learnt 2026-11-07"]
    )
  }

  @Test(arguments: Backend.allCases)
  func `what is left of a total is known when all its parts are`(backend: Backend) throws {
    let replies = [
      Self.reply("01T06:00", [Sample.cost: "5", Sample.app("a"): "1"], learnt: "11-01"),
      Self.reply("01T12:00", [Sample.cost: "5", Sample.app("a"): "2"], learnt: "11-04"),
      Self.reply("01T18:00", [Sample.cost: "6", Sample.app("a"): "2"], learnt: "11-02"),
    ]
    #expect(
      try Self.lines(replies, by: [.app], in: backend) == [
        "2026-10-01 (other) 4 USD measured, learnt 2026-11-04",
        "2026-10-01 a 2 USD measured, learnt 2026-11-04",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a recalled value is known when the reply that recalls it is`(backend: Backend) throws {
    let replies = [
      Self.reply(
        "02T12:00",
        [Sample.requests: "5"],
        learnt: "11-02",
        recalling: ["2026-10-02T00:00:00Z": (Sample.requests, "3")]
      )
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 3 requests measured, learnt 2026-11-02",
        "2026-10-02 2 requests measured, learnt 2026-11-02",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a reply that was learnt twice makes known at the first time`(backend: Backend) throws {
    let replies = ["11-04", "11-02", "11-03"].map {
      Self.reply("01T12:00", [Sample.cost: "5"], learnt: $0)
    }
    #expect(
      try Self.lines(replies, in: backend) == ["2026-10-01 5 USD measured, learnt 2026-11-02"]
    )
  }

  @Test func `every record was learnt with a reply, and none after the question`() throws {
    for seed in UInt64(0)..<80 {
      let history = GeneratedHistory(seed: seed, traits: seed % 2 == 0 ? .moves : .firstHours)
      let store = MemoryStore()
      try store.add(history.replies, of: history.identity)
      let moments = history.replies.map(\.reply.learntAt).sorted()
      guard let asOf = moments.dropFirst(moments.count / 2).first else { continue }
      for facet in history.facets {
        let query = UsageQuery(days: history.days, dimensions: facet.dimensions, asOf: asOf)
        for record in try store.answer(query, in: UsageContext(of: history)).records {
          #expect(record.learntAt <= asOf && moments.contains(record.learntAt), "seed \(seed)")
        }
      }
    }
  }
}
