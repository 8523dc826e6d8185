import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// Sources that tell what was charged in each day, in place of counters that run on.
struct ChargePeriodTests {
  /// What a reply says of some days: each is told whole.
  private static func reply(
    _ days: [String: [String: String]],
    at time: String,
    request: String = "costs 2026-11"
  ) -> FetchedReply {
    let moment = Sample.time(time)
    var readings: [Reading] = []
    for (day, parts) in days.sorted(by: { $0.key < $1.key }) {
      guard let window = window(of: Sample.day(day)) else { continue }
      let values = parts.mapValues(Sample.decimal).sorted { $0.key < $1.key }
      let total = (try? FixedDecimal.sum(of: values.map(\.value))) ?? .zero
      let keys = values.map { (Sample.service($0.key), $0.value) } + [(Sample.cost, total)]
      for (key, value) in keys {
        readings.append(Reading(key: key, value: value, window: window, observedAt: moment))
      }
    }
    return FetchedReply(
      reply: ProviderReply(
        request: request,
        body: Array("\(time) \(days.sorted { $0.key < $1.key })".utf8),
        observedAt: moment,
        learntAt: moment
      ),
      normalised: NormalisedReply(readings: readings)
    )
  }

  private static func window(of day: Day) -> BillingWindow? {
    func midnight(_ day: Day) -> Timestamp {
      Timestamp(seconds: Int64(day.daysSince1970) * 86_400)
    }
    return BillingWindow(
      start: midnight(day),
      stop: midnight(day.advanced(by: 1)),
      basis: .chargePeriod
    )
  }

  private static func lines(
    _ store: any UsageStore,
    asOf moment: String = "2030-01-01T00:00:00Z",
    by dimensions: Set<UsageDimension> = [.service]
  ) throws -> [String] {
    try store.answer(
      Sample.query("2026-11-01", "2026-11-30", by: dimensions, asOf: moment),
      in: Sample.context
    ).records.map(\.line)
  }

  @Test(arguments: Backend.allCases)
  func `each day has what was charged in it, whenever it was read`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [
          Self.reply(
            ["2026-11-01": ["a": "1", "b": "2"], "2026-11-02": [:], "2026-11-03": ["a": "5"]],
            at: "2026-11-09T00:00:00Z"
          )
        ],
        of: Sample.source
      )
      #expect(
        try Self.lines(store) == [
          "2026-11-01 a 1 USD measured", "2026-11-01 b 2 USD measured",
          "2026-11-03 a 5 USD measured",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a day that is told again, and lower, is corrected on that day`(backend: Backend) throws {
    try backend.withStore { store throws in
      let first = Self.reply(
        ["2026-11-01": ["a": "1", "b": "2"], "2026-11-02": ["a": "4"]],
        at: "2026-11-03T00:00:00Z"
      )
      // b was no charge after all, and the second day costs less.
      let second = Self.reply(
        ["2026-11-01": ["a": "1"], "2026-11-02": ["a": "3.5"]],
        at: "2026-11-08T12:00:00Z"
      )
      try store.add([first, second], of: Sample.source)
      #expect(
        try Self.lines(store) == [
          "2026-11-01 a 1 USD measured", "2026-11-01 b -2 USD correction",
          "2026-11-01 b 2 USD measured", "2026-11-02 a -0.5 USD correction",
          "2026-11-02 a 4 USD measured",
        ]
      )
      #expect(try Self.lines(store, by: []).count == 4)
      // As of before, nothing was corrected.
      #expect(
        try Self.lines(store, asOf: "2026-11-05T00:00:00Z") == [
          "2026-11-01 a 1 USD measured", "2026-11-01 b 2 USD measured",
          "2026-11-02 a 4 USD measured",
        ]
      )
    }
  }

  @Test(arguments: Backend.allCases)
  func `a day that was read after its end is covered, the running one as far as it was read`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      try store.add(
        [
          Self.reply(
            ["2026-11-01": [:], "2026-11-02": ["a": "1"], "2026-11-03": ["a": "1"]],
            at: "2026-11-03T12:00:00Z"
          )
        ],
        of: Sample.source
      )
      func coverage(_ first: String, _ last: String) throws -> FixedDecimal? {
        try store.answer(
          Sample.query(first, last, asOf: "2026-11-04T00:00:00Z"),
          in: Sample.context
        ).coverage
      }
      #expect(try coverage("2026-11-01", "2026-11-02") == 1)
      #expect(try coverage("2026-11-03", "2026-11-03") == Sample.decimal("0.5"))
      #expect(try coverage("2026-10-31", "2026-11-01") == Sample.decimal("0.5"))
    }
  }

  @Test(arguments: Backend.allCases)
  func `fees and cycles go by the calendar month`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [Self.reply(["2026-11-05": ["a": "1"]], at: "2026-11-06T00:00:00Z")],
        of: Sample.source
      )
      let plan = Plan(
        source: "main",
        fee: Money(30, "USD"),
        unit: "USD",
        includes: .everything,
        since: Sample.day("2026-10-01")
      )
      let context = UsageContext(
        currency: "USD",
        terms: KnownTerms(Terms(plans: [plan]), learntAt: .distantPast)
      )
      let records = try store.answer(Sample.query("2026-11-01", "2026-11-30"), in: context).records
      let fees = records.filter { $0.charge == .fee }
      #expect(fees.count == 30)
      #expect(try FixedDecimal.sum(of: fees.compactMap(\.effective)) == 30)
      #expect(fees.compactMap(\.billed).filter { !$0.isZero } == [30])
      let answer = try store.answer(Sample.query("2026-11-01", "2026-11-30"), in: Sample.context)
      #expect(
        answer.windows(of: "main") == [
          BillingWindow(
            month: Sample.day("2026-11-01").month,
            basis: .calendarMonth
          )
        ]
      )
    }
  }

  @Test
  func `generated restatements keep every day's last word, in any order of arrival`() throws {
    for seed in 1...40 {
      var random = SeededGenerator(seed: UInt64(seed))
      var last: [String: [String: FixedDecimal]] = [:]
      var replies: [FetchedReply] = []
      for fetch in 0..<6 {
        var days: [String: [String: String]] = [:]
        for number in 1...8 where number <= fetch * 2 + 1 {
          let day = "2026-11-0\(number)"
          var parts: [String: String] = [:]
          for part in ["a", "b", "c"] where Bool.random(using: &random) {
            parts[part] =
              "\(Int.random(in: 0...999, using: &random)).\(Int.random(in: 0...9, using: &random))"
          }
          days[day] = parts
          last[day] = parts.mapValues(Sample.decimal)
        }
        replies.append(Self.reply(days, at: "2026-11-0\(fetch + 2)T0\(fetch):30:00Z"))
      }
      let ordered = MemoryStore()
      let shuffled = MemoryStore()
      try ordered.add(replies, of: Sample.source)
      for reply in replies.shuffled(using: &random) { try shuffled.add([reply], of: Sample.source) }
      let query = Sample.query("2026-11-01", "2026-11-30", by: [.service])
      let records = try ordered.answer(query, in: Sample.context).records
      #expect(records == (try shuffled.answer(query, in: Sample.context).records))
      var sums: [String: [String: FixedDecimal]] = [:]
      for record in records {
        let day = record.day.description
        let sum = sums[day, default: [:]][record.service, default: .zero]
        sums[day, default: [:]][record.service] = try sum + (record.native?.amount ?? .zero)
      }
      for (day, parts) in last {
        let told = sums[day, default: [:]].filter { !$0.value.isZero }
        #expect(told == parts.filter { !$0.value.isZero }, "seed \(seed), \(day)")
      }
    }
  }

  @Test
  func `days in UTC are spread over the days of another zone, to the same total`() throws {
    let store = MemoryStore()
    try store.add(
      [Self.reply(["2026-11-05": ["a": "24"]], at: "2026-11-07T00:00:00Z")],
      of: Sample.source
    )
    let zone = TimeZone(identifier: "America/New_York") ?? .gmt
    let context = UsageContext(calendar: ReportingCalendar(timeZone: zone), currency: "USD")
    let answer = try store.answer(Sample.query("2026-11-01", "2026-11-30"), in: context)
    #expect(
      answer.records.map(\.line) == [
        "2026-11-04 5 USD interpolated", "2026-11-05 19 USD interpolated",
      ]
    )
  }

  @Test
  func `charge periods stand for their calendar months`() throws {
    let days = ["2026-10-31", "2026-11-01", "2026-11-02"].compactMap {
      Self.window(of: Sample.day($0))
    }
    let cycles = BillingCycles(windows: days, calendar: .utc)
    #expect(
      cycles.cycle(containing: Sample.day("2026-11-20")) == Sample.days("2026-11-01", "2026-11-30")
    )
    #expect(
      cycles.cycle(containing: Sample.day("2026-09-20")) == Sample.days("2026-09-01", "2026-09-30")
    )
  }
}
