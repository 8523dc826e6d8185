import Testing
import UsageModel
import UsageStore

/// A reply of a month's first hour may still tell the month before.
struct FirstHourTests {
  private static let october = Sample.reply(at: "2026-10-31T12:00:00Z", [Sample.cost: "100"])

  private static func months(
    _ replies: [FetchedReply],
    by dimensions: Set<UsageDimension> = [],
    in backend: Backend
  ) throws -> [String: FixedDecimal] {
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-08-01", "2026-12-31", by: dimensions)
      let records = try store.answer(query, in: Sample.context).records
      var months: [String: FixedDecimal] = [:]
      // A rest would balance any mistake of the parts.
      for record in records where record.service != ReservedName.other {
        let amount = record.native?.amount ?? record.requests ?? .zero
        months[record[.month]] = try (months[record[.month]] ?? .zero) + amount
      }
      return months
    }
  }

  @Test(arguments: Backend.allCases)
  func `a total that has not fallen is last month's until one o'clock`(backend: Backend) throws {
    for (time, value, expected) in [
      ("2026-11-01T00:00:00Z", "100", ["2026-10": 100]),
      ("2026-11-01T00:59:59.999Z", "103", ["2026-10": 103]),
      ("2026-11-01T01:00:00Z", "103", ["2026-10": 100, "2026-11": 103]),
      ("2026-11-01T00:30:00Z", "99.999", ["2026-10": 100, "2026-11": Sample.decimal("99.999")]),
    ] as [(String, String, [String: FixedDecimal])] {
      let reply = Sample.reply(at: time, [Sample.cost: value])
      #expect(try Self.months([Self.october, reply], in: backend) == expected)
    }
  }

  @Test(arguments: Backend.allCases)
  func `without a reading of last month, or after the new month began, nothing moves`(
    backend: Backend
  ) throws {
    let first = Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.cost: "7"])
    #expect(try Self.months([first], in: backend) == ["2026-11": 7])
    let september = Sample.reply(at: "2026-09-30T12:00:00Z", [Sample.cost: "1"])
    #expect(try Self.months([september, first], in: backend) == ["2026-09": 1, "2026-11": 7])
    let second = Sample.reply(at: "2026-11-01T00:50:00Z", [Sample.cost: "200"])
    #expect(
      try Self.months([Self.october, first, second], in: backend)
        == ["2026-10": 100, "2026-11": 200]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a stated window is taken at its word`(backend: Backend) throws {
    let cycles = [
      "2026-10-01T00:00:00Z/2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z/2026-12-01T00:00:00Z",
    ]
    let replies = [
      Sample.reply(at: "2026-10-31T12:00:00Z", [Sample.cost: "5"], window: cycles[0]),
      Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.cost: "6"], window: cycles[1]),
    ]
    #expect(try Self.months(replies, in: backend) == ["2026-10": 5, "2026-11": 6])
  }

  @Test(arguments: Backend.allCases)
  func `the total decides for the whole reply, requests before money`(backend: Backend) throws {
    let replies = [
      Sample.reply(at: "2026-10-31T12:00:00Z", [Sample.cost: "100", Sample.requests: "50"]),
      Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.cost: "1", Sample.requests: "51"]),
    ]
    #expect(try Self.months(replies, in: backend).keys.sorted() == ["2026-10"])
    let fallen = Sample.reply(
      at: "2026-11-01T00:10:00Z",
      [Sample.cost: "101", Sample.requests: "49"]
    )
    #expect(
      try Self.months([replies[0], fallen], in: backend).keys.sorted() == ["2026-10", "2026-11"]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a request without a total of its own follows the one that has it`(backend: Backend) throws {
    func detail(_ time: String, _ value: String) -> FetchedReply {
      Sample.reply(at: time, [Sample.joint("app-1", "kv"): value], request: "usage app-1")
    }
    let lingering = [
      Self.october, detail("2026-10-31T12:00:03Z", "60"),
      Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.cost: "101"]),
      detail("2026-11-01T00:10:03Z", "61"),
      Sample.reply(at: "2026-11-01T02:10:00Z", [Sample.cost: "2"]),
      detail("2026-11-01T02:10:03Z", "1"),
    ]
    #expect(try Self.months(lingering, in: backend) == ["2026-10": 101, "2026-11": 2])
    #expect(
      try Self.months(lingering, by: [.app, .service], in: backend)
        == ["2026-10": 61, "2026-11": 1]
    )
    let startedAgain = [
      Self.october, detail("2026-10-31T12:00:03Z", "0"),
      Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.cost: "3"]),
      detail("2026-11-01T00:10:03Z", "2"),
    ]
    #expect(
      try Self.months(startedAgain, by: [.app, .service], in: backend) == ["2026-11": 2]
    )
  }

  @Test(arguments: Backend.allCases)
  func `last month's last value is what was read, not what was recalled`(backend: Backend) throws {
    let replies = [
      Sample.reply(
        at: "2026-10-31T12:00:00Z",
        [Sample.requests: "100"],
        recalling: ["2026-10-31T00:00:00Z": (Sample.requests, "40")]
      ),
      Sample.reply(at: "2026-11-01T00:10:00Z", [Sample.requests: "60"]),
    ]
    #expect(try Self.months(replies, in: backend) == ["2026-10": 100, "2026-11": 60])
  }

  @Test(arguments: Backend.allCases)
  func `the days that are asked for do not change whose counter it is`(backend: Backend) throws {
    // Fetched once a month, shortly after midnight: each reply is compared with the one before.
    let replies = [
      ("2026-08-15T12:00:00Z", "50"), ("2026-09-01T00:20:00Z", "60"),
      ("2026-10-01T00:20:00Z", "70"), ("2026-11-01T00:20:00Z", "80"),
      ("2026-11-25T00:00:00Z", "24"),
    ].map { Sample.reply(at: $0, [Sample.cost: $1]) }
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      var query = Sample.query("2026-07-01", "2026-12-31")
      let all = try store.answer(query, in: Sample.context).records
      for start in Sample.days("2026-08-01", "2026-11-30") {
        query.days = start..<start.advanced(by: 3)
        let part = try store.answer(query, in: Sample.context).records
        #expect(part == all.filter { query.days.contains($0.day) }, "\(start)")
      }
    }
  }
}
