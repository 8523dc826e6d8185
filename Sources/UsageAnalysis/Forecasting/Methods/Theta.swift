/// The Theta method: half of the long trend on top of a smoothed level, after the week has been taken out.
///
/// As Hyndman and Billah described it (Unmasking the Theta method, 2003): simple exponential smoothing with a drift of
/// half the slope of the line through all days.
struct Theta: ForecastMethod {
  let name = "theta"

  private static let paces = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9]

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    path(in: history, at: history.count, days: days)
  }

  func paths(in history: ForecastHistory, at origins: [Int], days: Int) -> [[Double]] {
    origins.map { path(in: history, at: $0, days: days) }
  }

  private func path(in history: ForecastHistory, at origin: Int, days: Int) -> [Double] {
    let week = ForecastHistory.week
    let season = season(of: history, at: origin)
    let rest = (0..<origin).map { history.values[$0] - season[$0 % week] }
    let slope = slope(of: rest, weights: history.weights)
    let (level, pace) = level(of: rest, weights: history.weights)
    var remaining = 1.0
    for _ in 0..<origin { remaining *= 1 - pace }
    let reach = (1 - remaining) / pace
    return (0..<days).map { day in
      level + slope / 2 * (Double(day) + reach) + season[(origin + day) % week]
    }
  }

  /// What each weekday has above the mean of the week around it.
  private func season(of history: ForecastHistory, at origin: Int) -> [Double] {
    let week = ForecastHistory.week
    var sums = Array(repeating: 0.0, count: week)
    var counts = sums
    var total = history.values[..<week].reduce(0, +)
    for day in week / 2..<origin - week / 2 {
      let weight = history.weights[day]
      sums[day % week] += (history.values[day] - total / Double(week)) * weight
      counts[day % week] += weight
      let next = day + week / 2 + 1
      if next < origin { total += history.values[next] - history.values[next - week] }
    }
    let season = zip(sums, counts).map { sum, count in count > 0 ? sum / count : 0 }
    let mean = season.reduce(0, +) / Double(week)
    return season.map { $0 - mean }
  }

  /// The slope of the line through the days, by least squares.
  private func slope(of values: [Double], weights: [Double]) -> Double {
    var (weight, place, height) = (0.0, 0.0, 0.0)
    for day in values.indices {
      weight += weights[day]
      place += Double(day) * weights[day]
      height += values[day] * weights[day]
    }
    guard weight > 0 else { return 0 }
    let (middle, mean) = (place / weight, height / weight)
    var (product, square) = (0.0, 0.0)
    for day in values.indices {
      let distance = Double(day) - middle
      product += distance * (values[day] - mean) * weights[day]
      square += distance * distance * weights[day]
    }
    return square > 0 ? product / square : 0
  }

  /// The smoothed level at the end, and the pace that told the next days best.
  private func level(of values: [Double], weights: [Double]) -> (level: Double, pace: Double) {
    var levels = Array(repeating: values[0], count: Self.paces.count)
    var losses = Array(repeating: 0.0, count: Self.paces.count)
    for day in values.indices {
      for (index, pace) in Self.paces.enumerated() {
        let error = (values[day] - levels[index]) * weights[day]
        losses[index] += error * error
        levels[index] += pace * error
      }
    }
    var best = 0
    for index in losses.indices where losses[index] < losses[best] { best = index }
    return (levels[best], Self.paces[best])
  }
}
