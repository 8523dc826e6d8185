/// The mean of the period's days so far, every day the same; of the last four weeks where no day of it has passed.
struct RunRate: ForecastMethod {
  let name = "run_rate"

  private static let span = 4 * ForecastHistory.week

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    Array(repeating: history.mean(of: Self.days(of: history)), count: days)
  }

  /// The days that count.
  static func days(of history: ForecastHistory) -> Range<Int> {
    let span = history.elapsed > 0 ? history.elapsed : span
    return max(0, history.count - span)..<history.count
  }
}
