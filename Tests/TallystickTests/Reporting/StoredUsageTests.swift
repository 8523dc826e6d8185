import ReportScripting
import Tallystick
import Testing
import UsageModel
import UsageStore

/// What scripts see of a real store: history as it was known, allowances and invoices.
@Suite struct StoredUsageTests {
  private static let now = Simulation.now
  private static let since = moment("2026-11-10T00:00:00Z")

  private static func moment(_ text: String) -> Timestamp {
    guard let moment = Timestamp(rfc3339: text) else { preconditionFailure("no moment: \(text)") }
    return moment
  }

  /// What a script prints over a store; the terms are those that the configuration has now.
  private func printed(
    _ source: String,
    _ store: MemoryStore,
    terms: Terms = Terms(),
    asOf moment: Timestamp = now
  ) async throws -> [String] {
    let context = UsageContext(currency: "USD", terms: KnownTerms(terms, learntAt: Self.now))
    let input = ScriptInput(
      name: "a.lua",
      source: Array("script { report = false }\n\(source)".utf8),
      period: Period(.month, containing: moment.utcDay),
      asOf: moment,
      currency: "USD",
      data: StoredUsage(store: store, context: context)
    )
    return try await ScriptRunner.run(input).log
  }

  /// A counter of credits that was read at some moments, each learnt some seconds later.
  private func store(
    _ values: [(at: Timestamp, value: Int, delay: Int64)],
    allowances: (Int) -> [Allowance] = { _ in [] }
  ) throws -> MemoryStore {
    let store = MemoryStore()
    for (at, value, delay) in values {
      let reading = Reading(
        key: Reading.Key(facet: .total, measure: .cost, unit: "helius:credit"),
        value: FixedDecimal(value),
        window: BillingWindow(month: at.utcDay.month, basis: .calendarMonth),
        observedAt: at
      )
      let reply = ProviderReply(
        request: "usage",
        body: Array("\(value)".utf8),
        observedAt: at,
        learntAt: at.advanced(bySeconds: delay)
      )
      let told = NormalisedReply(readings: [reading], allowances: allowances(value))
      try store.add(
        [FetchedReply(reply: reply, normalised: told)],
        of: SourceIdentity(name: "main", provider: "helius")
      )
    }
    return store
  }

  /// Readings from October on, a few hours apart, of a counter that mostly rises; some are learnt days later.
  private func history(
    seed: UInt64,
    until end: Timestamp,
    isLate: Bool
  ) -> [(at: Timestamp, value: Int, delay: Int64)] {
    var state = seed
    func random(_ count: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % count)
    }
    var readings: [(Timestamp, Int, Int64)] = []
    var (at, value) = (Self.moment("2026-10-01T03:00:00Z"), 0)
    while true {
      let next = at.advanced(bySeconds: Int64(3600 + random(40 * 3600)))
      guard next < end else { return readings }
      if next.utcDay.month != at.utcDay.month { value = 0 }
      value = max(0, value + random(90) - (random(8) == 0 ? 60 : 0))
      readings.append((next, value, isLate && random(3) == 0 ? Int64(random(25)) * 86_400 : 0))
      at = next
    }
  }

  private static let terms = Terms(
    plans: [
      Plan(
        source: "main",
        fee: Money(30, "USD"),
        unit: "helius:credit",
        includes: .amount(300),
        since: Day(daysSince1970: 20_000)
      )
    ],
    rates: [
      Rate(unit: "helius:credit", price: Money(2, "USD"), since: Day(daysSince1970: 20_000))
    ],
    charges: [
      FixedCharge(
        source: "hosting",
        amount: Money(12, "USD"),
        since: Day(daysSince1970: 20_000),
        every: .month
      )
    ]
  )

  @Test(arguments: UInt64(1)...15, ["effective", "billed"])
  func `nothing is restated where nothing was learnt later`(
    seed: UInt64,
    view: String
  ) async throws {
    let store = try store(history(seed: seed, until: Self.since, isLate: false))
    store.learn(KnownTerms(Self.terms, learntAt: Self.moment("2026-10-01T00:00:00Z")))
    let source = """
      local options = { view = "\(view)", period = period("2026"), dims = { "day", "source", "charge" } }
      print(#usage.restated("\(Self.since)", options), usage.load(options).cost ~= nil)
      """
    #expect(try await printed(source, store, terms: Self.terms) == ["0\ttrue"])
  }

  @Test(arguments: UInt64(1)...15)
  func `what was learnt later is the difference of two as-of views`(seed: UInt64) async throws {
    let store = try store(history(seed: seed, until: Self.now, isLate: true))
    store.learn(KnownTerms(Self.terms, learntAt: Self.moment("2026-11-15T00:00:00Z")))
    let source = """
      local since, over = "\(Self.since)", period("2026-10-01..2026-11-09")
      local function groups(as_of)
        return usage.load({ period = over, as_of = as_of, dims = { "day", "source" } }):by("day", "source")
      end
      local function show(comparison)
        local lines = {}
        for row in comparison:rows() do
          assert((row.before or 0) + row.change == (row.after or row.change - row.change))
          if row.before ~= row.after then
            lines[#lines + 1] = row.day .. " " .. row.source .. " " .. tostring(row.before) .. " " .. tostring(row.after)
          end
        end
        return table.concat(lines, ",")
      end
      local restated = usage.restated(since, { period = over })
      local all = show(groups():compare(groups(since)))
      print(show(restated) == all, all ~= "", #restated > 0)
      """
    #expect(try await printed(source, store, terms: Self.terms) == ["true\ttrue\ttrue"])
  }

  @Test func `a reading that was learnt late moves usage to other days, and none is lost`()
    async throws
  {
    let at = { Self.moment($0) }
    let store = try store([
      (at("2026-11-01T12:00:00Z"), 10, 0), (at("2026-11-02T12:00:00Z"), 20, 0),
      // Nothing new was seen for a day, and that was learnt five days later.
      (at("2026-11-03T00:00:00Z"), 20, 5 * 86_400), (at("2026-11-04T12:00:00Z"), 50, 0),
    ])
    let terms = Terms(rates: Self.terms.rates)
    store.learn(KnownTerms(terms, learntAt: .distantPast))
    let source = """
      for row in usage.restated("2026-11-05T00:00:00Z"):rows() do
        print(row.day, row.source, row.before, row.after, row.change)
      end
      """
    // Before, 30 credits were spread over 48 hours from noon to noon, now over the last 36 of them.
    #expect(
      try await printed(source, store, terms: terms) == [
        "2026-11-03\tmain\t$30.00\t$40.00\t$10.00", "2026-11-04\tmain\t$15.00\t$20.00\t$5.00",
        "2026-11-02\tmain\t$25.00\t$10.00\t−$15.00",
      ]
    )
  }

  @Test func `a rate and a charge that were added later restate what they price`()
    async throws
  {
    let store = try store([
      (Self.moment("2026-11-01T12:00:00Z"), 10, 0), (Self.moment("2026-11-03T00:00:00Z"), 40, 0),
    ])
    let charge = FixedCharge(
      source: "hosting",
      amount: Money(6, "USD"),
      since: Day(daysSince1970: Self.since.utcDay.daysSince1970 - 8)
    )
    let known = [
      ("2026-11-12T00:00:00Z", Terms(rates: Self.terms.rates)),
      ("2026-11-14T00:00:00Z", Terms(rates: Self.terms.rates, charges: [charge])),
    ]
    for (at, terms) in known { store.learn(KnownTerms(terms, learntAt: Self.moment(at))) }
    let source = """
      local function show(since)
        for row in usage.restated(since):rows() do print(row.day, row.source, row.before, row.after) end
      end
      show("2026-11-10T00:00:00Z")
      print("the rate is known")
      show("2026-11-12T00:00:00Z")
      print("all is known")
      show("2026-11-14T00:00:00Z")
      """
    #expect(
      try await printed(source, store, terms: known[1].1) == [
        "2026-11-01\tmain\tnil\t$40.00", "2026-11-02\tmain\tnil\t$40.00",
        "2026-11-02\thosting\tnil\t$6.00", "the rate is known",
        "2026-11-02\thosting\tnil\t$6.00", "all is known",
      ]
    )
  }

  @Test func `allowances come from the store, as known at a moment`() async throws {
    let store = try store([
      (Self.moment("2026-11-01T12:00:00Z"), 10, 0), (Self.moment("2026-11-03T00:00:00Z"), 40, 0),
      (Self.moment("2026-11-05T00:00:00Z"), 50, 10 * 86_400),
    ]) { value in
      [
        Allowance(
          name: "monthly credits",
          limit: 100,
          used: FixedDecimal(value),
          unit: "helius:credit"
        )
      ]
    }
    let source = """
      for _, as_of in ipairs { "2026-11-06T00:00:00Z", "2026-11-20T00:00:00Z" } do
        local rows = allowances.load { as_of = as_of, history = true }
        print(#rows, rows[1].source, rows[1].name, rows[1].used.text, #rows[1].points)
      end
      """
    #expect(
      try await printed(source, store) == [
        "1\tmain\tmonthly credits\t40 helius:credit\t2",
        "1\tmain\tmonthly credits\t50 helius:credit\t3",
      ]
    )
  }

  @Test func `an invoice is compared with what the store has as billed`() async throws {
    let store = try store([(Self.moment("2026-10-31T23:59:59Z"), 310, 0)])
    var terms = Self.terms
    let october = Period(.month, containing: Self.moment("2026-10-01T00:00:00Z").utcDay)
    terms.invoices = [Invoice(source: "main", period: october, amount: Money(49, "USD"))]
    store.learn(KnownTerms(Self.terms, learntAt: .distantPast))
    let source = """
      for _, row in ipairs(invoices.load { period = period("2026-10") }) do
        print(row.source, row.period, row.recorded, row.invoiced, row.difference)
      end
      """
    // The fee of 30 USD, and 10 credits beyond at 2 USD.
    #expect(
      try await printed(source, store, terms: terms)
        == ["main\t2026-10\t$50.00\t$49.00\t−$1.00"]
    )
    // The configuration of today is not what was known before.
    #expect(
      try await printed(source, store, terms: terms, asOf: Self.now.advanced(bySeconds: -1)) == []
    )
  }

  @Test func `a script that is checked on sample data finds allowances of every source`()
    async throws
  {
    let store = MemoryStore(sampleOf: try Configuration.read("", file: "t.yaml"), at: Self.now)
    let source = """
      local limited, amounts = {}, {}
      for _, row in ipairs(allowances.load { history = true }) do
        local kind = row.limit and limited or amounts
        kind[#kind + 1] = row.source .. " " .. row.unit .. " " .. #row.points
        assert(not row.limit or row.used + row.remaining == row.limit)
      end
      print(table.concat(limited, ", "))
      print(#amounts)
      """
    #expect(
      try await printed(source, store) == [
        "cuadra cuadra:credit 21, helius helius:credit 21, notte USD 21, puter USD 21, "
          + "shoal shoal:credit 21", "5",
      ]
    )
  }
}
