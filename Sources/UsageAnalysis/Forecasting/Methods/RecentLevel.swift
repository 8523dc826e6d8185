/// The level of the last week in the weekly shape of the last half year.
///
/// The shape is the median share that each weekday had of its week, so that single holidays and outages do not bend it.
struct RecentLevel: ForecastMethod {
  let name = "recent_level"
  /// From how many weeks the shape is taken.
  var weeks = 26

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    path(in: history, at: history.count, days: days)
  }

  func paths(in history: ForecastHistory, at origins: [Int], days: Int) -> [[Double]] {
    origins.map { path(in: history, at: $0, days: days) }
  }

  private func path(in history: ForecastHistory, at origin: Int, days: Int) -> [Double] {
    let week = ForecastHistory.week
    let shape = shape(of: history, at: origin)
    var (amount, share) = (0.0, 0.0)
    for day in origin - week..<origin {
      amount += history.values[day] * history.weights[day]
      share += shape[day - origin + week] * history.weights[day]
    }
    let level = share > 0 ? amount / share : history.mean(of: origin - week..<origin)
    return (0..<days).map { level * shape[$0 % week] }
  }

  /// What each of the seven days that follow has of a week, their mean being 1.
  private func shape(of history: ForecastHistory, at origin: Int) -> [Double] {
    let week = ForecastHistory.week
    let even = Array(repeating: 1.0, count: week)
    var shares = Array(repeating: [Double](), count: week)
    for back in 1...min(weeks, origin / week) {
      let start = origin - back * week
      var (sum, known) = (0.0, 0.0)
      for day in start..<start + week {
        sum += history.values[day]
        known += history.weights[day]
      }
      // A week that is mostly made up, or has nothing in it, has no shape.
      guard sum > 0, known > 3 else { continue }
      for weekday in 0..<week {
        shares[weekday].append(history.values[start + weekday] / sum * Double(week))
      }
    }
    let shape = shares.map { median(of: $0) }
    let mean = shape.reduce(0, +) / Double(week)
    return mean > 0 ? shape.map { $0 / mean } : even
  }
}
