import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// `chart.heatmap`.
@Suite struct CalendarChartTests {
  private func chart(_ expression: String, data: some ScriptData = MadeUpData()) async throws
    -> Chart
  {
    try #require(try await blocks("r:chart(\(expression))", data: data).first?.chart)
  }

  private func calendar(_ expression: String) async throws -> Chart.Calendar {
    let chart = try await chart(expression)
    guard case .calendar(let calendar) = chart.content else { throw Missing() }
    return calendar
  }

  private struct Missing: Error {}

  @Test func `a running month has its days, and boxes for those to come`() async throws {
    let chart = try await chart("chart.heatmap { usage.load(), title = 'Cost', note = 'n' }")
    guard case .calendar(let calendar) = chart.content else { throw Missing() }
    #expect(chart.title == "Cost" && chart.note == "n" && chart.unit == .money("USD"))
    #expect(calendar.first == day("2026-11-01"))
    #expect(calendar.actual.count == 20 && calendar.upcoming.count == 10)
    #expect(calendar.actual[0] == .complete(3))
    #expect(calendar.actual[4] == .missing)
    #expect(calendar.upcoming.allSatisfy { $0 == nil })
  }

  @Test func `the running day is incomplete`() async throws {
    let calendar = try await calendar("chart.heatmap { usage.load { partial = true } }")
    #expect(calendar.actual.count == 21 && calendar.upcoming.count == 9)
    #expect(calendar.actual[20] == .incomplete(3))
    #expect(calendar.actual[19] == .complete(3))
  }

  @Test func `series and measures count what they say`() async throws {
    let requests = try await chart("chart.heatmap { usage.load(), measure = 'requests' }")
    #expect(requests.unit == .count("requests"))
    #expect(requests.title == "Daily requests, November 2026")
    let series = try await chart("chart.heatmap { usage.load():daily('requests') }")
    #expect(series.unit == .count("requests"))
    guard case .calendar(let calendar) = series.content else { throw Missing() }
    #expect(calendar.upcoming.isEmpty && calendar.actual[0] == .complete(15))
  }

  @Test(arguments: [
    ("chart.heatmap {}", "chart.heatmap: a chart needs its data first: { frame, title = … }"),
    ("chart.heatmap { f, f }", "chart.heatmap: a calendar has one frame or series only"),
    ("chart.heatmap { 5 }", "chart.heatmap: entry 1: expected a frame, series or metric, got 5"),
    (
      "chart.heatmap { f:weekly() }",
      "chart.heatmap: entry 1: expected a value for each day, got one for weeks or months"
    ),
    (
      "chart.heatmap { f:daily(), measure = 'cost' }",
      "chart.heatmap: option \"measure\" goes with a frame, not with a series"
    ),
    (
      "chart.heatmap { usage.load { period = period('2010-01-01..2026-11-20') } }",
      "chart.heatmap: entry 1: a calendar has at most 1100 days, got 6168"
    ),
  ])
  func `a wrong calendar says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("local f = usage.load() return \(expression)") == expected)
  }
}
