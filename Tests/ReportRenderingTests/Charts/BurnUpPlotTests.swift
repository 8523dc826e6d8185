import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct BurnUpPlotTests {
  private func plot(
    _ totals: [FixedDecimal?],
    then expected: [FixedDecimal] = [],
    budget: FixedDecimal? = nil
  ) -> BurnUpPlot {
    BurnUpPlot(
      .init(
        days: ChartSamples.november,
        totals: totals,
        forecast: expected.isEmpty ? nil : ChartForecast(expected.map { .init($0) }),
        budget: budget.map { ChartLevel("Budget", value: $0) }
      )
    )
  }

  @Test func `the budget is reached where the line crosses it`() throws {
    let reached = try #require(plot([10, 20], then: [30, 40], budget: 35).reached)
    #expect(reached.day == Samples.firstDay.advanced(by: 3))
    #expect(reached.isExpected)
    #expect(abs(reached.x - 3.5 / 30) < 1e-9)
    let passed = try #require(plot([10, 20], then: [30], budget: 20).reached)
    #expect(passed.day == Samples.firstDay.advanced(by: 1))
    #expect(!passed.isExpected)
    #expect(abs(passed.x - 2.0 / 30) < 1e-9)
  }

  @Test func `the first crossing counts, also when credits bring the total down again`() {
    #expect(plot([10, 40, 20, 50], budget: 30).reached?.day == Samples.firstDay.advanced(by: 1))
  }

  @Test func `a budget that is not reached, is none, or is zero has no mark`() {
    #expect(plot([10, 20], then: [30], budget: 31).reached == nil)
    #expect(plot([10, 20], then: [30]).reached == nil)
    #expect(plot([10, 20], then: [30], budget: 0).reached == nil)
  }

  @Test func `a forecast begins at the newest known total`() {
    #expect(plot([10, 20, nil, nil], then: [30]).start == (x: 2.0 / 30, value: 20))
    #expect(plot([], then: [30]).start == (x: 0, value: 0))
    #expect(plot([nil], then: [30]).start == (x: 1.0 / 30, value: 0))
  }

  @Test func `days beyond the period are left out`() {
    let many = [FixedDecimal?](repeating: 1, count: 40)
    #expect(plot(many, then: [2]).actual.count == 30)
    #expect(plot(many, then: [2]).forecast.isEmpty)
    #expect(plot([1], then: [FixedDecimal](repeating: 2, count: 40)).forecast.count == 29)
  }

  @Test func `missing days before the newest one are told, later ones are not`() {
    let missing = plot([10, nil, 20, nil, nil]).missing
    #expect(missing == [Samples.firstDay.advanced(by: 1)])
  }
}
