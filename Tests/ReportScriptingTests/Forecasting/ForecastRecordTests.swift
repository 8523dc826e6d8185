import ReportScripting
import Testing
import UsageModel

/// What a script learns of earlier forecasts, and what is kept of its own.
struct ForecastRecordTests {
  private static let question = "month effective USD auto"

  private static func shown(
    _ question: String = question,
    of period: String,
    on day: String,
    _ expected: Double,
    _ range: ClosedRange<Double>
  ) throws -> ShownForecast {
    let (period, day) = (try #require(Period(period)), try #require(Day(day)))
    return try #require(
      ShownForecast(
        of: question,
        for: period.days,
        madeOn: day,
        expected: expected,
        ranges: [.init(level: 80, low: range.lowerBound, high: range.upperBound)]
      )
    )
  }

  private func input(_ script: String, shown: [ShownForecast] = []) -> ScriptInput {
    ReportScriptingTests.input(
      script,
      data: MadeUpData(records: YearOfUsage.records(), shown: shown)
    )
  }

  @Test func `a record tells each forecast with what came, and how often the range held`()
    async throws
  {
    let shown = [
      try Self.shown(of: "2026-10", on: "2026-10-03", 9000, 8000...12_000),
      try Self.shown(of: "2026-10", on: "2026-10-20", 11_000, 10_900...11_100),
      try Self.shown(of: "2026-09", on: "2026-09-10", 9000, 8000...20_000),
      // Not over, of days before the history, and another question's.
      try Self.shown(of: "2026-11", on: "2026-11-05", 1, 0...2),
      try Self.shown(of: "2024-10", on: "2024-10-05", 1, 0...2),
      try Self.shown("month billed USD auto", of: "2026-10", on: "2026-10-05", 1, 0...2),
    ]
    let script = """
      local record = forecast.period().record
      local came = usage.load { period = period("2026-10") }.cost
      print(record.count, record.periods, fmt.number(record.coverage[80], 3), record.coverage[95])
      for _, f in ipairs(record.forecasts) do
        print(f.start, f.last, f.made, f.expected, f.low, f.high, f.held, f.actual == came)
      end
      local f = record.forecasts[1]
      print(math.abs(f.error - (f.expected - f.actual) / f.actual) < 1e-9, f.error < 0)
      """
    let lines = try await ReportScriptingTests.printed(input(script, shown: shown))
    #expect(
      lines == [
        "3\t2\t0.667\tnil",
        "2026-10-01\t2026-10-31\t2026-10-03\t$9,000.00\t$8,000.00\t$12,000.00\ttrue\ttrue",
        "2026-10-01\t2026-10-31\t2026-10-20\t$11,000.00\t$10,900.00\t$11,100.00\tfalse\ttrue",
        "2026-09-01\t2026-09-30\t2026-09-10\t$9,000.00\t$8,000.00\t$20,000.00\ttrue\tfalse",
        "true\ttrue",
      ]
    )
  }

  @Test func `without an earlier forecast there is no record`() async throws {
    #expect(
      try await ReportScriptingTests.printed(input("print(forecast.period().record)")) == ["nil"]
    )
  }

  @Test func `what a script forecasts is handed on, each question once`() async throws {
    let script = """
      forecast.period { method = "run_rate" }
      forecast.period { where = { app = { "Wallet", "Shop" } } }
      forecast.period { where = { app = { "Shop", "Wallet" } }, level = { 50 } }
      forecast.period { view = "billed", method = function(values, days)
        local list = {}
        for i = 1, days do list[i] = 1 end
        return list
      end }
      return report.new { title = "t" }
      """
    let output = try await ScriptRunner.run(input(script))
    #expect(
      output.forecasts.map(\.question) == [
        "month effective USD run_rate",
        "month effective USD auto, app in [\"Shop\", \"Wallet\"]",
        "month billed USD custom test.lua",
      ]
    )
    #expect(
      output.forecasts.map { $0.ranges.map(\.level) } == [[80, 95], [50, 80, 95], [80, 95]]
    )
    #expect(output.forecasts.allSatisfy { $0.madeOn.description == "2026-11-21" })
    #expect(output.forecasts.allSatisfy { $0.days == Period("2026-11")?.days })
  }

  @Test func `a period that is over, and a forecast that declines, are no forecasts to keep`()
    async throws
  {
    let over = try await ScriptRunner.run(
      input("forecast.period { period = period(\"2026-10\") } return report.new { title = \"t\" }")
    )
    #expect(over.forecasts == [])
    let declined = try await ScriptRunner.run(
      ReportScriptingTests.input(
        "forecast.period() return report.new { title = \"t\" }",
        data: MadeUpData.empty
      )
    )
    #expect(declined.forecasts == [])
  }
}
