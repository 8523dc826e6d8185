import GRDB
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What every store promises of the forecasts that reports showed.
struct ForecastStoreTests {
  private func forecast(
    _ question: String = "q",
    from first: String = "2026-11-01",
    to last: String = "2026-11-30",
    madeOn day: String = "2026-11-05",
    _ expected: Double = 0.1 + 0.2,
    ranges: [ShownForecast.Range] = [.init(level: 80, low: 1 / 3, high: 1e15)]
  ) throws -> ShownForecast {
    try #require(
      ShownForecast(
        of: question,
        for: Sample.days(first, last),
        madeOn: Sample.day(day),
        expected: expected,
        ranges: ranges
      )
    )
  }

  private let first = Sample.time("2026-11-05T06:00:00.125Z")
  private let second = Sample.time("2026-11-06T06:00:00Z")

  @Test(arguments: Backend.allCases)
  func `what is recorded is there to the last digit, by period and day`(backend: Backend) throws {
    let all = [
      try forecast(from: "2026-10-01", to: "2026-10-31", madeOn: "2026-10-30"),
      try forecast(), try forecast(madeOn: "2026-11-06", ranges: []),
    ]
    let other = try forecast("q ")
    try backend.withStore { store throws in
      #expect(try store.forecasts(of: "q", asOf: second) == [])
      try store.record(all.reversed() + [other], learntAt: first)
      try store.record([], learntAt: second)
      #expect(try store.forecasts(of: "q", asOf: second) == all)
      #expect(try store.forecasts(of: "q ", asOf: second) == [other])
    }
  }

  @Test(arguments: Backend.allCases)
  func `another forecast of the same day counts from its moment on`(backend: Backend) throws {
    let (old, new) = (try forecast(), try forecast("q", 7))
    try backend.withStore { store throws in
      try store.record([new], learntAt: second)
      try store.record([old], learntAt: first)
      let before = Sample.time("2026-11-05T06:00:00.124Z")
      #expect(try store.forecasts(of: "q", asOf: before) == [])
      #expect(try store.forecasts(of: "q", asOf: first) == [old])
      #expect(try store.forecasts(of: "q", asOf: second) == [new])
    }
  }

  @Test func `the same forecast again adds nothing`() throws {
    try TemporaryFolder.with { folder throws in
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      for moment in [first, second] { try store.record([try forecast()], learntAt: moment) }
      let count = try store.read { database in
        try Int.fetchOne(database, sql: "SELECT count(*) FROM shown_forecast")
      }
      #expect(count == 1)
    }
  }

  @Test func `an older store gets its place for them when it is opened to write`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try SQLiteStore(path: path).write { database in
        try database.execute(sql: "DROP TABLE shown_forecast")
        try database.execute(
          sql: "DELETE FROM grdb_migrations WHERE identifier = 'shown forecasts'"
        )
      }
      #expect(try SQLiteStore(reading: path).forecasts(of: "q", asOf: second) == [])
      let store = try SQLiteStore(path: path)
      try store.record([try forecast()], learntAt: first)
      #expect(try SQLiteStore(reading: path).forecasts(of: "q", asOf: second).count == 1)
    }
  }

  @Test(arguments: [
    "stop = start", "made_on = stop", "made_on = 9999999", "expected = 1e999", "ranges = '[{}]'",
    "ranges = '[{\"high\":1,\"level\":80,\"low\":2}]'",
  ])
  func `a wrong value is noticed`(change: String) throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.record([try forecast()], learntAt: first)
      try store.write { try $0.execute(sql: "UPDATE shown_forecast SET \(change)") }
      let error = #expect(throws: StoreError.self) {
        _ = try store.forecasts(of: "q", asOf: second)
      }
      #expect(
        error?.description
          == "\(path): the store is damaged (shown_forecast q 20758); `tally store verify` tells all, "
          + "then restore a backup"
      )
    }
  }
}
