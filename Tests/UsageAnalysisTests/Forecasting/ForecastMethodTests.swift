import Testing

@testable import UsageAnalysis

/// The methods by name, and functions of the user's.
struct ForecastMethodTests {
  private func path(
    _ name: String,
    _ values: [Double],
    days: Int = 7,
    elapsed: Int = 0
  ) throws -> [Double] {
    let choice = try #require(ForecastChoice(named: name))
    let input = ForecastInput(values: values, horizon: days, elapsed: elapsed)
    return try Forecaster(choice).forecast(input).path.map(\.expected)
  }

  @Test func `every method has its name`() throws {
    #expect(
      ForecastMethods.names == [
        "auto", "run_rate", "seasonal_naive", "day_of_week", "recent_level", "ets", "ets_damped",
        "theta",
      ]
    )
    for name in ForecastMethods.names { #expect(ForecastChoice(named: name)?.name == name) }
    #expect(ForecastChoice(named: "etz") == nil)
  }

  @Test func `the run rate is the mean of the period so far`() throws {
    let values = Array(repeating: 1.0, count: 30) + [3, 4, 8]
    #expect(try path("run_rate", values, days: 2, elapsed: 3) == [5, 5])
    #expect(try path("run_rate", values, days: 1) == [40.0 / 28])
  }

  @Test func `seasonal naive repeats the last week`() throws {
    let values = (0..<30).map(Double.init)
    #expect(try path("seasonal_naive", values, days: 9) == [23, 24, 25, 26, 27, 28, 29, 23, 24])
  }

  @Test func `the day-of-week mean takes the last four of each`() throws {
    let values = (0..<42).map { (day: Int) -> Double in Double(day / 7 * 10 + day % 7) }
    #expect(try path("day_of_week", values) == [35, 36, 37, 38, 39, 40, 41])
  }

  @Test func `the recent level has the last week's size in the usual shape`() throws {
    let values = Series.weekly(63) + Series.weekly(7, level: 130)
    for (told, wanted) in zip(try path("recent_level", values), Series.weekly(7, level: 130)) {
      #expect(abs(told - wanted) < 1e-9)
    }
  }

  @Test func `theta carries half of a trend on, ETS with a trend some days of it`() throws {
    let values = (0..<100).map { 100 + 2 * Double($0) }
    let theta = try path("theta", values, days: 20)
    #expect(zip(theta, theta.dropFirst()).allSatisfy { abs($1 - $0 - 1) < 0.1 })
    let (plain, damped) = (try path("ets", values), try path("ets_damped", values))
    #expect(damped[6] - damped[0] > plain[6] - plain[0] + 1)
  }

  @Test func `ETS passes over a holiday, and follows what stays`() throws {
    var values = Series.noisy(120, seed: 1, noise: 0.03)
    let usual = try path("ets", values).reduce(0, +)
    values[118] = 0
    #expect(abs(try path("ets", values).reduce(0, +) - usual) < 0.06 * usual)
    for day in 90..<120 { values[day] = 2 * Series.weekly(120)[day] }
    #expect(abs(try path("ets", values).reduce(0, +) - 2 * usual) < 0.1 * usual)
  }

  @Test(arguments: ForecastMethods.all.map(\.name))
  func `from a day of the past, only what came before counts`(name: String) throws {
    let method = try #require(ForecastMethods.all.first { $0.name == name })
    let history = ForecastHistory(Series.noisy(100, seed: 7))
    let together = try method.paths(in: history, at: [30, 55, 100], days: 10)
    let alone = try [30, 55, 100].map { try method.path(after: history.prefix($0), days: 10) }
    #expect(together == alone)
  }

  // MARK: - A function of the user's

  @Test func `a function is a method with ranges from its own errors`() throws {
    let good = ForecastChoice.custom("mine") { values, days in
      (0..<days).map { values[values.count - 7 + $0 % 7] }
    }
    let bad = ForecastChoice.custom("mine") { values, days in
      (0..<days).map { values[values.count - 7 + $0 % 7] * ($0.isMultiple(of: 2) ? 0.2 : 3) }
    }
    let input = ForecastInput(values: Series.noisy(90, seed: 2), horizon: 14)
    let forecast = try Forecaster(good).forecast(input)
    #expect(forecast.method == "mine")
    #expect(
      forecast.path.map(\.expected)
        == (try path("seasonal_naive", Series.noisy(90, seed: 2), days: 14))
    )
    let (near, far) = (
      try #require(forecast.range(0.8)),
      try #require(try Forecaster(bad).forecast(input).range(0.8))
    )
    #expect(far.high - far.low > 2 * (near.high - near.low))
    let trials = try #require(forecast.backTest)
    #expect(trials.trials <= 24 && trials.methods.map(\.name) == ["mine"])
    #expect(trials.methods[0].share == 1)
  }

  @Test func `a function has to give a number for each day`() throws {
    let input = ForecastInput(values: Series.noisy(60, seed: 2), horizon: 30)
    func message(_ path: @escaping @Sendable ([Double], Int) -> [Double]) -> String? {
      do {
        _ = try Forecaster(.custom("mine", path: path)).forecast(input)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message { _, _ in [1, 2, 3] }
        == "the forecast method \"mine\" was asked for 30 days and gave 3; it has to give one number for each"
    )
    #expect(
      message { _, days in (0..<days).map { $0 == 4 ? .nan : 1 } }
        == "the forecast method \"mine\" gave no finite number for day 5; it has to give an amount"
    )
  }

  @Test func `what a function throws comes through`() throws {
    struct Broken: Error {}
    let choice = ForecastChoice.custom { _, _ in throw Broken() }
    #expect(throws: Broken.self) {
      try Forecaster(choice).forecast(ForecastInput(values: Series.weekly(60), horizon: 3))
    }
  }
}
