/// What the same days of the last year did to usage, so far as a year is known.
///
/// Half of how far they were off what was to be expected then is expected again: one year is a single case, and half of
/// what it says is what holds best on series whose second year is known.
struct LastYear {
  /// How many days were known a year before: 52 whole weeks, so that weekdays agree.
  let origin: Int
  private let amount: Double

  private static let days = 364
  /// How much of last year's surprise is expected again.
  private static let part = 0.5
  /// A surprise counts as this much at most, and as its inverse at least.
  private static let most = 2.0

  /// Looks a year back; nil where too little of it is known.
  init?(before history: ForecastHistory, days: Int) {
    origin = history.count - Self.days
    let days = min(days, Self.days)
    guard days > 0, origin >= 6 * ForecastHistory.week, history.isNonNegative else { return nil }
    let range = origin..<origin + days
    let known = history.weights[range].reduce(0, +)
    guard known * 10 >= Double(days) * 9 else { return nil }
    amount = history.values[range].reduce(0, +)
  }

  /// By what a forecast is multiplied, given what would have been told a year ago.
  func factor(comparedWith path: [Double]) -> Double {
    let told = path.prefix(Self.days).reduce(0, +)
    guard told > 0 else { return 1 }
    let surprise = max(1 / Self.most, min(Self.most, amount / told))
    return 1 + Self.part * (surprise - 1)
  }
}
