/// A jump of usage to a level on which it has stayed since.
public struct LevelShift: Hashable, Sendable {
  /// The first day on the new level, counted in the history from 0.
  public let day: Int
  /// The new level as a multiple of the old one.
  public let factor: Double

  /// By what the days before it are multiplied: half of the way to the new level, since some jumps go back.
  ///
  /// Methods follow the other half themselves, as the days on the new level become more.
  var belief: Double { factor.squareRoot() }

  /// How long it has to last, so that a holiday or an outage does not count.
  static let fewestDays = 7
  /// How far back a jump is looked for; what is older is in the methods' memory already.
  static let mostDays = 28
  /// The least change that counts: a quarter.
  static let leastChange = 0.25

  init(day: Int, factor: Double) {
    self.day = day
    self.factor = factor
  }

  /// Looks for a jump in the last four weeks; nil where there is none.
  init?(in history: ForecastHistory) {
    let week = ForecastHistory.week
    guard history.isNonNegative, history.count >= 4 * week + Self.fewestDays else { return nil }
    var best: (day: Int, factor: Double, misfit: Double)?
    for after in Self.fewestDays...Self.mostDays {
      let day = history.count - after
      guard day >= 4 * week else { break }
      guard let split = Self.split(history, at: day) else { continue }
      if let best, best.misfit <= split.misfit { continue }
      best = (day, split.factor, split.misfit)
    }
    guard let best else { return nil }
    self.init(day: best.day, factor: best.factor)
  }

  /// Compares the days from one on with the four weeks before it, weekday by weekday.
  private static func split(
    _ history: ForecastHistory,
    at day: Int
  ) -> (factor: Double, misfit: Double)? {
    let week = ForecastHistory.week
    let usual = (0..<week).map { weekday in
      median(of: (1...4).map { history.values[day - $0 * week + weekday] })
    }
    let level = usual.reduce(0, +) / Double(week)
    guard level > 0, usual.allSatisfy({ $0 > 0.05 * level }) else { return nil }
    let before = (0..<4 * week).map { history.values[day - 4 * week + $0] / usual[$0 % week] }
    let after = (day..<history.count).map { history.values[$0] / usual[($0 - day) % week] }
    let factor = median(of: after)
    let change = (factor - 1).magnitude
    let spread = median(of: before.map { ($0 - 1).magnitude })
    // All that follows has to lie nearer to the new level than to the old one, half of it much nearer, and well outside
    // of what was usual: a slope or a wave has no level to stay on.
    guard change >= leastChange, change > 5 * spread, factor > 0,
      after.allSatisfy({ ($0 - factor).magnitude < ($0 - 1).magnitude }),
      median(of: after.map { ($0 - factor).magnitude }) < change / 5
    else { return nil }
    let misfit =
      before.reduce(0) { $0 + ($1 - 1).magnitude }
      + after.reduce(0) { $0 + ($1 - factor).magnitude }
    return (factor, misfit / Double(before.count + after.count))
  }
}
