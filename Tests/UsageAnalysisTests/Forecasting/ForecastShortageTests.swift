import Testing

@testable import UsageAnalysis

/// What a forecast says where there is too little to make one from.
struct ForecastShortageTests {
  private func forecast(
    _ values: [Double?],
    days: Int = 10,
    elapsed: Int = 0,
    soFar: Double = 0
  ) throws -> Forecast {
    let input = ForecastInput(values: values, horizon: days, elapsed: elapsed, soFar: soFar)
    return try Forecaster().forecast(input)
  }

  @Test func `a short history gives the run rate, and says so`() throws {
    let short = try forecast([4, 6, nil, 5], elapsed: 2, soFar: 5)
    #expect(short.method == "run_rate")
    #expect(
      short.reason
        == "a forecast of 10 days needs 21 known days of history, and there are 3; this is the run rate of 1 day instead"
    )
    #expect(short.expected == 55)
    #expect(short.path.map(\.expected) == Array(repeating: 5, count: 10))
    #expect(short.path.last?.total == 55)
  }

  @Test func `where it declines it has no ranges, chances or days`() throws {
    let short = try forecast([4, 6])
    #expect(short.ranges.isEmpty && short.range(0.8) == nil)
    #expect(short.path.allSatisfy { $0.ranges.isEmpty && $0.totalRanges.isEmpty })
    #expect(short.chance(above: 1) == nil && short.day(reaching: 1) == nil)
    #expect(short.backTest == nil)
    #expect(short.without("x").expected == short.expected)
  }

  @Test func `twenty-one days are enough`() throws {
    let values = Series.noisy(21, seed: 1)
    #expect(try forecast(Array(values.dropLast())).reason != nil)
    let enough = try forecast(values)
    #expect(enough.reason == nil && enough.ranges.count == 2)
    #expect(enough.ranges.allSatisfy { $0.low < $0.high })
  }

  @Test func `a long way ahead needs a long history`() throws {
    #expect(
      try forecast(Series.noisy(60, seed: 1), days: 300).reason
        == "a forecast of 300 days needs 150 known days of history, and there are 60; this is the run rate of 28 days instead"
    )
    #expect(try forecast(Series.noisy(60, seed: 1), days: 120).reason == nil)
  }

  @Test func `nothing known is nothing told`() throws {
    for nothing in [[], [nil, nil]] as [[Double?]] {
      let forecast = try forecast(nothing, days: 1)
      #expect(
        forecast.reason
          == "a forecast of 1 day needs 21 known days of history, and there are none"
      )
      #expect(forecast.expected == nil && forecast.path.isEmpty)
      #expect(forecast.without("x").expected == nil)
    }
    #expect(
      try forecast([3]).reason
        == "a forecast of 10 days needs 21 known days of history, and there is 1; this is the run rate of 1 day instead"
    )
  }

  @Test func `days that lie too far apart tell nothing`() throws {
    let values = (0..<300).map { $0.isMultiple(of: 9) ? Double(100 + $0 % 7) : nil }
    let forecast = try forecast(values)
    #expect(
      forecast.reason
        == "a forecast needs 14 known days among the last 56, and there are 6; "
        + "this is the run rate of 3 days instead"
    )
    #expect(forecast.method == "run_rate" && forecast.ranges.isEmpty)
  }

  @Test func `days after years of silence tell too little`() throws {
    let silence = Array(repeating: Double?.none, count: 1500)
    let forecast = try forecast(Series.weekly(10) + silence + Series.weekly(20))
    #expect(
      forecast.reason
        == "a forecast needs known days that follow each other, and of 1530 days only 30 are known, "
        + "too far apart to tell how far off it may be; this is the run rate of 20 days instead"
    )
  }

  @Test func `what was before usage began is no history`() throws {
    let used = Series.noisy(60, seed: 3)
    let figures = try [[], Array(repeating: nil, count: 200), Array(repeating: 0, count: 200)]
      .map { (before: [Double?]) in try forecast(before + used) }
    #expect(figures[1].path == figures[0].path && figures[2].path == figures[0].path)
    // Four weeks with nothing in them are part of what is usual, whatever came before.
    let late = Array(repeating: Double?.some(0), count: 200) + [5]
    let (told, short) = (try forecast(late), try forecast(late.suffix(28)))
    #expect(told.reason == nil)
    #expect(told.path == short.path)
  }

  @Test func `a source that fell silent has no forecast`() throws {
    let silent = Series.weekly(60).map(Optional.some) + Array(repeating: nil, count: 14)
    let forecast = try forecast(silent)
    #expect(
      forecast.reason
        == "a forecast needs a known day among the last 14, and there is none; this is the run rate of 14 days instead"
    )
    #expect(try self.forecast(silent.dropLast()).reason == nil)
  }
}
