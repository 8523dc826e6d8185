import Measurement
import UsageAnalysis

/// Measures forecasts of series of 400 days, with their ranges.
struct SpeedBenchmark {
  private static let days = 400

  func run() async throws {
    let input = Self.input(1)
    let times = try (0..<101).map { _ in
      try Self.seconds { _ = try Forecaster().forecast(input).ranges }
    }
    let what = "forecast of \(Self.days) days of history, auto, ranges of 80 and 95 %"
    row(what, median(times) * 1000, "the limit", 5, "ms", limit: "at most 1")

    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for half in 0..<2 {
        group.addTask {
          for index in 0..<500 {
            _ = try Forecaster().forecast(Self.input(half * 500 + index)).ranges
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = Self.seconds(of: clock.now - start)
    row("1,000 such forecasts on two cores", seconds, "the limit", 3, "s", limit: "at most 1")
  }

  /// A series with a week, a slope and something like noise, all told by its number.
  private static func input(_ number: Int) -> ForecastInput {
    let week = [1.0, 1.1, 1.05, 1.08, 1, 0.6, 0.5]
    let values = (0..<days).map { day -> Double? in
      let noise = (day * 7919 + number * 104_729) % 31
      return week[day % 7] * (100 + Double(day) / 10) + Double(noise)
    }
    return ForecastInput(values: values, horizon: 20)
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    return seconds(of: clock.now - start)
  }

  private static func seconds(of duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
