import UsageModel

/// An account at a platform, as its counters stand.
protocol Account {
  /// The platform.
  var provider: String { get }

  /// Adds what happens in an hour, which is counted from 1970.
  mutating func pass(_ hour: Int)

  /// Starts the counters anew where a day begins a window.
  mutating func begin(_ day: Day)

  /// The headers that tell something, besides the date and the type.
  func headers(at now: Timestamp) -> [String: String]

  /// What the platform answers in the running window.
  func body(at now: Timestamp) -> JSONText
}

extension Account {
  func headers(at now: Timestamp) -> [String: String] { [:] }
}

/// An account that is asked every hour.
struct AskedAccount {
  private var account: any Account
  private let chance: Chance
  /// The hour of the next fetch, counted from 1970.
  private var hour: Int

  init(_ account: any Account, from start: Day) {
    self.account = account
    chance = Chance("when \(account.provider) is asked")
    hour = start.daysSince1970 * 24
  }

  /// The platform.
  var provider: String { account.provider }

  /// The replies of one hour after the other, up to a moment.
  mutating func replies(before stop: Timestamp) -> [ProviderReply] {
    var replies: [ProviderReply] = []
    while Int64(hour) * 3_600 < stop.seconds { replies.append(nextReply()) }
    return replies
  }

  /// The reply of the next hour.
  mutating func nextReply() -> ProviderReply {
    account.pass(hour - 1)
    if hour.isMultiple(of: 24) { account.begin(Day(daysSince1970: hour / 24)) }
    let random = chance.bits(hour)
    // Five minutes past, give or take what starting takes, and then what the reply takes.
    let date = Timestamp(seconds: Int64(hour) * 3_600 + 300 + Int64(random % 4))
    hour += 1
    return ProviderReply(
      request: "usage",
      headers: account.headers(at: date).merging([
        "content-type": "application/json; charset=utf-8", "date": date.httpDate,
      ]) { $1 },
      body: account.body(at: date).bytes,
      observedAt: date,
      learntAt: Timestamp(milliseconds: date.milliseconds + 150 + Int64(random >> 32 % 1_700))
    )
  }
}

extension Timestamp {
  /// The moment as HTTP headers write it: `Sat, 21 Nov 2026 06:00:00 GMT`.
  fileprivate var httpDate: String {
    let day = utcDay
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month = Month.englishNames[day.month.month - 1].prefix(3)
    let date = day.description
    return "\(weekday), \(date.suffix(2)) \(month) \(date.prefix(4)) "
      + "\(description.dropFirst(11).prefix(8)) GMT"
  }
}
