import Testing

@testable import UsageAnalysis

/// Chances and days, which are answered from the same paths as the ranges.
struct ForecastChanceTests {
  private func forecast(soFar: Double = 0, days: Int = 14) throws -> Forecast {
    let input = ForecastInput(values: Series.noisy(70, seed: 1), horizon: days, soFar: soFar)
    return try Forecaster().forecast(input)
  }

  @Test func `the chance falls as the amount rises, from 1 to 0`() throws {
    let forecast = try forecast()
    let chances = try stride(from: 0.0, through: 3000, by: 10).map {
      try #require(forecast.chance(above: $0))
    }
    #expect(chances.first == 1 && chances.last == 0)
    #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test func `the ends of a range have the chances that it is made of`() throws {
    let forecast = try forecast()
    for (level, rest) in [(0.8, 0.1), (0.95, 0.025)] {
      let range = try #require(forecast.range(level))
      #expect(abs(try #require(forecast.chance(above: range.high)) - rest) < 1e-9)
      #expect(abs(try #require(forecast.chance(above: range.low)) - (1 - rest)) < 1e-9)
    }
  }

  @Test func `an amount is reached when half of the paths have reached it`() throws {
    let forecast = try forecast(soFar: 1000)
    let path = forecast.path
    // What is expected by the end of the sixth day lies between the fifth and the sixth.
    let reaching = try #require(forecast.day(reaching: (path[4].total + path[5].total) / 2))
    #expect(reaching.likely == 5)
    let (early, late) = (try #require(reaching.early), try #require(reaching.late))
    #expect(early <= 5 && 5 <= late)
    #expect(!reaching.isReached)
  }

  @Test func `a rising amount is never reached earlier`() throws {
    let forecast = try forecast()
    let days = try stride(from: 100.0, through: 2000, by: 100).map {
      try #require(forecast.day(reaching: $0)).likely ?? .max
    }
    #expect(days == days.sorted())
    #expect(days.first == 1 && days.last == .max)
  }

  @Test func `the last day by which it is reached agrees with the chance`() throws {
    let forecast = try forecast()
    let range = try #require(forecast.range(0.95))
    #expect(try #require(forecast.day(reaching: range.high)).early == nil)
    #expect(try #require(forecast.day(reaching: range.low)).late != nil)
  }

  @Test func `what is reached already has no day`() throws {
    let reaching = try #require(try forecast(soFar: 1000).day(reaching: 1000))
    #expect(reaching == .init(early: nil, likely: nil, late: nil, isReached: true))
  }

  @Test func `with no day to come, the total is what is known`() throws {
    let done = try forecast(soFar: 1000, days: 0)
    #expect(done.expected == 1000)
    #expect(done.ranges.allSatisfy { $0.low == 1000 && $0.high == 1000 })
    #expect(done.path.isEmpty)
    #expect(done.chance(above: 999) == 1 && done.chance(above: 1000) == 0)
  }
}
