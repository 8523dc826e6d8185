public import UsageModel

/// The allowances of one account: which pool its usage draws from, when each is used up, and what of it expires.
///
/// Where the platform draws from pools in a known order, what was drawn from all of them is one daily series. It is
/// forecast like any other, and each simulated path is drawn from the pools in their order, as they start again. Where
/// the series is too short for that, and for allowances that are no pools, the pace of the last week tells; see
/// ``RunOut``.
public struct AccountAllowances {
  private var standings: [Name: AllowanceStanding] = [:]

  /// How far back the history of allowances is worth loading, in days.
  public static let daysOfHistory: Int = 120

  /// From when on points have to be loaded: two days more, so that the first day that counts was seen from its beginning.
  public static func startOfHistory(before moment: Timestamp) -> Timestamp {
    moment.advanced(bySeconds: -Int64(daysOfHistory + 2) * 86_400)
  }

  private struct Name: Hashable {
    let name: String
    let unit: String

    init(name: String, unit: String) {
      (self.name, self.unit) = (name, unit)
    }

    init(_ series: AllowanceSeries) {
      self.init(name: series.name, unit: series.unit)
    }
  }

  /// Looks at an account.
  ///
  /// - Parameters:
  ///   - series: How its allowances went.
  ///   - pools: Those that usage is drawn from, in the platform's order.
  ///   - moment: What counts as now; later points are not looked at.
  ///   - calendar: Cuts days.
  /// - Throws: When an amount is too large to work with.
  public init(
    of series: [AllowanceSeries],
    pools: [AllowancePool],
    at moment: Timestamp,
    in calendar: ReportingCalendar
  ) throws(ArithmeticOverflow) {
    let series = series.map { series in
      var series = series
      series.points.removeAll { $0.observedAt > moment }
      return series
    }
    for series in series {
      standings[Name(series)] = AllowanceStanding(
        draw: nil,
        runsOut: try RunOut(of: series.points, at: moment, in: calendar),
        unused: nil
      )
    }
    // An account may count in one of several units; the pools of each are drawn for themselves.
    for unit in Set(series.map(\.unit)).sorted() {
      let drawn = pools.compactMap { pool in
        series.first { $0.unit == unit && $0.name == pool.name && !$0.points.isEmpty }
          .map { (pool: pool, series: $0) }
      }
      guard !drawn.isEmpty else { continue }
      let orders = try Self.draws(of: drawn.map(\.series), at: moment)
      let outcomes = try AccountForecast(of: drawn, at: moment, in: calendar)?.outcomes
      for (place, entry) in drawn.enumerated() {
        let name = Name(entry.series)
        let outcome: (runsOut: RunOut?, unused: AllowanceStanding.Unused?)
        if let outcomes {
          outcome = outcomes[place]
        } else {
          outcome = (
            standings[name]?.runsOut,
            try RunOut.unused(of: entry.series.points, expires: entry.pool.expires, at: moment)
          )
        }
        standings[name] = AllowanceStanding(
          draw: orders[place],
          runsOut: outcome.runsOut,
          unused: outcome.unused
        )
      }
    }
  }

  /// Where an allowance stands.
  public subscript(name: String, unit unit: String) -> AllowanceStanding {
    standings[Name(name: name, unit: unit)] ?? .unknown
  }

  /// The pools' places in the order of drawing.
  private static func draws(
    of series: [AllowanceSeries],
    at moment: Timestamp
  ) throws(ArithmeticOverflow) -> [AllowanceStanding.Draw?] {
    var draws: [AllowanceStanding.Draw?] = []
    var waiting = [AllowanceStanding.Draw.now, .next]
    for series in series {
      guard let last = series.points.last?.allowance else {
        draws.append(nil)
        continue
      }
      // One that has started again since it was seen is full.
      let isFull = last.resetsAt.map { $0 <= moment } ?? false
      guard let left = isFull ? last.limit : try last.left else {
        draws.append(nil)
        continue
      }
      draws.append(left > 0 ? waiting.isEmpty ? .later : waiting.removeFirst() : .empty)
    }
    return draws
  }
}
