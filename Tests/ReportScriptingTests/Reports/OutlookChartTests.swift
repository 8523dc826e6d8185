import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// `chart.burnup` and `chart.fan`.
@Suite struct OutlookChartTests {
  private func chart(
    _ expression: String,
    _ records: [UsageRecord] = YearOfUsage.records(),
    budgets: [Budget] = []
  ) async throws -> Chart {
    var input = YearOfUsage.input(
      """
      local month = period.month()
      local o = forecast.period { period = month }
      return report.new { title = "T" }:chart(\(expression))
      """,
      records
    )
    input.budgets = budgets
    let output = try await ScriptRunner.run(input)
    let report = try #require(output.reports.first)
    return try #require(report.document.blocks.first?.chart)
  }

  private func burnUp(
    _ expression: String,
    _ records: [UsageRecord] = YearOfUsage.records(),
    budgets: [Budget] = []
  ) async throws -> Chart.BurnUp {
    let chart = try await chart(expression, records, budgets: budgets)
    guard case .burnUp(let burnUp) = chart.content else { throw Missing() }
    return burnUp
  }

  private func fan(
    _ expression: String,
    _ records: [UsageRecord] = YearOfUsage.records(),
    budgets: [Budget] = []
  ) async throws -> Chart.Fan {
    let chart = try await chart(expression, records, budgets: budgets)
    guard case .fan(let fan) = chart.content else { throw Missing() }
    return fan
  }

  private struct Missing: Error {}

  private static let everything = Budget(name: "everything", limit: .same(9000), unit: "USD")

  @Test func `a burn-up adds up the days so far and goes on with the forecast`() async throws {
    let burnUp = try await burnUp("chart.burnup { o }")
    let month = Period(.month, containing: day("2026-11-01"))
    #expect(burnUp.days == month.days)
    #expect(burnUp.totals.count == 20)
    // 400 USD a day, and a fee of 49 USD on the first; then two quiet days.
    #expect(burnUp.totals.prefix(4) == [449, 849, 1009, 1169])
    let forecast = try #require(burnUp.forecast)
    #expect(forecast.days.count == 10)
    let last = try #require(burnUp.totals.last ?? nil)
    #expect(forecast.days[0].expected > last)
    #expect(zip(forecast.days, forecast.days.dropFirst()).allSatisfy { $0.expected <= $1.expected })
    #expect(forecast.hasRanges)
    #expect(burnUp.earlier == nil && burnUp.budget == nil)
  }

  @Test func `the end of a burn-up is what the forecast expects`() async throws {
    let chart = try await chart("chart.burnup { o, note = tostring(o.expected.amount) }")
    guard case .burnUp(let burnUp) = chart.content else { throw Missing() }
    let end = try #require(burnUp.forecast?.days.last?.expected.approximation)
    let expected = try #require(chart.note.flatMap { Double($0) })
    #expect(abs(end - expected) < 0.001)
    #expect(chart.title == "Spend in November 2026" && chart.unit == .money("USD"))
  }

  @Test func `an earlier frame is grey, a budget is a line`() async throws {
    let burnUp = try await burnUp(
      """
      chart.burnup { o, usage.load { period = month:previous() }, budget = budget.get("everything"),
        height = 200 }
      """,
      budgets: [Self.everything]
    )
    #expect(burnUp.earlier?.name == "October 2026")
    #expect(burnUp.earlier?.values.count == 31)
    #expect(burnUp.earlier?.isReference == true)
    #expect(burnUp.budget == ChartLevel("Budget", value: 9000))
    #expect(burnUp.height == 200)
    let plain = try await self.burnUp("chart.burnup { o, budget = money('70 USD') }")
    #expect(plain.budget == ChartLevel("Budget", value: 70))
  }

  @Test
  func `a forecast of some of the usage knows its own days, and a frame is drawn in their place`()
    async throws
  {
    let own = try await burnUp(
      "chart.burnup { forecast.period { period = month, where = { app = \"Shop\" } } }"
    )
    #expect(own.totals[0] == 300)
    let given = try await burnUp(
      """
      chart.burnup { forecast.period { period = month, where = { app = "Shop" } },
        usage.load { period = month, where = { app = "Shop" } } }
      """
    )
    #expect(given.totals == own.totals)
  }

  @Test func `without a real forecast the days so far are drawn, and the note says why`()
    async throws
  {
    let few = YearOfUsage.records().filter { $0.day >= day("2026-11-18") && $0.charge == .usage }
    let chart = try await chart("chart.burnup { o, note = 'A note.' }", few)
    guard case .burnUp(let burnUp) = chart.content else { throw Missing() }
    #expect(burnUp.forecast == nil)
    #expect(burnUp.totals.compactMap(\.self).count == 3)
    #expect(
      chart.note
        == "A note. No forecast: a forecast of 10 days needs 21 known days of history, and there are 3."
    )
  }

  @Test func `a fan has the days and goes on one day later`() async throws {
    let fan = try await fan("chart.fan { o, budget = money('900 USD'), limit = money('500 USD') }")
    #expect(fan.first == day("2026-11-01"))
    #expect(fan.actual.count == 20)
    #expect(fan.actual[1] == .complete(400))
    #expect(fan.forecast?.days.count == 10)
    #expect(
      fan.levels == [ChartLevel("even pace", value: 30), ChartLevel("limit", value: 500)]
    )
  }

  @Test func `a missing day is a gap and never zero`() async throws {
    let records = YearOfUsage.records { day, _, usual in
      day == ReportScriptingTests.day("2026-11-05") ? nil : usual
    }
    #expect(try await fan("chart.fan { o }", records).actual[4] == .missing)
    let totals = try await burnUp("chart.burnup { o }", records).totals
    #expect(totals[3...5] == [1169, nil, 1569])
  }

  @Test func `plain numbers take their days from the series`() async throws {
    let chart = try await chart(
      """
      (function()
        local days = usage.load { period = period("2026-10") }:daily()
        return chart.fan { forecast.series(days, { horizon = 5 }), days }
      end)()
      """
    )
    guard case .fan(let fan) = chart.content else { throw Missing() }
    #expect(fan.first == day("2026-10-01"))
    #expect(fan.actual.count == 31 && fan.forecast?.days.count == 5)
    #expect(chart.unit == .money("USD"))
  }

  @Test(arguments: [
    ("chart.burnup {}", "chart.burnup: a chart needs its data first: { outlook, title = … }"),
    ("chart.burnup { f }", "chart.burnup: entry 1: expected a forecast, got a frame"),
    (
      "chart.burnup { o, 5 }",
      "chart.burnup: entry 2: expected a frame, series or metric with the days so far, got 5"
    ),
    (
      "chart.burnup { o, f, f }",
      "chart.burnup: entry 3: the days so far are given already, by entry 2"
    ),
    (
      "chart.burnup { o, usage.load { period = period('2026-10') }, usage.load { period = period('2026-09') } }",
      "chart.burnup: entry 3: one earlier period is enough"
    ),
    (
      "chart.burnup { o, usage.load({ period = period('2026-10') }):daily() }",
      "chart.burnup: entry 2: expected the days of 2026-11 so far, got those from 2026-10-01 on"
    ),
    (
      "chart.burnup { o, f:weekly() }",
      "chart.burnup: entry 2: expected a value for each day, got one for weeks or months"
    ),
    (
      "chart.burnup { forecast.series(f:daily(), { horizon = 3 }), f:daily() }",
      "chart.burnup: entry 1: expected a forecast of a period, got one of plain numbers"
    ),
    (
      "chart.fan { forecast.series(f:daily(), { horizon = 3 }) }",
      "chart.fan: the forecast is of plain numbers, which have no days; add what it was made from: { outlook, series }"
    ),
    (
      "chart.burnup { o, budget = money('5 EUR') }",
      "chart.burnup: option \"budget\": the chart is in USD, not in EUR"
    ),
    (
      "chart.burnup { o, budget = budget.get('quarterly') }",
      "chart.burnup: option \"budget\": the forecast is of 2026-11, and the budget's period is 2026-Q4"
    ),
    (
      "chart.burnup { o, budget = budget.get('calls') }",
      "chart.burnup: option \"budget\": the chart is in USD, not in requests"
    ),
    (
      "chart.burnup { o, height = 5 }",
      "chart.burnup: option \"height\": expected 40 to 1000 pixels, got 5"
    ),
    (
      "chart.fan { o, limit = 5 }",
      "chart.fan: option \"limit\": the chart is in USD; write money(5, \"USD\")"
    ),
  ])
  func `a wrong chart says what is wrong`(expression: String, expected: String) async {
    var input = YearOfUsage.input(
      """
      local f = usage.load()
      local o = forecast.period()
      return \(expression)
      """
    )
    input.budgets = [
      Budget(name: "quarterly", limit: .same(90), unit: "USD", span: .quarter),
      Budget(name: "calls", limit: .same(1000), unit: "requests"),
    ]
    #expect(await ReportScriptingTests.reason(input) == expected)
  }
}
