/// How far the use of one app's day has come at each of its moments.
struct DayCourse: Sendable {
  static let millisecondsPerHour = 3_600_000

  /// The weight of all hours before each hour, and of the whole day at the end.
  private let before: [Int]

  init(of app: App, day: Int, in noise: SeededNoise) {
    let profile = app.profile
    let subject = profile.subject ^ 0x5851_F42D_4C95_7F2D
    var sum = 0
    before =
      [0]
      + profile.hours.enumerated().map { hour, weight in
        // Each hour has between 75 and 125 percent of what it usually has.
        sum += weight * (24 + Int(noise.bits(subject, day * 24 + hour) % 17))
        return sum
      }
  }

  /// How many of a day's events have happened; none at its start, never fewer later.
  func part(of total: Int, after milliseconds: Int) -> Int {
    let (hour, rest) = milliseconds.quotientAndRemainder(dividingBy: Self.millisecondsPerHour)
    let elapsed =
      before[hour] * Self.millisecondsPerHour + (before[hour + 1] - before[hour]) * rest
    // A million events a day give 3.5 × 10¹⁷ here; the type ends at 9.2 × 10¹⁸.
    return total * elapsed / (before[24] * Self.millisecondsPerHour)
  }
}
