import TestSupport
import Testing
import UsageModel
import UsageStore

/// A platform may state other dates for a counter that runs on.
struct MovingWindowTests {
  private static let first = "2026-10-01T00:00:00Z/2026-10-31T00:00:00Z"
  private static let second = "2026-10-11T00:00:00Z/2026-11-10T00:00:00Z"

  private static func reply(
    _ time: String,
    _ values: KeyValuePairs<Reading.Key, String>,
    _ window: String,
    request: String = "usage"
  ) -> FetchedReply {
    Sample.reply(at: "\(time)T00:00:00Z", values, window: window, request: request)
  }

  /// What was used in each window, by its start, and the end that holds.
  private static func windows(
    _ replies: [FetchedReply],
    by dimensions: Set<UsageDimension> = [],
    in backend: Backend
  ) throws -> [String] {
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-08-01", "2026-12-31", by: dimensions)
      var sums: [BillingWindow: FixedDecimal] = [:]
      for record in try store.answer(query, in: Sample.context).records {
        let window = try #require(record.window)
        let amount = record.native?.amount ?? record.requests ?? .zero
        sums[window] = try (sums[window] ?? .zero) + amount
      }
      return sums.map { "\($0.start.utcDay)..\($0.stop.utcDay) \($1)" }.sorted()
    }
  }

  @Test(arguments: Backend.allCases)
  func `new dates of a value that has not fallen are the same window`(backend: Backend) throws {
    for (value, expected) in [
      ("10", ["2026-10-01..2026-11-10 10"]), ("12", ["2026-10-01..2026-11-10 12"]),
      ("9.999", ["2026-10-01..2026-10-31 10", "2026-10-11..2026-11-10 9.999"]),
    ] {
      let replies = [
        Self.reply("2026-10-10", [Sample.cost: "10"], Self.first),
        Self.reply("2026-10-15", [Sample.cost: value], Self.second),
      ]
      #expect(try Self.windows(replies, in: backend) == expected)
    }
  }

  @Test(arguments: Backend.allCases)
  func `the first start stays, the newest end holds, and a later fall is a correction`(
    backend: Backend
  ) throws {
    let replies = [
      Self.reply("2026-10-10", [Sample.cost: "10"], Self.first),
      Self.reply("2026-10-15", [Sample.cost: "12"], Self.second),
      Self.reply("2026-10-16", [Sample.cost: "3"], Self.second),
      Self.reply("2026-10-17", [Sample.cost: "4"], "2026-10-11T00:00:00Z/2026-11-09T00:00:00Z"),
    ]
    #expect(try Self.windows(replies, in: backend) == ["2026-10-01..2026-11-09 4"])
    // Dates before the first ones are the same window too.
    let back = [
      replies[0],
      Self.reply("2026-10-15", [Sample.cost: "12"], "2026-09-20T00:00:00Z/2026-10-20T00:00:00Z"),
    ]
    #expect(try Self.windows(back, in: backend) == ["2026-10-01..2026-10-20 12"])
  }

  @Test(arguments: Backend.allCases)
  func `windows that only touch are two, whatever the values`(backend: Backend) throws {
    let replies = [
      Self.reply("2026-10-10", [Sample.cost: "10"], Self.first),
      Self.reply("2026-11-02", [Sample.cost: "12"], "2026-10-31T00:00:00Z/2026-11-30T00:00:00Z"),
    ]
    #expect(
      try Self.windows(replies, in: backend)
        == ["2026-10-01..2026-10-31 10", "2026-10-31..2026-11-30 12"]
    )
  }

  @Test(arguments: Backend.allCases)
  func `the total decides for the whole reply, requests before money`(backend: Backend) throws {
    func windows(_ cost: String, _ requests: String, _ app: String) throws -> Int {
      let replies = [
        Self.reply(
          "2026-10-10",
          [Sample.cost: "10", Sample.requests: "100", Sample.app("a"): "5"],
          Self.first
        ),
        Self.reply(
          "2026-10-15",
          [Sample.cost: cost, Sample.requests: requests, Sample.app("a"): app],
          Self.second
        ),
      ]
      return try Self.windows(replies, by: [.app], in: backend).count
    }
    #expect(try windows("1", "100", "1") == 1)
    #expect(try windows("11", "99", "6") == 2)
  }

  @Test(arguments: Backend.allCases)
  func `without a total all counters that both tell decide, and there must be one`(
    backend: Backend
  ) throws {
    func windows(_ values: KeyValuePairs<Reading.Key, String>) throws -> Int {
      let replies = [
        Self.reply("2026-10-10", [Sample.app("a"): "5", Sample.app("b"): "6"], Self.first),
        Self.reply("2026-10-15", values, Self.second),
      ]
      return try Self.windows(replies, by: [.app], in: backend).count
    }
    #expect(try windows([Sample.app("a"): "5"]) == 1)
    #expect(try windows([Sample.app("b"): "7", Sample.app("c"): "1"]) == 1)
    #expect(try windows([Sample.app("a"): "50", Sample.app("b"): "5.9"]) == 2)
    #expect(try windows([Sample.app("c"): "50"]) == 2)
    // A counter that the last reply left out is compared with what it was told before.
    let replies = [
      Self.reply("2026-10-09", [Sample.app("a"): "5", Sample.app("b"): "6"], Self.first),
      Self.reply("2026-10-10", [Sample.app("a"): "5"], Self.first),
      Self.reply("2026-10-15", [Sample.app("a"): "5", Sample.app("b"): "1"], Self.second),
    ]
    #expect(try Self.windows(replies, by: [.app], in: backend).count == 2)
  }

  @Test(arguments: Backend.allCases)
  func `two windows of one reply are two counters, though they overlap`(backend: Backend) throws {
    func both(_ day: String, _ month: String, _ week: String) -> FetchedReply {
      var reply = Self.reply(day, [Sample.cost: month], Self.first)
      reply.normalised.readings +=
        Self.reply(day, [Sample.cost: week], "2026-10-05T00:00:00Z/2026-10-12T00:00:00Z")
        .normalised.readings
      return reply
    }
    let replies = [both("2026-10-08", "10", "10"), both("2026-10-09", "12", "11")]
    #expect(
      try Self.windows(replies, in: backend)
        == ["2026-10-01..2026-10-31 12", "2026-10-05..2026-10-12 11"]
    )
  }

  @Test(arguments: Backend.allCases)
  func `the order of observation decides, not the order of arrival`(backend: Backend) throws {
    let replies = [
      Self.reply("2026-10-10", [Sample.cost: "10"], Self.first),
      Self.reply("2026-10-15", [Sample.cost: "12"], Self.second),
      Self.reply("2026-10-20", [Sample.cost: "1"], "2026-10-18T00:00:00Z/2026-11-18T00:00:00Z"),
      Self.reply("2026-10-25", [Sample.cost: "2"], "2026-10-19T00:00:00Z/2026-11-19T00:00:00Z"),
    ]
    let expected = ["2026-10-01..2026-11-10 12", "2026-10-18..2026-11-19 2"]
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<6 {
      #expect(
        try Self.windows(replies.shuffled(using: &generator), in: backend) == expected
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a day in two windows has a record of each`(backend: Backend) throws {
    let replies = [
      Sample.reply(
        at: "2026-10-10T12:00:00Z",
        [Sample.cost: "10"],
        window: "2026-10-10T00:00:00Z/2026-10-10T12:00:00Z"
      ),
      Sample.reply(
        at: "2026-10-10T23:00:00Z",
        [Sample.cost: "3"],
        window: "2026-10-10T12:00:00Z/2026-10-11T12:00:00Z"
      ),
    ]
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-01", "2026-10-31")
      let records = try store.answer(query, in: Sample.context).records
      #expect(records.map(\.line) == ["2026-10-10 10 USD measured", "2026-10-10 3 USD measured"])
      #expect(
        records.map(\.window) == replies.map { $0.normalised.readings.first?.window }
      )
    }
  }
}
