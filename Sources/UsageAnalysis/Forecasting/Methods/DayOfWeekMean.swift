/// For each day of the week, the mean of the last few of them.
struct DayOfWeekMean: ForecastMethod {
  let name: String
  /// How many weeks count.
  let weeks: Int

  init(name: String = "day_of_week", weeks: Int = 4) {
    self.name = name
    self.weeks = weeks
  }

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    paths(in: history, at: [history.count], days: days)[0]
  }

  func paths(in history: ForecastHistory, at origins: [Int], days: Int) -> [[Double]] {
    origins.map { origin in
      let means = means(of: history, upTo: origin)
      return (0..<days).map { means[$0 % ForecastHistory.week] }
    }
  }

  /// The means of the seven days that follow.
  private func means(of history: ForecastHistory, upTo origin: Int) -> [Double] {
    let week = ForecastHistory.week
    let count = min(weeks, origin / week)
    let start = origin - count * week
    return (0..<week).map { weekday in
      var (sum, weight, filled) = (0.0, 0.0, 0.0)
      for day in stride(from: start + weekday, to: origin, by: week) {
        sum += history.values[day] * history.weights[day]
        weight += history.weights[day]
        filled += history.values[day]
      }
      return weight > 0 ? sum / weight : filled / Double(count)
    }
  }
}
