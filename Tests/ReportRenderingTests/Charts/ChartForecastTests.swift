import ReportDocument
import Testing
import UsageModel

@Suite struct ChartForecastTests {
  @Test func `ranges nest whatever is given`() throws {
    let ends: [FixedDecimal] = [-5, 0, 3, 10, 40]
    for expected in ends {
      for low80 in ends {
        for high80 in ends where low80 <= high80 {
          for low95 in ends {
            for high95 in ends where low95 <= high95 {
              let day = ChartForecast.Day(
                expected,
                likely80: low80...high80,
                likely95: low95...high95
              )
              let inner = try #require(day.likely80)
              let outer = try #require(day.likely95)
              #expect(inner.contains(expected))
              #expect(outer.lowerBound <= inner.lowerBound)
              #expect(outer.upperBound >= inner.upperBound)
              #expect(outer.lowerBound >= min(.zero, expected))
            }
          }
        }
      }
    }
  }

  @Test func `a range that needs no widening stays as it is`() {
    let day = ChartForecast.Day(5, likely80: 4...7, likely95: 2...9)
    #expect(day.likely80 == 4...7)
    #expect(day.likely95 == 2...9)
    #expect(ChartForecast.Day(5).likely80 == nil)
    #expect(ChartForecast.Day(5, likely95: 6...7).likely95 == 5...7)
  }

  @Test func `a running total goes on behind a missing day`() throws {
    let totals = try Chart.BurnUp.totals(of: [5, nil, -2, nil, nil, 4])
    #expect(totals == [5, nil, 3, nil, nil, 7])
  }

  @Test func `a running total that is too large is an error`() {
    let most = FixedDecimal(units: .max)
    #expect(throws: ArithmeticOverflow.self) { try Chart.BurnUp.totals(of: [most, most]) }
  }

  @Test func `every chart tells its data as series along an axis`() {
    let burnUp = ChartSamples.burnUps[0].chart
    #expect(burnUp.axis.count == 30)
    #expect(burnUp.series.map(\.name) == ["Total", "Expected", "October"])
    #expect(burnUp.series[1].values.count == 30)
    #expect(burnUp.levels.map(\.label) == ["Budget"])
    let fan = ChartSamples.fans[0].chart
    #expect(fan.axis.count == 26)
    #expect(fan.series[1].values.firstIndex { $0 != nil } == 20)
    let calendar = ChartSamples.calendars[0].chart
    #expect(calendar.axis.count == 33)
    #expect(calendar.series[1].values.suffix(3) == [122, nil, 199])
    let flow = ChartSamples.flows[1].chart
    #expect(
      flow.axis
        == .labels([
          "Puter → Atlas", "Puter → Beacon", "Helius → Atlas", "Helius → Atlas", "Helius → Beacon",
        ])
    )
    #expect(ChartSamples.sparklines[0].chart.series[0].values == Samples.daily)
  }
}
