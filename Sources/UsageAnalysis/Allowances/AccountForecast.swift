import UsageModel

/// What becomes of the pools of an account, by a forecast of what is drawn from them together.
struct AccountForecast {
  /// What becomes of each pool.
  let outcomes: [(runsOut: RunOut?, unused: AllowanceStanding.Unused?)]

  private static let secondsOfDay: Int64 = 86_400

  /// Forecasts; nil where that cannot be done.
  ///
  /// That is where too little was seen, where an amount is not told, and where a pool has started again since.
  init?(
    of drawn: [(pool: AllowancePool, series: AllowanceSeries)],
    at moment: Timestamp,
    in calendar: ReportingCalendar
  ) throws(ArithmeticOverflow) {
    guard let newest = drawn.compactMap({ $0.series.points.last?.observedAt }).max() else {
      return nil
    }
    var pools: [PoolPaths.Pool] = []
    for (pool, series) in drawn {
      guard let last = series.points.last?.allowance, let left = try last.left else { return nil }
      var resets: Double?
      if let resetsAt = last.resetsAt {
        guard resetsAt > moment else { return nil }
        resets = Double(resetsAt.seconds - newest.seconds) / Double(Self.secondsOfDay)
      }
      pools.append(
        PoolPaths.Pool(
          left: max(0, left.approximation),
          refill: last.limit?.approximation,
          resets: pool.expires ? resets : nil
        )
      )
    }
    let days = Self.days(of: drawn.map { DrawnCredits(of: $0.series.points) }, until: newest)
    let known = days.count { $0 != nil }
    // Farther than that is no forecast made; see `ForecastShortage`.
    let horizon = min(RunOut.horizon, 2 * known - 1)
    guard horizon > 0,
      let paths = try? Forecaster().forecast(ForecastInput(values: days, horizon: horizon)).paths
    else { return nil }
    let outcome = PoolPaths(drawing: paths, from: pools)
    func day(_ place: Int, share: Double) -> Day? {
      outcome.emptyAfter(place, share: share).map { days in
        calendar.day(of: newest.advanced(bySeconds: Int64(days * Double(Self.secondsOfDay))))
      }
    }
    outcomes = try drawn.indices.map { place throws(ArithmeticOverflow) in
      let points = drawn[place].series.points
      // What is used up already is told by what was seen.
      guard pools[place].left > 0 else {
        return (try RunOut(of: points, at: moment, in: calendar), nil)
      }
      var runsOut: RunOut?
      if let expected = day(place, share: 0.5), let early = day(place, share: 0.1) {
        runsOut = RunOut(expected: expected, early: early, late: day(place, share: 0.9))
      }
      return (runsOut, outcome.left(place).flatMap(AllowanceStanding.Unused.init))
    }
  }

  /// What was drawn from all pools on each day that ends at the newest point's time of day, oldest first.
  ///
  /// A day on which every pool was empty tells nothing of what was wanted, and is not known.
  private static func days(of pools: [DrawnCredits], until newest: Timestamp) -> [Double?] {
    guard let start = pools.compactMap(\.start).min() else { return [] }
    var days: [Double?] = []
    var end = newest
    while days.count < AccountAllowances.daysOfHistory {
      let begin = end.advanced(bySeconds: -secondsOfDay)
      guard begin >= start else { break }
      let seen = pools.filter { $0.start.map { $0 <= begin } ?? false }
      let amounts = seen.compactMap { $0.drawn(from: begin, to: end) }
      let isKnown =
        !seen.isEmpty && amounts.count == seen.count
        && !seen.allSatisfy { $0.isEmpty(from: begin, to: end) }
      days.append(isKnown ? amounts.reduce(0, +) : nil)
      end = begin
    }
    return days.reversed()
  }
}

extension AllowanceStanding.Unused {
  /// Reads what may be left; nil where that is nothing, even at best.
  fileprivate init?(_ left: Spread) {
    let range = left.range(level: 0.8)
    guard range.high > 0, let expected = FixedDecimal(estimate: left.figure(atShare: 0.5)),
      let low = FixedDecimal(estimate: range.low), let high = FixedDecimal(estimate: range.high)
    else { return nil }
    self.init(expected: expected, low: low, high: high)
  }
}
