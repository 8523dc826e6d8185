/// The last week again and again.
struct SeasonalNaive: ForecastMethod {
  let name = "seasonal_naive"

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    let week = ForecastHistory.week
    return (0..<days).map { history.values[history.count - week + $0 % week] }
  }
}
