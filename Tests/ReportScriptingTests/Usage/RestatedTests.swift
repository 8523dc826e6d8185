import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct RestatedTests {
  private static let since = "'2026-11-10T06:00:00Z'"

  /// What a script prints of usage that is known otherwise from 15 November on.
  private func printed(_ source: String, _ data: LaterData) async throws -> [String] {
    try await ReportScriptingTests.printed(input(source, data: data))
  }

  /// One line a row of what was restated.
  private func restated(_ call: String, _ data: LaterData) async throws -> [String] {
    try await printed(
      """
      for row in usage.restated(\(call)):rows() do
        print(row.key, row.before, row.after, row.change, row.percent)
      end
      """,
      data
    )
  }

  @Test func `what nothing was learnt about is not restated`() async throws {
    #expect(try await restated(Self.since, LaterData()) == [])
    #expect(
      try await printed("print(#usage.restated(\(Self.since)))", LaterData()) == ["0"]
    )
    let lines = try await printed("print(#usage.restated('2027-01-01T00:00:00Z'))", Self.changed)
    #expect(lines == ["0"], "the report's own moment is the latest")
  }

  @Test func `a day may be its date, and means its beginning`() async throws {
    let rows = try await restated("'2026-11-12'", Self.changed)
    #expect(!rows.isEmpty)
    for since in ["period('2026-11-12').start", "'2026-11-12T00:00:00Z'"] {
      #expect(try await restated(since, Self.changed) == rows)
    }
  }

  @Test func `nothing later than the report's moment is seen`() async throws {
    let early = input(
      "print(#usage.restated('2026-11-20T00:00:00Z'), #usage.restated('2026-11-10T00:00:00Z'))",
      asOf: moment("2026-11-14T00:00:00Z"),
      data: Self.changed
    )
    #expect(try await ReportScriptingTests.printed(early) == ["0\t0"])
  }

  /// A cost that fell, one that rose, one that is new and one that is gone, on days of their own.
  private static let changed = LaterData(
    before: [
      LaterData.record("2026-11-01", cost: 4), LaterData.record("2026-11-02", cost: 1),
      LaterData.record("2026-11-03", cost: 5), LaterData.record("2026-11-05", cost: 2),
    ],
    after: [
      LaterData.record("2026-11-01", cost: 3), LaterData.record("2026-11-02", cost: 3),
      LaterData.record("2026-11-03", cost: 5), LaterData.record("2026-11-04", cost: 1),
    ]
  )

  @Test func `rows tell what was known and what is known, largest change first`() async throws {
    #expect(
      try await restated(Self.since, Self.changed) == [
        "2026-11-02\t$1.00\t$3.00\t$2.00\t2.0", "2026-11-04\tnil\t$1.00\t$1.00\tnil",
        "2026-11-01\t$4.00\t$3.00\t−$1.00\t-0.25", "2026-11-05\t$2.00\tnil\t−$2.00\t-1.0",
      ]
    )
    let lines = try await printed(
      "for row in usage.restated(\(Self.since)):rows() do print(row.day, row.source) end",
      Self.changed
    )
    #expect(
      lines == ["02", "04", "01", "05"].map { "2026-11-\($0)\tputer-main" },
      "without dims, days and sources are told apart"
    )
  }

  @Test func `a table of what was restated has its total`() async throws {
    let table = try #require(
      try await blocks(
        "r:table(usage.restated(\(Self.since)), { 'day', 'before', 'after', 'change' })",
        data: Self.changed
      ).first?.table
    )
    #expect(table.rows.count == 4)
    #expect(table.total?.cells == [.text("Total"), .usd("7"), .usd("7"), .moneyChange(.usd("0"))])
  }

  @Test(arguments: [
    (
      LaterData.record("2026-11-01", native: Money(5, "helius:credit")),
      LaterData.record("2026-11-01", cost: 2, native: Money(5, "helius:credit")),
      "nil\t$2.00\tnil\tnil"
    ),
    (
      LaterData.record("2026-11-01", native: Money(5, "helius:credit")),
      LaterData.record("2026-11-01", cost: 0, native: Money(5, "helius:credit")),
      "nil\t$0.00\tnil\tnil"
    ),
    (
      LaterData.record("2026-11-01", cost: 2, requests: 5),
      LaterData.record("2026-11-01", cost: 2, requests: 6), "$2.00\t$2.00\t5\t6"
    ),
    (
      LaterData.record("2026-11-01", cost: 2), LaterData.record("2026-11-01", cost: 2, requests: 6),
      "$2.00\t$2.00\tnil\t6"
    ),
    (
      LaterData.record("2026-11-01", cost: 2, quantity: 5),
      LaterData.record("2026-11-01", cost: 2, quantity: 6), "$2.00\t$2.00\tnil\tnil"
    ),
    (
      LaterData.record("2026-11-01", native: Money(5, "helius:credit")),
      LaterData.record("2026-11-01", native: Money(6, "helius:credit")), "nil\tnil\tnil\tnil"
    ),
    (
      LaterData.record("2026-11-01", cost: 0, native: Money(5, "helius:credit")),
      LaterData.record("2026-11-01", cost: 0, native: Money(6, "helius:credit")),
      "$0.00\t$0.00\tnil\tnil"
    ),
  ])
  func `a price, requests, a quantity or credits alone are a restatement`(
    before: UsageRecord,
    after: UsageRecord,
    expected: String
  ) async throws {
    let source = """
      for row in usage.restated(\(Self.since)):rows() do
        print(row.before, row.after, row.requests_before, row.requests_after)
      end
      """
    let data = LaterData(before: [before], after: [after])
    #expect(try await printed(source, data) == [expected])
    #expect(try await printed(source, LaterData(before: [after], after: [after])) == [])
  }

  @Test func `in how many records something came does not matter`() async throws {
    let data = LaterData(
      before: [LaterData.record("2026-11-01", cost: 3, requests: 7, quantity: 4)],
      after: [
        LaterData.record("2026-11-01", cost: 5, requests: 2, quantity: 5),
        LaterData.record("2026-11-01", cost: -2, requests: 5, quantity: -1),
      ]
    )
    #expect(try await restated(Self.since, data) == [])
  }

  @Test func `what came after the moment is news, not a restatement`() async throws {
    let data = LaterData(
      before: [],
      after: (1...20).map { LaterData.record("2026-11-\($0 < 10 ? "0" : "")\($0)", cost: 1) }
    )
    func days(_ since: String, in zone: String = "UTC") async throws -> [String] {
      var input = input(
        "for row in usage.restated(\(since)):rows() do print(row.day) end",
        data: data
      )
      input.calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone)))
      return try await ReportScriptingTests.printed(input).sorted()
    }
    #expect(try await days("'2026-11-03T00:00:00Z'") == ["2026-11-01", "2026-11-02"])
    #expect(try await days("'2026-11-02T23:59:59.999Z'") == ["2026-11-01"])
    #expect(try await days("period('2026-11-03').start") == ["2026-11-01", "2026-11-02"])
    #expect(try await days("period('2026-11-01').start") == [])
    // The day begins where the report is made.
    #expect(try await days("'2026-11-01T23:00:00Z'", in: "Europe/Berlin") == ["2026-11-01"])
    #expect(try await days("'2026-11-01T22:59:59Z'", in: "Europe/Berlin") == [])
    #expect(try await days("period('2026-11-02').start", in: "Europe/Berlin") == ["2026-11-01"])
    #expect(try await days("period('2026-11-02').start", in: "America/Sao_Paulo") == ["2026-11-01"])
  }

  @Test func `the question may say its period, dimensions, condition and view`() async throws {
    let data = LaterData(
      before: [
        LaterData.record("2026-10-05", app: "Shop", cost: 1, billed: 5),
        LaterData.record("2026-11-05", app: "Shop", cost: 1, billed: 5),
      ],
      after: [
        LaterData.record("2026-10-05", app: "Shop", cost: 2, billed: 5),
        LaterData.record("2026-11-05", app: "Shop", cost: 2, billed: 5),
        LaterData.record("2026-11-05", app: "Wallet", cost: 3, billed: 8),
      ]
    )
    let since = Self.since
    #expect(try await restated("\(since), { period = period('2026-10') }", data).count == 1)
    #expect(
      try await restated("\(since), { dims = { 'app' } }", data) == [
        "Wallet\tnil\t$3.00\t$3.00\tnil", "Shop\t$1.00\t$2.00\t$1.00\t1.0",
      ]
    )
    #expect(
      try await restated("\(since), { dims = { 'month', 'month' }, where = { app = 'S*' } }", data)
        == ["2026-11\t$1.00\t$2.00\t$1.00\t1.0"]
    )
    #expect(
      try await restated("\(since), { dims = { 'app' }, view = 'billed' }", data)
        == ["Wallet\tnil\t$8.00\t$8.00\tnil"]
    )
  }

  @Test(arguments: UInt64(1)...20)
  func `it is the comparison of two loads, without what stayed`(seed: UInt64) async throws {
    var state = seed
    func random(_ count: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % count
    }
    func records() -> [UsageRecord] {
      (0..<40).map { _ in
        LaterData.record(
          "2026-10-\(10 + random(6))",
          app: ["Shop", "Wallet"][Int(random(2))],
          cost: random(3) == 0 ? nil : FixedDecimal(Int(random(7)) - 2),
          requests: random(2) == 0 ? nil : FixedDecimal(Int(random(3)))
        )
      }
    }
    let same = records()
    let data = LaterData(
      before: same + records().prefix(Int(seed % 5)),
      after: same + records().prefix(Int(seed % 7))
    )
    let source = """
      local function show(comparison, all)
        local lines = {}
        for row in comparison:rows() do
          assert((row.before or 0) + row.change == (row.after or row.change - row.change))
          if all or row.before ~= row.after or row.requests_before ~= row.requests_after then
            lines[#lines + 1] = table.concat({ row.day, row.app, tostring(row.before), tostring(row.after),
              tostring(row.change), tostring(row.requests_before), tostring(row.requests_after) }, " ")
          end
        end
        print(table.concat(lines, "\\n"))
      end
      local since, october = \(Self.since), period("2026-10")
      local old = usage.load { period = october, as_of = since, dims = { "day", "app" } }
      local new = usage.load { period = october, dims = { "day", "app" } }
      show(new:by("day", "app"):compare(old:by("day", "app")))
      show(usage.restated(since, { period = october, dims = { "day", "app" } }), true)
      """
    let lines = try await printed(source, data)
    #expect(lines.count == 2 && lines.first == lines.last)
    #expect(seed % 5 == seed % 7 || lines.first?.isEmpty == false)
  }

  @Test(arguments: [
    (
      "usage.restated()",
      "usage.restated: argument 1 (since): expected a text or a day, got nothing"
    ),
    (
      "usage.restated { dims = { 'app' } }",
      "usage.restated: argument 1 (since): expected a text or a day, got a table"
    ),
    (
      "usage.restated('yesterday')",
      "usage.restated: argument 1 (since): expected a day such as 2026-10-31, or a time such as "
        + "2026-10-31T12:00:00Z, got \"yesterday\""
    ),
    (
      "usage.restated('2026-11')",
      "usage.restated: argument 1 (since): expected a day such as 2026-10-31, or a time such as "
        + "2026-10-31T12:00:00Z, got \"2026-11\""
    ),
    (
      "usage.restated(period.month().start, 'app')",
      "usage.restated: argument 2 (query): expected a table, got \"app\""
    ),
    (
      "usage.restated(period.month().start, { as_of = '2026-11-01T00:00:00Z' })",
      "usage.restated: unknown option \"as_of\""
    ),
    (
      "usage.restated(period.month().start, { dims = {} })",
      "usage.restated: option \"dims\": name at least one dimension"
    ),
    (
      "usage.restated(period.month().start, { dims = { 'provder' } })",
      "usage.restated: unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "usage.restated(period.month().start, { view = 'invoiced' })",
      "usage.restated: option \"view\": expected \"effective\" or \"billed\", got \"invoiced\""
    ),
    (
      "usage.restated(\(since)):rows()().cost",
      "row has no field or method \"cost\""
    ),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason(input("return \(expression)", data: Self.changed)) == expected)
  }

  @Test func `a failure of the store ends the run`() async {
    struct Broken: ScriptData {
      struct Failure: Error {}
      func answer(_ query: UsageQuery) throws -> UsageAnswer { throw Failure() }
    }
    let source = "pcall(usage.restated, \(Self.since)) return report.new { title = 'x' }"
    await #expect(throws: Broken.Failure.self) {
      try await ScriptRunner.run(input(source, data: Broken()))
    }
  }
}
