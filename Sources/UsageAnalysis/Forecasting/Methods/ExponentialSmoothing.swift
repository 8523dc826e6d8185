/// Exponential smoothing with an additive week, and a damped trend where asked for: ETS(A,N,A) and ETS(A,Ad,A).
///
/// Many filters run side by side, one for each choice of smoothing constants, and their states are averaged by how well
/// each told the next day. An error that is far out of the usual moves a filter only as far as the usual would, so that
/// a holiday does not pass for news, while a change that stays is followed within days.
/// Equations: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, chapter 8.
struct ExponentialSmoothing: ForecastMethod {
  let name: String
  /// The constants of the filters that are tried.
  let grid: [Constants]
  /// How much of the trend is left after a day; 1 where there is no trend.
  let damping: Double

  /// How quickly a filter follows what is new.
  struct Constants {
    let level: Double
    let season: Double
    var trend = 0.0
  }

  /// No trend.
  static let additive = ExponentialSmoothing(
    name: "ets",
    grid: [0.03, 0.1, 0.2, 0.35, 0.6].flatMap { level in
      [0, 0.05, 0.15, 0.35].map { Constants(level: level, season: $0) }
    },
    damping: 1
  )

  /// A trend that fades within about a week.
  static let damped = ExponentialSmoothing(
    name: "ets_damped",
    grid: [0.05, 0.2, 0.5].flatMap { level in
      [0.05, 0.2].flatMap { season in
        [0.05, 0.2].map { Constants(level: level, season: season, trend: $0) }
      }
    },
    damping: 0.8
  )

  func path(after history: ForecastHistory, days: Int) -> [Double] {
    paths(in: history, at: [history.count], days: days)[0]
  }

  func paths(in history: ForecastHistory, at origins: [Int], days: Int) -> [[Double]] {
    var filters = SmoothingFilters(constants: grid, damping: damping, start: history)
    var (paths, day) = ([[Double]](), 0)
    for origin in origins {
      while day < origin {
        filters.learn(history.values[day], weight: history.weights[day], on: day)
        day += 1
      }
      paths.append(filters.path(from: origin, days: days))
    }
    return paths
  }
}

/// The states of filters that see the same days.
private struct SmoothingFilters {
  private let constants: [ExponentialSmoothing.Constants]
  private let damping: Double
  private var levels: [Double]
  private var trends: [Double]
  /// The seasons of all filters: weekday after weekday.
  private var seasons: [Double]
  /// The usual size of each filter's errors.
  private var usual: [Double]
  /// The sums of each filter's errors.
  private var losses: [Double]

  private static let week = ForecastHistory.week
  /// An error of more than three usual ones is cut; 1.25 is the ratio of the deviation to the mean error of a bell curve.
  private static let mostUsual = 3 * 1.25
  /// How quickly the usual size of errors follows.
  private static let usualPace = 0.1

  /// Starts from the first weeks, four at most.
  init(
    constants: [ExponentialSmoothing.Constants],
    damping: Double,
    start history: ForecastHistory
  ) {
    let week = Self.week
    let weeks = min(4, history.count / week)
    self.constants = constants
    self.damping = damping
    let means = (0..<weeks).map { history.mean(of: $0 * week..<($0 + 1) * week) }
    // Growth within a week is no season.
    let slope = (means[weeks - 1] - means[0]) / Double(max(1, weeks - 1) * week)
    var season = (0..<week).map { weekday in
      median(of: (0..<weeks).map { history.values[$0 * week + weekday] - means[$0] })
        - slope * Double(weekday - week / 2)
    }
    let offset = season.reduce(0, +) / Double(week)
    for weekday in season.indices { season[weekday] -= offset }
    var error = 0.0
    for day in 0..<weeks * week {
      error += (history.values[day] - means[day / week] - season[day % week]).magnitude
    }
    let count = constants.count
    levels = Array(repeating: means.reduce(0, +) / Double(weeks), count: count)
    trends = Array(repeating: 0, count: count)
    seasons = season.flatMap { Array(repeating: $0, count: count) }
    usual = Array(repeating: error / Double(weeks * week), count: count)
    losses = Array(repeating: 0, count: count)
  }

  /// Takes the amount of a day.
  mutating func learn(_ value: Double, weight: Double, on day: Int) {
    guard weight > 0 else {
      for index in trends.indices {
        trends[index] *= damping
        levels[index] += trends[index]
      }
      return
    }
    let offset = day % Self.week * constants.count
    // The first week tells the start, so it cannot tell which filter is good.
    let counts = day >= Self.week ? weight : 0
    for index in constants.indices {
      let constant = constants[index]
      let carried = levels[index] + damping * trends[index]
      let error = value - carried - seasons[offset + index]
      let limit = Self.mostUsual * usual[index]
      let cut = max(-limit, min(limit, error)) * weight
      usual[index] += Self.usualPace * (min(error.magnitude, 2 * limit) - usual[index]) * weight
      losses[index] += error.magnitude * counts
      levels[index] = carried + constant.level * cut
      trends[index] = damping * trends[index] + constant.level * constant.trend * cut
      seasons[offset + index] += constant.season * (1 - constant.level) * cut
    }
  }

  /// Carries the averaged state on.
  func path(from origin: Int, days: Int) -> [Double] {
    let shares = shares
    var (level, trend) = (0.0, 0.0)
    var season = Array(repeating: 0.0, count: Self.week)
    for index in shares.indices {
      level += shares[index] * levels[index]
      trend += shares[index] * trends[index]
      for weekday in season.indices {
        season[weekday] += shares[index] * seasons[weekday * shares.count + index]
      }
    }
    var (carried, fading) = (level, trend)
    return (0..<days).map { day in
      fading *= damping
      carried += fading
      return carried + season[(origin + day) % Self.week]
    }
  }

  /// How much each filter counts: the sixteenth power of how its errors compare with the best ones.
  private var shares: [Double] {
    let best = losses.min() ?? 0
    guard let worst = losses.max(), worst > 0 else {
      return losses.map { _ in 1 / Double(losses.count) }
    }
    let floor = worst * 1e-9
    var shares = losses.map { loss in
      var share = max(best, floor) / max(loss, floor)
      for _ in 0..<4 { share *= share }
      return share
    }
    let sum = shares.reduce(0, +)
    for index in shares.indices { shares[index] /= sum }
    return shares
  }
}
