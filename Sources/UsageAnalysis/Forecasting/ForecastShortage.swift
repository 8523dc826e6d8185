/// What a history lacks for a forecast, and what is given instead.
struct ForecastShortage: CustomStringConvertible {
  let description: String
  /// The mean of the days so far; nil where no day is known.
  let rate: Double?

  /// Finds what is missing before a forecast is tried; nil where there is enough.
  init?(of history: ForecastHistory, for input: ForecastInput) {
    let known = history.knownDays
    // Twice as far as what is known is as far as a path can be told.
    let needed = max(Forecaster.fewestDays, (input.horizon + 1) / 2)
    let recent = history.count - 2 * ForecastHistory.week..<history.count
    let latest = max(0, history.count - 8 * ForecastHistory.week)..<history.count
    if known < needed {
      self.init(
        history,
        "a forecast of \(Self.days(input.horizon)) needs \(needed) known days of history, and "
          + Self.thereAre(known)
      )
    } else if history.knownDays(in: recent) == 0 {
      self.init(
        history,
        "a forecast needs a known day among the last \(recent.count), and there is none"
      )
    } else if history.knownDays(in: latest) < recent.count {
      self.init(
        history,
        "a forecast needs \(recent.count) known days among the last \(latest.count), and "
          + Self.thereAre(history.knownDays(in: latest))
      )
    } else {
      return nil
    }
  }

  /// The known days are so few in their time that no path of the past can be compared with them.
  static func holes(in history: ForecastHistory) -> ForecastShortage {
    ForecastShortage(
      history,
      "a forecast needs known days that follow each other, and of \(days(history.count)) only "
        + "\(history.knownDays) are known, too far apart to tell how far off it may be"
    )
  }

  private init(_ history: ForecastHistory, _ lack: String) {
    let (all, latest) = (0..<history.count, RunRate.days(of: history))
    let days = history.knownDays(in: latest) > 0 ? latest : all
    let counted = history.knownDays(in: days)
    rate = counted > 0 ? history.mean(of: days) : nil
    let instead = "; this is the run rate of \(Self.days(counted)) instead"
    description = counted > 0 ? lack + instead : lack
  }

  private static func thereAre(_ count: Int) -> String {
    count == 0 ? "there are none" : count == 1 ? "there is 1" : "there are \(count)"
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
