import Testing

@testable import UsageAnalysis

/// What holds for every forecast.
struct ForecastLawTests {
  private func forecast(
    _ values: [Double?],
    weights: [Double] = [],
    days: Int = 14,
    soFar: Double = 0,
    additions: [Double] = [],
    seed: UInt64 = 1,
    by choice: ForecastChoice = .auto
  ) throws -> Forecast {
    try Forecaster(choice).forecast(
      ForecastInput(
        values: values,
        weights: weights,
        horizon: days,
        soFar: soFar,
        additions: additions,
        seed: seed
      )
    )
  }

  private static func figures(of forecast: Forecast) throws -> [Double] {
    [try #require(forecast.expected)] + forecast.ranges.flatMap { [$0.low, $0.high] }
  }

  @Test func `a constant series goes on, within a narrow range`() throws {
    let constant = try forecast(Array(repeating: 7.5, count: 90), days: 20)
    #expect(abs(try #require(constant.expected) - 150) < 1e-9)
    for range in constant.ranges {
      #expect(abs(range.low - 150) < 1e-6 && abs(range.high - 150) < 1e-6)
    }
    #expect(constant.path.allSatisfy { abs($0.expected - 7.5) < 1e-9 })
    #expect(constant.reason == nil && constant.shift == nil && constant.cycle == nil)
  }

  @Test func `a series of zeros stays at zero`() throws {
    let zeros = try forecast(Array(repeating: 0, count: 60))
    #expect(try Self.figures(of: zeros) == [0, 0, 0, 0, 0])
    #expect(zeros.chance(above: 0) == 0)
    #expect(zeros.backTest?.error == nil)
  }

  @Test(arguments: 0..<7)
  func `a week goes on with the day that follows`(weekday: Int) throws {
    let values = Series.weekly(77, from: weekday)
    let path = try forecast(Array(values[..<63]), days: 14).path
    for (day, value) in zip(path, values[63...]) {
      #expect(abs(day.expected - value) < 1e-6)
    }
  }

  @Test func `twice the usage is twice the forecast, to the last digit`() throws {
    let values = Series.noisy(120, seed: 3)
    let (one, two) = (try forecast(values), try forecast(values.map { $0 * 2 }))
    #expect(try Self.figures(of: one).map { $0 * 2 } == Self.figures(of: two))
    #expect(one.path.map { $0.ranges[0].high * 2 } == two.path.map { $0.ranges[0].high })
  }

  @Test func `another unit is the same forecast in that unit`() throws {
    let values = Series.noisy(120, seed: 4)
    let (one, other) = (try forecast(values), try forecast(values.map { $0 * 0.037 }))
    for (figure, scaled) in zip(try Self.figures(of: one), try Self.figures(of: other)) {
      #expect(abs(figure * 0.037 - scaled) < 1e-9 * figure)
    }
  }

  @Test(arguments: ForecastMethods.names)
  func `the range of 95 % encloses that of 80 %, and both what is expected`(name: String) throws {
    let choice = try #require(ForecastChoice(named: name))
    let forecast = try forecast(Series.noisy(70, seed: 5), by: choice)
    let (inner, outer) = (try #require(forecast.range(0.8)), try #require(forecast.range(0.95)))
    let expected = try #require(forecast.expected)
    #expect(outer.low < inner.low && inner.low < expected)
    #expect(expected < inner.high && inner.high < outer.high)
    for day in forecast.path {
      #expect(day.totalRanges[1].low <= day.totalRanges[0].low)
      #expect(day.totalRanges[0].high <= day.totalRanges[1].high)
    }
    #expect(forecast.method == name)
  }

  @Test func `the path ends with the total, in its middle and its ranges`() throws {
    let forecast = try forecast(Series.noisy(70, seed: 6), soFar: 250, additions: [5, 0, 3])
    let last = try #require(forecast.path.last)
    #expect(abs(last.total - (try #require(forecast.expected))) < 1e-9)
    for (range, total) in zip(last.totalRanges, forecast.ranges) {
      #expect(abs(range.low - total.low) < 1e-9 && abs(range.high - total.high) < 1e-9)
    }
  }

  @Test func `what is known already and what is known to come move everything by as much`() throws {
    let values = Series.noisy(70, seed: 6)
    let bare = try Self.figures(of: try forecast(values))
    let more = try forecast(values, soFar: 250, additions: [5, 0, 3])
    for (figure, moved) in zip(bare, try Self.figures(of: more)) {
      #expect(abs(figure + 258 - moved) < 1e-9)
    }
    #expect(more.soFar == 250)
  }

  @Test func `where usage was never below zero, no forecast is`() throws {
    // Falls to nothing, with bursts.
    let values = (0..<80).map { (day: Int) -> Double in
      day.isMultiple(of: 9) ? 500 : max(0, 40 - Double(day))
    }
    let forecast = try forecast(values, days: 30)
    #expect(forecast.ranges.allSatisfy { $0.low >= 0 })
    #expect(forecast.path.allSatisfy { $0.expected >= 0 && $0.ranges.allSatisfy { $0.low >= 0 } })
  }

  @Test(arguments: ["theta", "ets_damped", "auto"])
  func `a fall ends at zero`(name: String) throws {
    let values = (0..<80).map { 1000 - 12.4 * Double($0) }
    let choice = try #require(ForecastChoice(named: name))
    let path = try forecast(values, days: 30, by: choice).path
    #expect(path.allSatisfy { $0.expected >= 0 && $0.total >= 0 })
  }

  @Test func `refunds can go on`() throws {
    let forecast = try forecast(Array(repeating: [-4.0, -6], count: 40).flatMap { $0 }, days: 10)
    #expect(abs(try #require(forecast.expected) + 50) < 5)
  }

  @Test func `the same seed gives the same digits, another one other paths`() throws {
    let values = Series.noisy(90, seed: 8)
    let (one, again) = (try forecast(values), try forecast(values))
    #expect(one.path == again.path)
    let other = try forecast(values, seed: 2)
    #expect(other.expected == one.expected)
    #expect(other.path != one.path)
  }

  @Test func `every machine has these digits`() throws {
    let week = [20.0, 22, 21, 23, 20, 9, 7]
    let values = (0..<90).map { (day: Int) -> Double in Double(day * day % 17) + week[day % 7] }
    let forecast = try forecast(values, days: 10)
    let total = [
      249.69336945660353, 186.73382302977427, 312.65291588343274, 136.44069422727745,
      362.9460446859297,
    ]
    #expect(try Self.figures(of: forecast) == total)
    let day = [18.556913797457455, 38.664125898515806, 11.550990920940242, 40.04007580085961]
    #expect(forecast.path[3].ranges.flatMap { [$0.low, $0.high] } == day)
  }
}
