import ReportDocument
import Testing
import UsageModel

/// `metrics` in scripts.
struct MetricTests {
  private func value(_ expression: String, data: MetricData = MetricData()) async throws -> String {
    try await printed(input("print(\(expression))", data: data)).joined(separator: "\n")
  }

  private func reason(_ source: String, data: MetricData = MetricData()) async -> String? {
    await ReportScriptingTests.reason(input(source, data: data))
  }

  @Test(arguments: [
    ("#metrics.names()", "1"), ("metrics.names()[1]", "users"),
    ("metrics.load('users').name", "users"), ("metrics.load('users').dims[1]", "app"),
    // 19 of the 20 days that are over have values.
    ("#metrics.load('users')", "20"), ("metrics.load('users').total", "1909.5"),
    ("metrics.load('users').mean", "100.5"), ("metrics.load('users').last", "100.5"),
    ("metrics.load('users')[1].value", "100.5"), ("metrics.load('users')[1].day", "2026-11-01"),
    ("metrics.load('users')[5].value", "nil"), ("metrics.load('users')[21]", "nil"),
    ("#metrics.load('users', { partial = true })", "21"),
    ("metrics.load('users', { period = period('2026-10') }).total", "3115.5"),
    ("metrics.load('users', { where = { app = 'Shop' } }).total", "1900"),
    ("math.type(metrics.load('users', { where = { app = 'Shop' } }).total)", "integer"),
    ("metrics.load('users'):where({ app = { 'Wallet', 'Shop' } }).total", "1909.5"),
    ("metrics.load('users'):where({ app = 'Nobody' }).total", "nil"),
    ("metrics.load('users'):where({ app = 'Nobody' }).mean", "nil"),
    ("#metrics.load('users'):by('app')", "2"),
    ("metrics.load('users'):by('app')[2].key", "Wallet"),
    ("metrics.load('users'):by('app')[2].mean", "0.5"),
    ("metrics.load('users'):daily()[2].value", "100.5"),
    ("metrics.load('users', { period = period('2020') }).total", "nil"),
    // A cost divided by a number of one's own is a cost.
    ("(usage.load().cost / metrics.load('users').total).text", "0.029850746269 USD"),
  ])
  func `numbers of one's own`(expression: String, expected: String) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test func `the parts of a metric make its total on every day`() async throws {
    let lines = try await printed(
      input(
        """
        local all = metrics.load("users", { period = period("2026-10-01..2026-11-30"), partial = true })
        local sums, count = {}, 0
        for _, row in ipairs(all:by("app")) do
          for i = 1, #row.trend do sums[i] = (sums[i] or 0) + (row.trend[i].value or 0) end
        end
        for i = 1, #all do
          assert(sums[i] == (all[i].value or 0), tostring(all[i].day))
          count = count + 1
        end
        print(count)
        """,
        data: MetricData()
      )
    )
    #expect(lines == ["52"])
  }

  @Test func `only what was learnt by a moment is known`() async throws {
    let corrected = MetricSeries(name: "users", points: [.init(day: day("2026-11-01"), value: 7)])
    var data = MetricData()
    data.known = [
      (moment("2026-11-10T00:00:00Z"), MetricData.users),
      (moment("2026-11-12T00:00:00Z"), corrected),
    ]
    let load = "metrics.load('users', { as_of = '2026-11-11T00:00:00Z' }).total"
    #expect(try await value(load, data: data) == "1909.5")
    #expect(try await value("metrics.load('users').total", data: data) == "7")
    #expect(
      await reason("metrics.load('users', { as_of = '2026-11-09T00:00:00Z' })", data: data)
        == "metrics.load: unknown metric \"users\"; bring it in with `tally import metric users FILE`"
    )
  }

  @Test(arguments: [
    (
      "metrics.load('usres')",
      "metrics.load: unknown metric \"usres\"; did you mean \"users\"?"
    ),
    (
      "metrics.load('orders')",
      "metrics.load: unknown metric \"orders\"; bring it in with `tally import metric orders FILE`"
    ),
    (
      "metrics.load()", "metrics.load: argument 1 (name): expected a text, got nothing"
    ),
    (
      "metrics.load('users', { were = {} })",
      "metrics.load: unknown option \"were\"; did you mean \"where\"?"
    ),
    (
      "metrics.load('users', { where = { ap = 'Shop' } })",
      "metrics.load: option \"where\": metric \"users\" has no dimension \"ap\"; did you mean \"app\"? "
        + "(it has app)"
    ),
    (
      "metrics.load('users', { where = { app = 5 } })",
      "metrics.load: option \"where\": app: expected a text, got 5"
    ),
    (
      "metrics.load('users', { where = { 'Shop' } })",
      "metrics.load: option \"where\": takes dimensions by name: { app = \"Shop\" }"
    ),
    (
      "metrics.load('users'):by('team')",
      "metric:by: argument 1 (dim): metric \"users\" has no dimension \"team\" (it has app)"
    ),
    (
      "return metrics.load('users').totl",
      "metric[i]: there is no field or method \"totl\"; did you mean \"total\"?"
    ),
    (
      "return metrics.load('users'):by('app')[1].men",
      "row has no field or method \"men\"; did you mean \"mean\"?"
    ),
    ("metrics.lod('users')", "metrics has no \"lod\"; did you mean \"load\"?"),
    (
      "chart.line { metrics.load('users'), usage.load() }",
      "chart.line: entry 2: expected another metric, got a frame"
    ),
    (
      "chart.line { metrics.load('users'), metrics.load('users', { period = period('2026-10') }) }",
      "chart.line: entry 2: the metrics are of different days"
    ),
  ])
  func `a wrong use says what is wrong`(source: String, expected: String) async {
    #expect(await reason(source) == expected)
  }

  @Test func `charts and tables take metrics`() async throws {
    let blocks = try await blocks(
      """
      local users = metrics.load("users")
      r:chart(chart.line { users })
      r:table(users:by("app"), { "key", "total", "trend" })
      r:figures { { "Users", users.mean, spark = users:daily() } }
      """,
      data: MetricData()
    )
    let chart = try #require(blocks[0].chart)
    #expect(chart.title == "users")
    #expect(chart.series.map(\.name) == ["users"])
    #expect(chart.series[0].values.count == 20)
    #expect(chart.series[0].values[4] == nil)
    #expect(
      blocks[1].table?.rows.map { $0.cells[1] } == [
        .number(1900), .number(FixedDecimal("9.5") ?? 0),
      ]
    )
    #expect(blocks[2].figures?.first?.spark?.count == 20)
  }

  @Test func `lines of consecutive days go along time, bars as they are sorted`() async throws {
    let charts = try await blocks(
      """
      local rows = {}
      for i = 1, 3 do rows[i] = { day = usage.load():daily()[i].day, n = i } end
      r:chart(chart.line { rows, x = "day", y = "n" })
      r:chart(chart.bars { rows, x = "day", y = "n" })
      rows[2], rows[3] = rows[3], rows[2]
      r:chart(chart.line { rows, x = "day", y = "n" })
      """
    ).compactMap(\.chart)
    #expect(charts[0].axis == .days([day("2026-11-01"), day("2026-11-02"), day("2026-11-03")]))
    #expect(charts[1].axis == .labels(["1 Nov 2026", "2 Nov 2026", "3 Nov 2026"]))
    #expect(charts[2].axis == .labels(["1 Nov 2026", "3 Nov 2026", "2 Nov 2026"]))
  }
}
