import ProviderSimulator
import UsageModel

/// The demo's own metric: made-up daily users of each app, as a file that `tally import metric` reads.
enum DemoUsers {
  /// What scripts call it.
  static let metric = "users"
  /// The file in the demo's folder.
  static let file = "users.csv"

  /// The users of an app at the start, what is added to them in a year, and the app's first day, if that is later.
  private typealias Course = (app: String, start: Int, gain: Int, since: Day?)

  private static let courses: [Course] = [
    ("Atlas", 5200, 1900, nil), ("Beacon", 2100, 1500, nil), ("Courier", 3400, 400, nil),
    ("Ledgerline", 900, 150, nil), ("Mosaic", 1300, -200, nil),
    ("Tidepool", 310, 240, Day(year: 2026, month: 5, day: 18)),
  ]

  /// The file's text: every day from the demo's first on that is over at a moment.
  static func text(until moment: Timestamp) -> String {
    let first = DemoSchedule.start.utcDay
    guard let days = Period(from: first, before: moment.utcDay)?.days else {
      return "day,app,value\n"
    }
    let lines = days.flatMap { day in
      courses.enumerated().filter { day >= $0.element.since ?? day }.map { index, course in
        "\(day),\(course.app),\(users(of: course, number: index, on: day, after: day - first))\n"
      }
    }
    return "day,app,value\n" + lines.joined()
  }

  /// A straight course, fewer users at weekends, and a little up and down.
  private static func users(
    of course: Course,
    number: Int,
    on day: Day,
    after days: Int
  ) -> Int {
    let level = course.start + course.gain * days / 365
    let percent = day.weekday > 5 ? 72 : 100
    // Any fixed muddle of the day and the app will do, as long as it is the same on every run.
    let muddle = (day.daysSince1970 &* 7919 &+ number &* 104_729) % 97
    return level * (percent * 100 + muddle * 6 - 288) / 10_000
  }
}
