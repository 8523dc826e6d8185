import UsageModel

/// What every stream had consumed at the start of each day of one month.
struct MonthSheet: Sendable {
  /// The month's first day, counted from 1970.
  let start: Int
  let length: Int

  /// For each stream the sums before every day and after the last one, one amount after the other.
  private let sums: [[Int]]
  /// For each app and each day.
  private let courses: [[DayCourse]]

  init(_ month: Month, streams: [Stream], noise: SeededNoise) {
    start = month.start.daysSince1970
    length = month.length
    let days = start..<(start + length)
    let factors = App.allCases.map { app in days.map { Self.factor(of: app, on: $0, noise) } }
    sums = streams.map { stream in
      var running = [[Int]](repeating: [0], count: stream.quantities.count + 1)
      for day in days {
        let factor = factors[stream.app.rawValue][day - days.lowerBound]
        for (index, amount) in stream.day(day, in: noise, appFactor: factor).enumerated() {
          running[index].append((running[index].last ?? 0) + amount)
        }
      }
      return running.flatMap(\.self)
    }
    courses = App.allCases.map { app in days.map { DayCourse(of: app, day: $0, in: noise) } }
  }

  /// Adds what a stream consumed from the start of the month up to the start of a day, times a factor.
  func add(_ stream: Int, before day: Int, times factor: Int = 1, to amounts: inout [Int]) {
    var place = day - start
    for index in amounts.indices {
      amounts[index] += factor * sums[stream][place]
      place += length + 1
    }
  }

  /// Adds what a stream consumed from the start of the month up to a moment of a day.
  func add(_ stream: Int, app: App, day: Int, after milliseconds: Int, to amounts: inout [Int]) {
    let own = sums[stream]
    var place = day - start
    let events = own[place + 1] - own[place]
    let done = courses[app.rawValue][place].part(of: events, after: milliseconds)
    for index in amounts.indices {
      amounts[index] += own[place]
      // What events consume grows event by event, so that no tokens are counted before a call is.
      // A day's bytes times its events is near 10¹⁵; the type ends at 9.2 × 10¹⁸.
      if done > 0 { amounts[index] += (own[place + 1] - own[place]) * done / events }
      place += length + 1
    }
  }

  /// What an app's use on a day is, where a busy day of October 2026 is 1.
  private static func factor(of app: App, on day: Int, _ noise: SeededNoise) -> Double {
    let profile = app.profile
    let date = Day(daysSince1970: day)
    // 2026-10-15. Growth is a straight line that ends in 2028, so that no counter grows out of bounds.
    let years = (Double(min(day, 21_183)) - 20_741) / 365
    var factor = max(0.3, 1 + profile.growth * years)
    factor *= profile.week[date.weekday - 1]
    factor *= 1 + 0.05 * noise.bell(profile.subject, day)
    factor *= 1 + 0.06 * noise.wave(profile.subject &+ 1, day: day, pace: 30)
    if isHoliday(date) { factor *= 0.6 }
    for episode in Episode.all where episode.covers(app, day) { factor *= episode.factor }
    return factor
  }

  /// Whether most people are off: 24 December to 1 January.
  private static func isHoliday(_ day: Day) -> Bool {
    switch day.month.month {
    case 12: day.dayOfMonth >= 24
    case 1: day.dayOfMonth == 1
    default: false
    }
  }
}
