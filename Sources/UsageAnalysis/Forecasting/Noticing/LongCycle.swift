/// A cycle of several weeks that usage follows, such as a job of every fourth week.
///
/// It is looked for in the sums of whole weeks, by the correlation of their ranks with those so many weeks before, and
/// has to have been seen three times. Ranks keep one busy week from making a cycle.
struct LongCycle {
  /// How many days it takes.
  let days: Int

  /// How strong the correlation has to be.
  private static let leastCorrelation = 0.4
  /// How far it has to stand out of the shorter ones, so that slow drifting does not count.
  private static let leastContrast = 0.3
  private static let weeks = 3...9
  /// From how many cycles a forecast is made.
  private static let mostCycles = 5

  /// Looks for a cycle before a day; nil where there is none.
  init?(in history: ForecastHistory) {
    let week = ForecastHistory.week
    let count = history.count / week
    guard count >= 3 * Self.weeks.lowerBound else { return nil }
    let start = history.count - count * week
    let ranks = Self.ranks(
      of: (0..<count).map { index in
        history.values[start + index * week..<start + (index + 1) * week].reduce(0, +)
      }
    )
    let lags = min(Self.weeks.upperBound + 1, count - 3)
    guard lags >= Self.weeks.lowerBound else { return nil }
    let correlations = [1] + (1...lags).map { Self.correlation(of: ranks, lag: $0) }
    var best: Int?
    for lag in Self.weeks where lag < lags && count >= 3 * lag {
      let own = correlations[lag]
      let shorter = correlations[1..<lag].min() ?? 1
      guard own > Self.leastCorrelation, own > correlations[lag - 1],
        own >= correlations[lag + 1], own > correlations[1] - 0.2,
        shorter < own - Self.leastContrast
      else { continue }
      if let earlier = best, correlations[earlier] >= own { continue }
      best = lag
    }
    guard let best else { return nil }
    days = best * week
  }

  /// The medians of the same days in the last cycles; nil before there were two.
  func path(in history: ForecastHistory, at origin: Int, days count: Int) -> [Double]? {
    let cycles = min(Self.mostCycles, origin / days)
    guard cycles >= 2 else { return nil }
    let cycle = (0..<min(days, count)).map { day in
      median(of: (1...cycles).map { history.values[origin - $0 * days + day] })
    }
    return (0..<count).map { cycle[$0 % days] }
  }

  /// The places that figures would have in order; equal ones share the mean of theirs.
  private static func ranks(of figures: [Double]) -> [Double] {
    let order = figures.indices.sorted {
      figures[$0] == figures[$1] ? $0 < $1 : figures[$0] < figures[$1]
    }
    var ranks = Array(repeating: 0.0, count: figures.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, figures[order[last + 1]] == figures[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 }
      first = last + 1
    }
    return ranks
  }

  private static func correlation(of figures: [Double], lag: Int) -> Double {
    let (early, late) = (figures[..<(figures.count - lag)], figures[lag...])
    let count = Double(early.count)
    let (first, second) = (early.reduce(0, +) / count, late.reduce(0, +) / count)
    var (product, squares, others) = (0.0, 0.0, 0.0)
    for (left, right) in zip(early, late) {
      product += (left - first) * (right - second)
      squares += (left - first) * (left - first)
      others += (right - second) * (right - second)
    }
    let scale = (squares * others).squareRoot()
    return scale > 0 ? product / scale : 0
  }
}
