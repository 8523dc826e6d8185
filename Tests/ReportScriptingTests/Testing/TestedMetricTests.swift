import Testing
import UsageModel

@testable import ReportScripting

/// Metrics that a test gives to the script it runs.
struct TestedMetricTests {
  /// Why a test fails that runs a script on metrics and expects these lines of its log.
  private func failing(
    _ metrics: String,
    script: String,
    _ lines: String...
  ) async throws -> String? {
    let wanted = lines.map { "\"\($0)\"" }.joined(separator: ", ")
    return try await failure(
      ofTest: """
        local r = run { script = 'spend', period = '2026-10', metrics = { \(metrics) }, usage = {} } \
        expect(r.error):is_nil() expect(r.log):equals { \(wanted) }
        """.replacing("\n", with: " "),
      script: script + "\nreturn report.new { title = 'x' }"
    )
  }

  @Test func `The script sees the values of its period, in whatever order the rows are`()
    async throws
  {
    let script = """
      log.info(table.concat(metrics.names(), ","))
      local m = metrics.load("users", { period = period.month() })
      log.info(m.name .. " " .. m.total .. " " .. m.mean .. " " .. m.last .. " " .. #m.dims)
      """
    let rows = [
      "{ day = '2026-10-03', value = 120 }", "{ day = '2026-10-01', value = '60.5' }",
      "{ day = '2026-09-30', value = 1000 }", "{ day = '2026-11-01', value = 1000 }",
    ]
    for rows in [rows, rows.reversed()] {
      let users = "users = { \(rows.joined(separator: ", ")) }"
      #expect(
        try await failing(
          "orders = { { day = '2026-10-01', value = 1 } }, \(users), nothing = {}",
          script: script,
          "orders,users",
          "users 180.5 90.25 120 0"
        ) == nil
      )
    }
  }

  @Test func `What rows have besides day and value tells their values apart`() async throws {
    let script = """
      local m = metrics.load "users"
      log.info(table.concat(m.dims, ",") .. " " .. m.total)
      for _, row in ipairs(m:by "plan") do log.info(row.key .. " " .. row.total) end
      log.info(tostring(m:where { plan = "free", app = "Shop" }.total))
      """
    #expect(
      try await failing(
        """
        users = { { day = '2026-10-01', plan = 'free', app = 'Shop', value = 10 },
          { day = '2026-10-01', plan = 'paid', app = 'Shop', value = 2 },
          { day = '2026-10-01', plan = 'free', app = 'Wallet', value = 5 } }
        """,
        script: script,
        "app,plan 17",
        "free 15",
        "paid 2",
        "10"
      ) == nil
    )
  }

  @Test func `The parts of a period add up to the whole, as in a store`() throws {
    let days = day("2026-10-01")..<day("2026-11-01")
    let points = (0..<31).map { offset in
      MetricPoint(
        day: days.lowerBound.advanced(by: offset),
        value: FixedDecimal(offset * offset)
      )
    }
    let usage = PlainUsage(metrics: [MetricSeries(name: "users", points: points)])
    let moment = moment("2026-12-01T00:00:00Z")
    for offset in 0...31 {
      let middle = days.lowerBound.advanced(by: offset)
      let parts = try [days.lowerBound..<middle, middle..<days.upperBound].flatMap { part in
        try #require(usage.metric(named: "users", on: part, asOf: moment)).points
      }
      #expect(parts == points)
    }
    #expect(usage.metric(named: "user", on: days, asOf: moment) == nil)
    #expect(usage.metrics(asOf: moment) == ["users"])
  }

  @Test(arguments: [
    (
      "{ day = '2026-10-01', value = 1 }",
      "option \"metrics\": takes lists of rows by the metric's name: "
        + "{ users = { { day = \"2026-10-01\", value = 120 } } }"
    ),
    ("users = 5", "option \"metrics\": users: expected a list of rows, got 5"),
    (
      "users = { day = '2026-10-01', value = 1 }",
      "option \"metrics\": users: a list is expected, got a value called \"day\""
    ),
    (
      "['my users'] = {}",
      "option \"metrics\": \"my users\" cannot be a metric's name; use letters, digits, `-`, `_` and `.`, "
        + "at most 100 bytes"
    ),
    ("users = { 7 }", "metric users, row 1: expected a table, got 7"),
    (
      "users = { { value = 1 } }",
      "metric users, row 1: day: expected a day such as 2026-10-15, got nothing"
    ),
    ("users = { { day = '2026-10-01' } }", "metric users, row 1: field \"value\" is missing"),
    (
      "users = { { day = '2026-10-01', value = 'many' } }",
      "metric users, row 1: value: expected a number such as 1.25, got \"many\""
    ),
    (
      "users = { { day = '2026-10-01', value = 1, plan = 3 } }",
      "metric users, row 1: plan: expected a text, got 3"
    ),
    (
      "users = { { day = '2026-10-01', value = 1, plan = '' } }",
      "metric users, row 1: plan: expected a text, got \"\""
    ),
    (
      "users = { { day = '2026-10-01', value = 1, plan = 'a' }, { day = '2026-10-02', value = 1 } }",
      "metric users, row 2: field \"plan\" is missing"
    ),
    (
      "users = { { day = '2026-10-01', value = 1, plan = 'a' }, { day = '2026-10-02', value = 1, plna = 'a' } }",
      "metric users, row 2: unknown field \"plna\"; did you mean \"plan\"?"
    ),
    (
      "users = { { day = '2026-10-01', value = 1, plan = 'a' }, { day = '2026-10-01', value = 2, plan = 'a' } }",
      "metric users, row 2: day: 2026-10-01, a was given in row 1 already"
    ),
  ])
  func `A mistake in a metric is told with its name, row and field`(
    metrics: String,
    message: String
  ) async throws {
    #expect(
      try await failure(
        ofTest: "run { script = 'spend', period = '2026-10', usage = {}, metrics = { \(metrics) } }"
      ) == "Scripts/x_test.lua:1: run: \(message)"
    )
  }
}
