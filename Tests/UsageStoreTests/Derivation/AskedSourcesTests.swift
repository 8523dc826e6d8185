import Testing
import UsageModel
import UsageStore

/// Sources without replies in an answer.
struct AskedSourcesTests {
  private static func charge(of source: String) -> FixedCharge {
    FixedCharge(source: source, amount: Money(5, "USD"), since: Sample.day("2026-10-03"))
  }

  private static func plan(of source: String) -> Plan {
    Plan(
      source: source,
      fee: Money(31, "USD"),
      unit: "USD",
      includes: .everything,
      since: Sample.day("2026-10-01")
    )
  }

  private static func context(
    _ sources: [String: UsageContext.Source],
    _ terms: Terms = Terms()
  ) -> UsageContext {
    UsageContext(
      currency: "USD",
      terms: KnownTerms(terms, learntAt: .distantPast),
      sources: sources
    )
  }

  private static let october = Sample.query(
    "2026-10-01",
    "2026-10-20",
    asOf: "2026-10-21T00:00:00Z"
  )

  @Test(arguments: Backend.allCases)
  func `a configured source that was never fetched covers nothing`(backend: Backend) throws {
    try backend.withStore { store throws in
      let context = Self.context([
        "main": UsageContext.Source(provider: "platform"),
        "new": UsageContext.Source(provider: "platform"),
      ])
      let none = try store.answer(Self.october, in: context)
      #expect(none.coverage == 0 && none.coverageBySource == ["main": 0, "new": 0])
      try store.add(
        [Sample.reply(at: "2026-10-11T00:00:00Z", [Sample.cost: "1"])],
        of: Sample.source
      )
      let answer = try store.answer(Self.october, in: context)
      #expect(answer.coverage == Sample.decimal("0.25"))
      #expect(answer.coverageBySource == ["main": Sample.decimal("0.5"), "new": 0])
      // Before the first day has begun there is nothing to cover.
      var early = Self.october
      early.asOf = Sample.time("2026-10-01T00:00:00Z")
      #expect(try store.answer(early, in: context).coverage == nil)
      // A filter leaves it out, a breakdown that it cannot have is no mistake.
      var filtered = Self.october
      filtered.filter = UsageFilter([.init(.source, anyOf: [.init("main")])])
      #expect(try store.answer(filtered, in: context).coverage == Sample.decimal("0.5"))
      filtered.filter = UsageFilter([
        .init(.app, anyOf: [.init("a")]), .init(.source, anyOf: [.init("new")]),
      ])
      #expect(try store.answer(filtered, in: context).records.isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `where no source is configured only those with replies count`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.add(
        [Sample.reply(at: "2026-10-11T00:00:00Z", [Sample.cost: "1"])],
        of: Sample.source
      )
      let labels = Self.context(["other": UsageContext.Source(tags: ["team": "web"])])
      for context in [Sample.context, labels] {
        let answer = try store.answer(Self.october, in: context)
        #expect(answer.coverageBySource == ["main": Sample.decimal("0.5")])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a source that only terms name has records, and no coverage`(backend: Backend) throws {
    try backend.withStore { store throws in
      let terms = Terms(
        plans: [Self.plan(of: "planned")],
        charges: [Self.charge(of: "rented"), Self.charge(of: "main")]
      )
      let context = Self.context(
        ["rented": UsageContext.Source(tags: ["team": "web"])],
        terms
      )
      let answer = try store.answer(Sample.query("2026-10-01", "2026-10-31"), in: context)
      var sums: [String: FixedDecimal] = [:]
      for record in answer.records {
        #expect(record.provider == record.source && record.account == nil)
        sums[record.source] = try (sums[record.source] ?? 0) + (record.effective ?? 0)
      }
      #expect(sums == ["main": 5, "planned": 31, "rented": 5])
      #expect(answer.coverage == nil && answer.coverageBySource.isEmpty)
      let days = answer.records.map { [$0.day.description, $0.source] }
      #expect(days == days.sorted { $0.lexicographicallyPrecedes($1) })
      let tagged = answer.records.filter { $0.tags == ["team": "web"] }
      #expect(tagged.map(\.source) == ["rented"])
      // The terms of then name none of them.
      let past = UsageContext(
        currency: "USD",
        terms: KnownTerms(terms, learntAt: Sample.time("2031-01-01T00:00:00Z"))
      )
      #expect(try store.answer(Sample.query("2026-10-01", "2026-10-31"), in: past).records.isEmpty)
    }
  }

  @Test(arguments: Backend.allCases)
  func `a filter keeps out a source that only terms name`(backend: Backend) throws {
    try backend.withStore { store throws in
      let context = Self.context([:], Terms(charges: ["a", "b"].map(Self.charge)))
      let query = Sample.query(
        "2026-10-01",
        "2026-10-31",
        where: [.init(.provider, anyOf: [.init("b")])]
      )
      #expect(try store.answer(query, in: context).records.map(\.source) == ["b"])
    }
  }
}
