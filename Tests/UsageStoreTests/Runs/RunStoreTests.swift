import GRDB
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What the store remembers of runs.
struct RunStoreTests {
  private func withStore(_ body: (SQLiteStore) throws -> Void) throws {
    try TemporaryFolder.with { folder throws in
      try body(try SQLiteStore(path: folder.path(of: "usage.sqlite")))
    }
  }

  private func run(_ second: Int64, endedAfter length: Int64? = nil) -> LoggedRun {
    var run = LoggedRun(startedAt: Timestamp(seconds: second))
    run.endedAt = length.map { Timestamp(seconds: second + $0) }
    return run
  }

  @Test func `runs are told newest first, and one that has ended takes its own place`() throws {
    try withStore { store throws in
      #expect(try store.lastRuns(5) == [])
      #expect(try store.firstRun() == nil)
      for second in [30, 10, 20] as [Int64] { try store.log(run(second)) }
      var ended = run(20, endedAfter: 3)
      (ended.status, ended.fetched, ended.reports) = (3, 4, 8)
      (ended.failedSources, ended.failedReports) = (["notte"], ["a \"b\""])
      try store.log(ended)
      #expect(try store.lastRuns(5) == [run(30), ended, run(10)])
      #expect(try store.lastRuns(1) == [run(30)])
      #expect(try store.lastRuns(-1) == [])
      #expect(try store.firstRun() == Timestamp(seconds: 10))
      #expect(ended.milliseconds == 3000)
      #expect(run(1).milliseconds == nil)
    }
  }

  @Test func `a thousand runs are remembered`() throws {
    try withStore { store throws in
      for second in 1...1003 as ClosedRange<Int64> { try store.log(run(second)) }
      #expect(try store.lastRuns(2000).count == 1000)
      #expect(try store.firstRun() == Timestamp(seconds: 4))
    }
  }

  @Test func `problems are kept as they are told, each key and moment once`() throws {
    try withStore { store throws in
      let problems = [
        StandingProblem(key: "a", since: Timestamp(seconds: 2), text: "x"),
        StandingProblem(
          key: "a",
          since: Timestamp(seconds: 1),
          text: "y",
          endedAt: Timestamp(seconds: 2)
        ),
      ]
      try store.keep(problems)
      #expect(try store.problems() == problems.reversed())
      try store.keep([StandingProblem]())
      #expect(try store.problems() == [])
    }
  }

  @Test func `a message is taken by the receiver that took it, and forgotten after 400 days`()
    throws
  {
    try withStore { store throws in
      let day: Int64 = 86_400
      try store.record(["a", "b"], to: "one", at: Timestamp(seconds: day))
      try store.record([], to: "one", at: Timestamp(seconds: day))
      #expect(try store.delivered("a", to: "one"))
      #expect(try store.delivered("b", to: "one"))
      #expect(try !store.delivered("a", to: "two"))
      #expect(try !store.delivered("c", to: "one"))
      try store.record(["c"], to: "one", at: Timestamp(seconds: 401 * day))
      #expect(try store.delivered("a", to: "one"))
      try store.record(["d"], to: "one", at: Timestamp(seconds: 401 * day + 1))
      #expect(try !store.delivered("a", to: "one"))
      #expect(try store.delivered("c", to: "one"))
    }
  }

  @Test func `messages that wait are kept as they are told, the newest 500`() throws {
    try withStore { store throws in
      #expect(try store.pendingMessages() == [])
      try store.keepPending(["b", "a", "b"])
      #expect(try store.pendingMessages() == ["b", "a", "b"])
      try store.keepPending((1...501).map(String.init))
      #expect(try store.pendingMessages() == (2...501).map(String.init))
      try store.keepPending([])
      #expect(try store.pendingMessages() == [])
    }
  }

  @Test func `a request whose replies are gone is damage, and no crash`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.write { database in
        try database.execute(
          sql: "INSERT INTO source (id, name, provider, account) VALUES (1, 'a', 'puter', '')"
        )
        try database.execute(sql: "INSERT INTO request (id, source_id, name) VALUES (1, 1, 'r')")
      }
      let error = #expect(throws: StoreError.self) { _ = try store.lastObserved(of: "a") }
      #expect(
        error?.description
          == "\(path): the store is damaged (request r); `tally store verify` tells all, then restore a backup"
      )
    }
  }

  @Test func `a final report is kept by its name and days`() throws {
    try withStore { store throws in
      func report(_ name: String, _ period: String, digest: String = "1") -> FinalReport {
        FinalReport(
          report: name,
          days: Period(period)?.days ?? Sample.days("2026-01-01", "2026-01-01"),
          finalAt: Timestamp(seconds: 5),
          digest: digest
        )
      }
      try store.keep([report("a", "2026-09"), report("a", "2026-10"), report("b", "2026-10")])
      try store.keep([report("a", "2026-10", digest: "2")])
      let found = try store.finalReports(endingAfter: Sample.day("2026-10-01"))
      #expect(Set(found) == [report("a", "2026-10", digest: "2"), report("b", "2026-10")])
    }
  }
}
