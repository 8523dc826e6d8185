import UsageModel

/// A key at Shoal: requests of a day, a week and a month, and credits for some of them.
struct ShoalAccount: Account {
  let provider = "shoal"

  private static let limit = 50_000

  private let queries = Activity("shoal queries", perDay: 300, .leisure)
  private var today = 0
  private var thisWeek = 0
  private var thisMonth = 0
  private var credits = 0

  mutating func pass(_ hour: Int) {
    let events = queries.events(in: hour)
    today += events
    thisWeek += events
    thisMonth += events
    credits += queries.amount(of: events, each: 0.9, in: hour)
  }

  mutating func begin(_ day: Day) {
    today = 0
    if day.weekday == 1 { thisWeek = 0 }
    guard day.dayOfMonth == 1 else { return }
    thisMonth = 0
    credits = 0
  }

  func headers(at now: Timestamp) -> [String: String] {
    [
      "x-plan-tier": "growth", "x-monthly-limit": "\(Self.limit)", "x-monthly-used": "\(credits)",
      "x-monthly-remaining": "\(max(0, Self.limit - credits))",
    ]
  }

  func body(at now: Timestamp) -> JSONText {
    JSONText { json in
      json.object("data") { json in
        json.member("today", today)
        json.member("thisWeek", thisWeek)
        json.member("thisMonth", thisMonth)
        json.object("budget") { json in
          json.member("limit", Self.limit)
          json.member("used", credits)
          json.member("remaining", max(0, Self.limit - credits))
        }
      }
    }
  }
}
