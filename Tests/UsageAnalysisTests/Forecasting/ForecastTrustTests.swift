import Testing

@testable import UsageAnalysis

/// How far forecasts can be trusted: what the back-test says, and whether ranges hold.
struct ForecastTrustTests {
  @Test func `the back-test tells each method's share and error`() throws {
    let input = ForecastInput(values: Series.noisy(120, seed: 9), horizon: 14)
    let forecast = try Forecaster().forecast(input)
    let test = try #require(forecast.backTest)
    #expect(test.days == 14)
    #expect(
      test.methods.map(\.name) == [
        "day_of_week", "day_of_week_long", "recent_level", "ets", "ets_damped", "theta",
      ]
    )
    #expect(abs(test.methods.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    // What errs less counts more.
    let byError = test.methods.sorted { ($0.error ?? 0) < ($1.error ?? 0) }
    #expect(byError[0].share > byError[5].share)
    #expect(try #require(test.error) < 0.1)
    #expect(test.coverage.map(\.level) == [0.8, 0.95])
    #expect(test.coverage[0].held <= test.coverage[1].held)
  }

  @Test func `ranges hold about as often as they say`() throws {
    // The shocks of real usage are missing here, so ranges made for it hold more often.
    var held = [0, 0]
    for seed in 0..<40 {
      let values = Series.noisy(74, seed: UInt64(100 + seed), noise: 0.25)
      let input = ForecastInput(values: Array(values[..<60]), horizon: 14)
      let outcome = values[60...].reduce(0, +)
      for (index, range) in try Forecaster().forecast(input).ranges.enumerated() {
        if range.low <= outcome, outcome <= range.high { held[index] += 1 }
      }
    }
    #expect((30...38).contains(held[0]), "held \(held[0]) of 40")
    #expect((37...40).contains(held[1]), "held \(held[1]) of 40")
  }

  @Test func `more noise makes wider ranges`() throws {
    let widths = try [0.02, 0.1, 0.5].map { noise in
      let input = ForecastInput(values: Series.noisy(80, seed: 4, noise: noise), horizon: 14)
      let range = try #require(try Forecaster().forecast(input).range(0.8))
      return range.high - range.low
    }
    #expect(widths == widths.sorted())
    #expect(widths[2] > 3 * widths[0])
  }

  @Test func `further ahead is less sure`() throws {
    let widths = try [1, 5, 10, 20, 40].map { days in
      let input = ForecastInput(values: Series.noisy(100, seed: 4), horizon: days)
      let range = try #require(try Forecaster().forecast(input).range(0.8))
      return range.high - range.low
    }
    #expect(widths == widths.sorted())
  }

  @Test(arguments: [1e-90, 1e90])
  func `amounts of any size have a forecast`(size: Double) throws {
    let input = ForecastInput(values: Series.noisy(60, seed: 1).map { $0 * size }, horizon: 7)
    let forecast = try Forecaster().forecast(input)
    #expect(try #require(forecast.expected).isFinite)
    #expect(forecast.ranges.allSatisfy { $0.low.isFinite && $0.high.isFinite && $0.low < $0.high })
  }
}
