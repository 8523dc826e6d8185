import GRDB
import Testing
import UsageModel

@testable import UsageStore

/// What every store promises of what was told about budgets.
struct CrossingStoreTests {
  private func crossing(
    _ budget: String = "all",
    _ threshold: String = "80%",
    from first: String = "2026-11-01",
    to last: String = "2026-11-30",
    toldAt moment: String = "2026-11-21T06:00:00.125Z",
    on reached: String = "2026-11-20",
    below: String? = nil
  ) throws -> BudgetCrossing {
    BudgetCrossing(
      place: .init(
        budget: budget,
        days: Sample.days(first, last),
        warning: try #require(Budget.Warning(threshold))
      ),
      toldAt: Sample.time(moment),
      reachedOn: Sample.day(reached),
      belowOn: below.map(Sample.day)
    )
  }

  @Test(arguments: Backend.allCases)
  func `what is recorded is there, by budget, period and threshold`(backend: Backend) throws {
    let october = try crossing(from: "2026-10-01", to: "2026-10-31")
    let all = [
      october, try crossing("all", "50%"), try crossing("all", "80%", below: "2026-11-22"),
      try crossing("all", "forecast 80%"), try crossing("all", "chance 12.5%"),
      try crossing("all", "chance 80%"),
    ]
    let other = try crossing("all ", "80%")
    try backend.withStore { store throws in
      #expect(try store.crossings(of: "all") == [])
      try store.record(all.reversed() + [other])
      #expect(try store.crossings(of: "all") == all)
      #expect(try store.crossings(of: "all ") == [other])
      #expect(try store.crossings(of: "none") == [])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is recorded again takes the place of what was, and of nothing else`(
    backend: Backend
  ) throws {
    try backend.withStore { store throws in
      let other = try crossing("all", "50%")
      try store.record([other, try crossing(below: "2026-11-22")])
      let later = try crossing(toldAt: "2026-11-25T06:00:00Z", on: "2026-11-24")
      try store.record([later])
      try store.record([])
      #expect(try store.crossings(of: "all") == [other, later])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a name is one name, however its accents are written`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.record([try crossing("caf\u{E9}")])
      try store.record([try crossing("cafe\u{301}", on: "2026-11-25")])
      #expect(try store.crossings(of: "caf\u{E9}").map(\.reachedOn) == [Sample.day("2026-11-25")])
    }
  }

  @Test func `they are still there when the store is opened again, also only to read`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let kept = try crossing(below: "2026-11-22")
      try SQLiteStore(path: path).record([kept])
      #expect(try SQLiteStore(path: path).crossings(of: "all") == [kept])
      #expect(try SQLiteStore(reading: path).crossings(of: "all") == [kept])
      let copy = folder.path(of: "copy.sqlite")
      try SQLiteStore(path: path).backUp(to: copy)
      #expect(try SQLiteStore(reading: copy).crossings(of: "all") == [kept])
    }
  }

  @Test func `an older store gets its place for them when it is opened to write`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try SQLiteStore(path: path).write { database in
        try database.execute(sql: "DROP TABLE budget_crossing")
        try database.execute(
          sql: "DELETE FROM grdb_migrations WHERE identifier = 'budget crossings'"
        )
      }
      #expect(try SQLiteStore(reading: path).crossings(of: "all") == [])
      let store = try SQLiteStore(path: path)
      try store.record([try crossing()])
      #expect(try store.crossings(of: "all").count == 1)
    }
  }

  @Test(arguments: [
    ("threshold = 'often'", "budget_crossing all often"),
    ("stop = start", "budget_crossing all 80%"),
    ("reached_on = 9999999", "budget_crossing all 80%"),
    ("below_on = -9999999", "budget_crossing all 80%"),
    ("told_at = 9223372036854775807", "budget_crossing all 80%"),
  ])
  func `a wrong value is noticed`(change: String, place: String) throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.record([try crossing()])
      try store.write { try $0.execute(sql: "UPDATE budget_crossing SET \(change)") }
      let error = #expect(throws: StoreError.self) { _ = try store.crossings(of: "all") }
      #expect(
        error?.description
          == "\(path): the store is damaged (\(place)); `tally store verify` tells all, then restore a backup"
      )
    }
  }

  @Test func `a store without a place for them says so`() throws {
    struct Bare: UsageStore {
      func add(_ replies: [FetchedReply], of source: SourceIdentity) -> Bool { false }
      func learn(_ terms: KnownTerms) -> Bool { false }
      func terms(asOf moment: Timestamp) -> Terms { Terms() }
      func lastObserved(of source: String) -> [String: Timestamp] { [:] }
      func newestReplies(of source: String) -> [ProviderReply] { [] }
      func sources(asOf moment: Timestamp) -> [KeptSource] { [] }
      func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] { [] }
      func answer(_ query: UsageQuery, in context: UsageContext) -> UsageAnswer {
        UsageAnswer(records: [], coverage: nil)
      }
    }
    #expect(try Bare().crossings(of: "all") == [])
    #expect(throws: StoreError(.unusable, "this store keeps nothing of budgets")) {
      try Bare().record([try crossing()])
    }
  }
}
