import GRDB
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What every store promises of metrics.
struct MetricStoreTests {
  private static let days = Sample.days("2026-11-01", "2026-11-30")
  private static let monday = Sample.time("2026-11-02T06:00:00Z")
  private static let tuesday = Sample.time("2026-11-03T06:00:00Z")

  private func users(_ values: KeyValuePairs<String, Int>, of dimension: String? = nil)
    -> MetricSeries
  {
    MetricSeries(
      name: "users",
      dimensions: dimension.map { [$0] } ?? [],
      points: values.map { place, value in
        let words = place.split(separator: " ").map(String.init)
        return MetricPoint(
          day: Sample.day(words[0]),
          key: Array(words.dropFirst()),
          value: FixedDecimal(value)
        )
      }
    )
  }

  private func values(_ store: any UsageStore, asOf moment: Timestamp) throws -> [FixedDecimal]? {
    try store.metric(named: "users", on: Self.days, asOf: moment)?.points.map(\.value)
  }

  @Test(arguments: Backend.allCases)
  func `what is imported is there, by day and key`(backend: Backend) throws {
    try backend.withStore { store throws in
      let metric = users(
        ["2026-11-02 Shop": 5, "2026-11-01 Wallet": 3, "2026-11-01 Shop": 4],
        of: "app"
      )
      #expect(try store.metrics(asOf: Self.tuesday) == [])
      #expect(try values(store, asOf: Self.tuesday) == nil)
      #expect(try store.importMetric(metric, learntAt: Self.monday) == 3)
      #expect(try store.metrics(asOf: Self.monday) == ["users"])
      #expect(
        try store.metric(named: "users", on: Self.days, asOf: Self.monday) == metric
      )
      let first = try store.metric(
        named: "users",
        on: Sample.days("2026-11-01", "2026-11-01"),
        asOf: Self.monday
      )
      #expect(first?.points.map(\.key) == [["Shop"], ["Wallet"]])
      let none = try store.metric(
        named: "users",
        on: Sample.days("2026-10-01", "2026-10-31"),
        asOf: Self.monday
      )
      #expect(none?.points == [])
      #expect(try store.metric(named: "orders", on: Self.days, asOf: Self.monday) == nil)
    }
  }

  @Test(arguments: Backend.allCases)
  func `importing again changes nothing, whenever it is`(backend: Backend) throws {
    try backend.withStore { store throws in
      let metric = users(["2026-11-01": 4, "2026-11-02": 5])
      #expect(try store.importMetric(metric, learntAt: Self.tuesday) == 2)
      #expect(try store.importMetric(metric, learntAt: Self.tuesday) == 0)
      #expect(
        try store.importMetric(metric, learntAt: Sample.time("2026-11-09T00:00:00Z")) == 0
      )
      #expect(try values(store, asOf: Self.monday) == nil)
      #expect(try values(store, asOf: Self.tuesday) == [4, 5])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a new value leaves the others, and what was known before`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.importMetric(users(["2026-11-01": 4, "2026-11-02": 5]), learntAt: Self.monday)
      #expect(
        try store.importMetric(
          users(["2026-11-02": 6, "2026-11-03": 7]),
          learntAt: Self.tuesday
        ) == 2
      )
      #expect(try values(store, asOf: Self.tuesday) == [4, 6, 7])
      #expect(
        try values(store, asOf: Timestamp(milliseconds: Self.tuesday.milliseconds - 1)) == [4, 5]
      )
      // Of one moment the last import counts.
      #expect(try store.importMetric(users(["2026-11-02": 8]), learntAt: Self.tuesday) == 1)
      #expect(try values(store, asOf: Self.tuesday) == [4, 8, 7])
      #expect(try values(store, asOf: Self.monday) == [4, 5])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what was known at a moment is not changed afterwards`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.importMetric(users(["2026-11-02": 5]), learntAt: Self.tuesday)
      let error = #expect(throws: StoreError.self) {
        try store.importMetric(users(["2026-11-01": 4, "2026-11-02": 5]), learntAt: Self.monday)
      }
      #expect(error?.code == .conflict)
      #expect(
        error?.description
          == "metric users: another value of 2026-11-02 was imported as of 2026-11-03T06:00:00Z, and this "
          + "import is as of 2026-11-02T06:00:00Z; what was known at a moment does not change, so import it "
          + "without --now, or with a later one"
      )
      #expect(try values(store, asOf: Self.monday) == nil, "nothing of it is kept")
      #expect(try values(store, asOf: Self.tuesday) == [5])
      // A value of another day may be learnt late.
      #expect(try store.importMetric(users(["2026-11-01": 4]), learntAt: Self.monday) == 1)
      #expect(try values(store, asOf: Self.monday) == [4])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a metric keeps its columns`(backend: Backend) throws {
    try backend.withStore { store throws in
      try store.importMetric(users(["2026-11-01 Shop": 4], of: "app"), learntAt: Self.monday)
      let error = #expect(throws: StoreError.self) {
        try store.importMetric(users(["2026-11-02": 5]), learntAt: Self.tuesday)
      }
      #expect(error?.code == .conflict)
      #expect(
        error?.description
          == "metric users: the store has it with the columns day,app,value, this import has day,value; "
          + "give one of the two another name"
      )
      #expect(try values(store, asOf: Self.tuesday) == [4])
    }
  }

  @Test(arguments: Backend.allCases)
  func `a file without values makes no metric`(backend: Backend) throws {
    try backend.withStore { store throws in
      #expect(try store.importMetric(users([:]), learntAt: Self.monday) == 0)
      #expect(try store.metrics(asOf: Self.monday) == [])
      #expect(
        try store.importMetric(users(["2026-11-01 a": 1], of: "app"), learntAt: Self.monday) == 1
      )
    }
  }

  @Test(arguments: UInt64(0)..<8)
  func `both stores answer alike, also when the store is opened again`(seed: UInt64) throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let memory = MemoryStore()
      var generator = SeededGenerator(seed: seed)
      // Texts that have to survive as they are, two spellings of one among them.
      let keys = ["Shop", "a,b", "\"q\"", "e\u{301}", "\u{E9}", "日本", " "]
      for _ in 0..<40 {
        let points = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          MetricPoint(
            day: Self.days.lowerBound.advanced(by: Int.random(in: 0...4, using: &generator)),
            key: [keys.randomElement(using: &generator) ?? ""],
            value: FixedDecimal(units: Int128(Int.random(in: -3...3, using: &generator)))
          )
        }
        let metric = MetricSeries(name: "Größe", dimensions: ["app"], points: points)
        let moment = Self.monday.advanced(bySeconds: .random(in: 0...9, using: &generator))
        let outcomes = [try SQLiteStore(path: path) as any UsageStore, memory].map { store in
          Result { () throws(StoreError) in try store.importMetric(metric, learntAt: moment) }
        }
        #expect(outcomes[0] == outcomes[1])
      }
      let sqlite = try SQLiteStore(path: path)
      for second in Int64(-1)...10 {
        let moment = Self.monday.advanced(bySeconds: second)
        #expect(try sqlite.metrics(asOf: moment) == memory.metrics(asOf: moment))
        #expect(
          try sqlite.metric(named: "Gro\u{308}ße", on: Self.days, asOf: moment)
            == memory.metric(named: "Größe", on: Self.days, asOf: moment)
        )
      }
    }
  }

  @Test func `a damaged value is told`() throws {
    try TemporaryFolder.with { folder throws in
      let store = try SQLiteStore(path: folder.path(of: "usage.sqlite"))
      try store.importMetric(users(["2026-11-01": 4]), learntAt: Self.monday)
      try store.write { try $0.execute(sql: "UPDATE metric_value SET value = 'four'") }
      let error = #expect(throws: StoreError.self) {
        _ = try store.metric(named: "users", on: Self.days, asOf: Self.monday)
      }
      #expect(error?.description.contains("the store is damaged (metric_value value four)") == true)
    }
  }

  @Test func `a store of an older version that is only read has no metrics`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      let store = try SQLiteStore(path: path)
      try store.write { database in
        try database.execute(sql: "DROP TABLE metric_value; DROP TABLE metric")
      }
      let old = try SQLiteStore(reading: path)
      #expect(try old.metrics(asOf: Self.monday) == [])
      #expect(try values(old, asOf: Self.monday) == nil)
    }
  }

  @Test func `an older store gets its place for metrics when it is opened`() throws {
    try TemporaryFolder.with { folder throws in
      let path = folder.path(of: "usage.sqlite")
      try SQLiteStore(path: path).write { database in
        try database.execute(sql: "DROP TABLE metric_value; DROP TABLE metric")
        try database.execute(
          sql: "DELETE FROM grdb_migrations WHERE identifier = 'metrics'"
        )
      }
      let store = try SQLiteStore(path: path)
      #expect(try store.importMetric(users(["2026-11-01": 4]), learntAt: Self.monday) == 1)
    }
  }
}
