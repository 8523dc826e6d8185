import UsageModel

/// When people and machines use something: the weight of each hour in UTC, and of a day of a weekend.
struct Habit {
  let hours: [Double]
  let weekend: Double

  /// People at work, hardly any of them at night.
  static let office = Habit(
    hours: [1, 0, 0, 0, 1, 3, 8, 25, 60, 90, 100, 95, 70, 85, 95, 90, 75, 45, 25, 15, 10, 6, 4, 2],
    weekend: 0.2
  )

  /// People at home.
  static let leisure = Habit(
    hours: [
      30, 12, 5, 2, 1, 2, 5, 12, 20, 25, 30, 35, 45, 40, 35, 40, 50, 60, 80, 100, 100, 90, 70, 50,
    ],
    weekend: 1.3
  )

  /// Machines, day and night.
  static let steady = Habit(
    hours: [
      60, 58, 55, 54, 55, 58, 62, 68, 75, 80, 82, 80, 78, 80, 85, 88, 85, 80, 76, 72, 68, 66, 63,
      61,
    ],
    weekend: 0.9
  )

  /// Jobs that run from one to four in the morning.
  static let nightly = Habit(
    hours: [0, 100, 100, 80, 20] + [Double](repeating: 0, count: 19),
    weekend: 1
  )
}

/// Something that an account does a number of times a day, never twice alike.
struct Activity {
  private let chance: Chance
  private let rest: Chance
  /// What each hour of a working day has on average.
  private let hours: [Double]
  private let weekend: Double
  /// The share of stretches of three days in which nothing happens at all.
  private let resting: Double

  init(_ name: String, perDay: Double, _ habit: Habit, resting: Double = 0) {
    chance = Chance(name)
    rest = Chance("\(name) at rest")
    let sum = habit.hours.reduce(0, +)
    hours = habit.hours.map { perDay * $0 / sum }
    weekend = habit.weekend
    self.resting = resting
  }

  /// How often it happens in an hour, which is counted from 1970.
  func events(in hour: Int) -> Int {
    let day = hour / 24
    guard rest.fraction(day / 3) >= resting else { return 0 }
    // 1970 began on a Thursday; the day is a Saturday or a Sunday.
    let isWeekend = (day + 3) % 7 >= 5
    // Accounts grow by a third of what they had at first each year.
    let growth = max(0.5, 1 + (Double(day) - 19_723) / 1_095)
    let expected = hours[hour % 24] * (isWeekend ? weekend : 1) * growth
    // Rounded by chance, so that what happens twice a day is not rounded away.
    return Int(
      expected * (0.4 + 1.2 * chance.fraction(2 * hour)) + chance.fraction(2 * hour + 1)
    )
  }

  /// What so many events consume together, around an average for each.
  func amount(of events: Int, each average: Double, in hour: Int, part: Int = 0) -> Int {
    guard events > 0 else { return 0 }
    let spread = 0.75 + 0.5 * chance.fraction(-8 * hour - part - 1)
    return max(1, Int(Double(events) * average * spread))
  }
}
