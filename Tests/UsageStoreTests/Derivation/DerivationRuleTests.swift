import Foundation
import Testing
import UsageModel
import UsageStore

/// The rules of the data model, each with the smallest history that shows it, in both stores.
struct DerivationRuleTests {
  private static func lines(
    _ replies: [FetchedReply],
    by dimensions: Set<UsageDimension>? = [],
    _ first: String = "2026-09-01",
    _ last: String = "2026-12-31",
    zone: String = "UTC",
    in backend: Backend
  ) throws -> [String] {
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      var context = Sample.context
      context.calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone)))
      return try store.answer(Sample.query(first, last, by: dimensions), in: context)
        .records.map(\.line)
    }
  }

  @Test(arguments: Backend.allCases)
  func `the first reading counts from zero at the window's start`(backend: Backend) throws {
    let replies = [
      Sample.reply(at: "2026-10-03T00:00:00Z", [Sample.cost: "3", Sample.requests: "5"])
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 1.5 USD 3 requests interpolated", "2026-10-02 1.5 USD 2 requests interpolated",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `inside one day a difference is measured, across days it is spread`(backend: Backend) throws
  {
    let replies = [
      Sample.reply(at: "2026-10-01T06:00:00Z", [Sample.cost: "1"]),
      Sample.reply(at: "2026-10-01T18:00:00Z", [Sample.cost: "4"]),
      Sample.reply(at: "2026-10-02T06:00:00Z", [Sample.cost: "6"]),
      Sample.reply(at: "2026-10-03T00:00:00Z", [Sample.cost: "6.5"]),
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 1 USD interpolated", "2026-10-01 4 USD measured",
        "2026-10-02 1 USD interpolated", "2026-10-02 0.5 USD measured",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a fall is a correction on the day of the reading, at midnight of the day that begins`(
    backend: Backend
  ) throws {
    let replies = [
      Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.cost: "9"]),
      Sample.reply(at: "2026-10-03T12:00:00Z", [Sample.cost: "7"]),
      Sample.reply(at: "2026-10-05T00:00:00Z", [Sample.cost: "6"]),
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 9 USD measured", "2026-10-03 -2 USD correction",
        "2026-10-05 -1 USD correction",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a reading from before its window's start counts at the start`(backend: Backend) throws {
    let window = "2026-10-10T00:00:00Z/2026-10-20T00:00:00Z"
    let replies = [
      Sample.reply(at: "2026-10-09T22:00:00Z", [Sample.cost: "9"], window: window),
      Sample.reply(at: "2026-10-09T23:00:00Z", [Sample.cost: "7"], window: window),
    ]
    #expect(try Self.lines(replies, in: backend) == ["2026-10-10 7 USD measured"])
  }

  @Test(arguments: Backend.allCases)
  func `a key that goes keeps its value, a key that comes starts at zero`(backend: Backend) throws {
    let replies = [
      Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.app("a"): "4"]),
      Sample.reply(at: "2026-10-02T12:00:00Z", [Sample.app("b"): "1"]),
      Sample.reply(at: "2026-10-03T12:00:00Z", [Sample.app("a"): "6", Sample.app("b"): "1"]),
    ]
    #expect(
      try Self.lines(replies, by: [.app], in: backend) == [
        "2026-10-01 a 4 USD measured", "2026-10-01 b 0.5 USD interpolated",
        "2026-10-02 a 1 USD interpolated", "2026-10-02 b 0.5 USD interpolated",
        "2026-10-03 a 1 USD interpolated",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `what a breakdown leaves out is a record of its own, negative where the parts exceed it`(
    backend: Backend
  ) throws {
    let replies = [
      Sample.reply(
        at: "2026-10-01T12:00:00Z",
        [Sample.cost: "10", Sample.service("kv"): "4", Sample.service("ai"): "5"]
      ),
      Sample.reply(
        at: "2026-10-01T18:00:00Z",
        [Sample.cost: "9", Sample.service("kv"): "5", Sample.service("ai"): "5"]
      ),
      Sample.reply(
        at: "2026-10-02T12:00:00Z",
        [Sample.cost: "9", Sample.service("kv"): "6", Sample.service("ai"): "5"]
      ),
    ]
    // The last gain of kv took eighteen hours, six of them on the first day.
    #expect(
      try Self.lines(replies, by: [.service], in: backend) == [
        "2026-10-01 ai 5 USD measured", "2026-10-01 kv 0.333333333333 USD interpolated",
        "2026-10-01 kv 5 USD measured", "2026-10-01 (other) (other) -1.333333333333 USD correction",
        "2026-10-02 kv 0.666666666667 USD interpolated",
        "2026-10-02 (other) (other) -0.666666666667 USD interpolated",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `a recalled midnight splits a difference, unless it is older news than a reading`(
    backend: Backend
  ) throws {
    let midnight = "2026-10-02T00:00:00Z"
    let first = Sample.reply(at: "2026-10-01T12:00:00Z", [Sample.requests: "10"])
    let recalled = Sample.reply(
      at: "2026-10-02T12:00:00Z",
      [Sample.requests: "20"],
      recalling: [midnight: (Sample.requests, "13")]
    )
    #expect(
      try Self.lines([first, recalled], in: backend) == [
        "2026-10-01 13 requests measured", "2026-10-02 7 requests measured",
      ]
    )
    let below = Sample.reply(
      at: "2026-10-02T12:00:00Z",
      [Sample.requests: "20"],
      recalling: [midnight: (Sample.requests, "9")]
    )
    #expect(
      try Self.lines([first, below], in: backend) == [
        "2026-10-01 5 requests interpolated", "2026-10-01 10 requests measured",
        "2026-10-02 5 requests interpolated",
      ]
    )
    let read = Sample.reply(at: midnight, [Sample.requests: "15"])
    #expect(
      try Self.lines([first, recalled, read], in: backend) == [
        "2026-10-01 15 requests measured", "2026-10-02 5 requests measured",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `of two replies of one moment the one with the greater digest counts`(
    backend: Backend
  ) throws {
    // The digest of "b" begins with 3e, that of "c" with 2e.
    let replies = ["b", "c"].map {
      Sample.reply(
        at: "2026-10-01T12:00:00Z",
        [Sample.cost: $0 == "b" ? "3" : "8"],
        body: $0
      )
    }
    for order in [replies, replies.reversed()] {
      #expect(try Self.lines(order, in: backend) == ["2026-10-01 3 USD measured"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a window whose end was stated anew ends at the newest one`(backend: Backend) throws {
    let start = "2026-10-01T00:00:00Z"
    let replies = [
      Sample.reply(
        at: "2026-10-11T00:00:00Z",
        [Sample.cost: "10"],
        window: "\(start)/2026-10-31T00:00:00Z"
      ),
      Sample.reply(
        at: "2026-10-25T00:00:00Z",
        [Sample.cost: "12"],
        window: "\(start)/2026-10-13T00:00:00Z"
      ),
    ]
    let tail = ["2026-10-11 1 USD interpolated", "2026-10-12 1 USD interpolated"]
    #expect(try Self.lines(replies, in: backend).suffix(2) == tail)
    // The window that was stated first reaches these days, the one that holds does not.
    #expect(try Self.lines(replies, "2026-10-20", "2026-10-24", in: backend).isEmpty)
    #expect(try Self.lines(replies, "2026-10-11", "2026-10-24", in: backend) == tail)
  }

  @Test(arguments: Backend.allCases)
  func `two windows of one reply are two counters`(backend: Backend) throws {
    var reply = Sample.reply(at: "2026-11-02T00:00:00Z", [Sample.cost: "2"])
    let october = Sample.reply(
      at: "2026-11-02T00:00:00Z",
      [Sample.cost: "31"],
      window: "2026-10-01T00:00:00Z/2026-11-01T00:00:00Z"
    )
    reply.normalised.readings += october.normalised.readings
    let lines = try Self.lines([reply], in: backend)
    #expect(lines.count == 32)
    #expect(lines.prefix(31).allSatisfy { $0.hasSuffix(" 1 USD interpolated") })
    #expect(lines.last == "2026-11-01 2 USD measured")
  }

  @Test(arguments: Backend.allCases)
  func `two currencies and two units of one cell never share a record`(backend: Backend) throws {
    func quantity(_ unit: String) -> Reading.Key {
      Reading.Key(facet: .service, service: "ai", measure: .quantity, unit: unit)
    }
    let replies = [
      Sample.reply(
        at: "2026-10-01T12:00:00Z",
        [
          Sample.service("ai"): "1", Sample.service("ai", unit: "EUR"): "2", quantity("token"): "3",
          quantity("byte"): "4",
        ]
      )
    ]
    try backend.withStore { store throws in
      try store.add(replies, of: Sample.source)
      let query = Sample.query("2026-10-01", "2026-10-02", by: [.service])
      let records = try store.answer(query, in: Sample.context).records
      #expect(records.count == 2)
      #expect(Set(records.compactMap(\.native)) == [Money(1, "USD"), Money(2, "EUR")])
      #expect(Set(records.compactMap(\.unit)) == ["token", "byte"])
      // Nothing prices the euro.
      #expect(Set(records.map(\.effective)) == [1, nil])
    }
  }

  @Test(arguments: Backend.allCases)
  func `counts are spread in whole units while both readings are whole`(backend: Backend) throws {
    let replies = [
      Sample.reply(at: "2026-10-03T00:00:00Z", [Sample.requests: "3"]),
      Sample.reply(at: "2026-10-05T00:00:00Z", [Sample.requests: "4.5"]),
    ]
    #expect(
      try Self.lines(replies, in: backend) == [
        "2026-10-01 2 requests interpolated", "2026-10-02 1 requests interpolated",
        "2026-10-03 0.75 requests interpolated", "2026-10-04 0.75 requests interpolated",
      ]
    )
  }

  @Test(arguments: Backend.allCases)
  func `days of 23 and 25 hours weigh as much as they last`(backend: Backend) throws {
    let autumn = Sample.reply(
      at: "2026-10-26T23:00:00Z",
      [Sample.cost: "73"],
      window: "2026-10-23T22:00:00Z/2026-10-31T00:00:00Z"
    )
    #expect(
      try Self.lines([autumn], zone: "Europe/Berlin", in: backend) == [
        "2026-10-24 24 USD interpolated", "2026-10-25 25 USD interpolated",
        "2026-10-26 24 USD interpolated",
      ]
    )
    let skipped = Sample.reply(
      at: "2017-10-17T02:00:00Z",
      [Sample.cost: "71"],
      window: "2017-10-14T03:00:00Z/2017-10-31T00:00:00Z"
    )
    #expect(
      try Self.lines(
        [skipped],
        "2017-10-01",
        "2017-10-31",
        zone: "America/Sao_Paulo",
        in: backend
      ) == [
        "2017-10-14 24 USD interpolated", "2017-10-15 23 USD interpolated",
        "2017-10-16 24 USD interpolated",
      ]
    )
    let missing = Sample.reply(
      at: "2011-12-31T10:00:00Z",
      [Sample.cost: "48"],
      window: "2011-12-29T10:00:00Z/2012-01-31T00:00:00Z"
    )
    #expect(
      try Self.lines([missing], "2011-12-01", "2012-01-31", zone: "Pacific/Apia", in: backend) == [
        "2011-12-29 24 USD interpolated", "2011-12-31 24 USD interpolated",
      ]
    )
  }
}
