import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// What reports say of sources whose data is old or has gaps, word for word.
@Suite struct DataNoticesTests {
  private static let now = Simulation.now

  /// The warnings in a month's report about one source, that was last seen some hours before now.
  private func warnings(
    of provider: String,
    hours: Int = 36,
    period: String = "2026-11",
    terms: String = "",
    store: MemoryStore? = nil
  ) async throws -> [String] {
    let key = Simulation.keys.first { $0.0 == provider }?.1 ?? ""
    let project = provider == "helius" ? ", project: p" : ""
    let source = "sources: [{ provider: \(provider), \(key): { env: T }\(project) }]\n"
    return try await withTemporaryFolder { folder async throws in
      try write("return report.new { title = 'T' }", to: "\(folder)/a.lua")
      let configuration = try Configuration.read(source + terms, file: "\(folder)/t.yaml")
      let seen = Self.now.advanced(bySeconds: Int64(-3600 * hours))
      let store = store ?? MemoryStore(sampleOf: configuration, at: seen)
      var request = ReportRequest(reports: [.init(script: "a.lua")], now: Self.now)
      request.period = Period(period)
      request.formats = [.markdown]
      let run = ReportRun(configuration: configuration, store: store)
      let files = try await run.render(request)[0].result.get()
      let markdown = String(decoding: files.flatMap(\.bytes), as: UTF8.self)
      return markdown.split(separator: "\n").filter { $0.hasPrefix("> **") }
        .map { String($0.dropFirst(2)) }
    }
  }

  /// A store with what one counter of puter was at some moments.
  private func store(_ values: KeyValuePairs<String, Int>, unit: String = "USD") throws
    -> MemoryStore
  {
    let store = MemoryStore()
    for (moment, value) in values {
      let moment = try #require(Timestamp(rfc3339: moment))
      let window = BillingWindow(month: moment.utcDay.month, basis: .calendarMonth)
      let key = Reading.Key(facet: .total, measure: .cost, unit: unit)
      let reading = Reading(
        key: key,
        value: FixedDecimal(value),
        window: window,
        observedAt: moment
      )
      let reply = ProviderReply(
        request: "usage",
        body: Array("\(value)".utf8),
        observedAt: moment,
        learntAt: moment
      )
      try store.add(
        [FetchedReply(reply: reply, normalised: NormalisedReply(readings: [reading]))],
        of: SourceIdentity(name: "puter", provider: "puter")
      )
    }
    return store
  }

  private static let stale = "**Stale data: puter.** Its last reading is "
  private static let rate = "is likely missing (at the rate of its last day)."

  @Test func `what is likely missing is the last day's cost for as long as nothing was seen`()
    async throws
  {
    // Sample data costs 10 USD, or counts 10 credits, a day.
    #expect(
      try await warnings(of: "puter") == ["\(Self.stale)36 hours old; about $15.00 \(Self.rate)"]
    )
    #expect(
      try await warnings(of: "puter", hours: 96)
        == ["\(Self.stale)4 days old; about $40.00 \(Self.rate)"]
    )
    #expect(try await warnings(of: "puter", hours: 25).isEmpty)
  }

  @Test func `credits are told where nothing prices them, money where something does`() async throws
  {
    let lead = "**Stale data: helius.** Its last reading is 36 hours old; about "
    #expect(try await warnings(of: "helius") == ["\(lead)15 helius credits \(Self.rate)"])
    let rate = "rates: [{ unit: \"helius:credit\", price: 0.5 USD, since: 2026-01-01 }]"
    #expect(try await warnings(of: "helius", terms: rate) == ["\(lead)$7.50 \(Self.rate)"])
  }

  @Test func `fees are known, so that they are never missing`() async throws {
    let fee = "plans: [{ source: notte, fee: 3000 USD, since: 2026-01-01 }]"
    #expect(
      try await warnings(of: "notte", terms: fee) == [
        "**Stale data: notte.** Its last reading is 36 hours old; about $15.00 \(Self.rate)"
      ]
    )
  }

  @Test func `usage that a plan includes costs nothing more, and its credits are told`()
    async throws
  {
    let plan = "fee: 3000 USD, includes: everything, since: 2026-01-01"
    #expect(
      try await warnings(of: "notte", terms: "plans: [{ source: notte, \(plan) }]")
        == ["**Stale data: notte.** Its last reading is 36 hours old."]
    )
    #expect(
      try await warnings(of: "helius", terms: "plans: [{ source: helius, \(plan) }]") == [
        "**Stale data: helius.** Its last reading is 36 hours old; about 15 helius credits \(Self.rate)"
      ]
    )
  }

  @Test func `many credits are told without the digits behind the point`() async throws {
    let credits = try store(
      ["2026-11-01T12:00:00Z": 0, "2026-11-19T18:00:00Z": 1_234_567],
      unit: "puter:credit"
    )
    #expect(
      try await warnings(of: "puter", store: credits)
        == ["\(Self.stale)36 hours old; about 101,471 puter credits \(Self.rate)"]
    )
  }

  @Test func `the rate is that of the last day that was seen whole`() async throws {
    let busy = try store([
      "2026-11-18T00:00:00Z": 10, "2026-11-19T00:00:00Z": 34, "2026-11-19T18:00:00Z": 35,
    ])
    #expect(
      try await warnings(of: "puter", store: busy) == [
        "\(Self.stale)36 hours old; about $36.00 \(Self.rate)"
      ]
    )
  }

  @Test func `where the month has no whole day yet, that of the month before counts`() async throws
  {
    let early = try store(["2026-10-31T00:00:00Z": 600, "2026-11-01T18:00:00Z": 1])
    #expect(
      try await warnings(of: "puter", store: early)
        == ["\(Self.stale)19 days old; about $390.00 \(Self.rate)"]
    )
  }

  @Test func `without usage, or after a correction, nothing is said to be missing`() async throws {
    let idle = try store(["2026-11-18T00:00:00Z": 10, "2026-11-19T18:00:00Z": 10])
    #expect(try await warnings(of: "puter", store: idle) == ["\(Self.stale)36 hours old."])
    let corrected = try store([
      "2026-11-18T00:00:00Z": 10, "2026-11-18T12:00:00Z": 4, "2026-11-19T18:00:00Z": 4,
    ])
    #expect(try await warnings(of: "puter", store: corrected) == ["\(Self.stale)36 hours old."])
  }

  @Test func `without a whole day there is no rate`() async throws {
    let window = try store(["2026-11-19T18:00:00Z": 5])
    // One reading tells of every day from its window's start on.
    #expect(
      try await warnings(of: "puter", store: window)
        == ["\(Self.stale)36 hours old; about $0.40 \(Self.rate)"]
    )
    let first = try store(["2026-11-01T18:00:00Z": 5])
    #expect(try await warnings(of: "puter", store: first) == ["\(Self.stale)19 days old."])
  }

  @Test func `a gap in a past month is told with its share`() async throws {
    let gap = try store([
      "2026-10-16T12:00:00Z": 155, "2026-11-20T00:00:00Z": 1,
    ])
    #expect(
      try await warnings(of: "puter", period: "2026-10", store: gap) == [
        "**Incomplete data: puter.** Only 50% of the elapsed time was seen; about $155.00 \(Self.rate)"
      ]
    )
  }

  @Test func `a source of which nothing is known has no rate`() async throws {
    #expect(
      try await warnings(of: "puter", store: MemoryStore()) == [
        "**No data: puter.** It was never fetched."
      ]
    )
    #expect(
      try await warnings(of: "puter", period: "2026-09")
        == ["**No data: puter.** Nothing is known of September 2026."]
    )
  }
}
