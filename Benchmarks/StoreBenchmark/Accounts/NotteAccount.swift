import UsageModel

/// An account at Notte: sessions of a browser, and functions.
struct NotteAccount: Account {
  let provider = "notte"

  private static let limit = 500
  private static let topUp = 100

  private let sessions = Activity("notte sessions", perDay: 70, .office, resting: 0.05)
  private let functions = Activity("notte functions", perDay: 30, .leisure, resting: 0.2)
  private var sessionCount = 0
  private var functionCount = 0
  /// Browser, proxy, model and functions, in ten-thousandths of a dollar.
  private var costs = [0, 0, 0, 0]

  mutating func pass(_ hour: Int) {
    let opened = sessions.events(in: hour)
    let called = functions.events(in: hour)
    sessionCount += opened
    functionCount += called
    costs[0] += sessions.amount(of: opened, each: 60, in: hour)
    costs[1] += sessions.amount(of: opened / 2, each: 90, in: hour, part: 1)
    costs[2] += sessions.amount(of: opened, each: 210, in: hour, part: 2)
    costs[3] += functions.amount(of: called, each: 25, in: hour)
  }

  mutating func begin(_ day: Day) {
    guard day.dayOfMonth == 1 else { return }
    sessionCount = 0
    functionCount = 0
    costs = [0, 0, 0, 0]
  }

  func headers(at now: Timestamp) -> [String: String] {
    [
      "x-ratelimit-limit": "100", "x-ratelimit-remaining": "99",
      "x-ratelimit-reset": "\((now.seconds / 60 + 1) * 60)",
    ]
  }

  func body(at now: Timestamp) -> JSONText {
    let total = costs.reduce(0, +)
    let subscription = max(0, Self.limit * 10_000 - total)
    let topUp = max(0, Self.topUp * 10_000 - max(0, total - Self.limit * 10_000))
    let kinds = ["browser_usage_cost", "proxy_usage_cost", "llm_usage_cost", "function_usage_cost"]
    return JSONText { json in
      json.member("plan_type", text: "growth")
      json.member("period", text: now.utcDay.month.englishName)
      json.member("session_count", sessionCount)
      json.member("function_count", functionCount)
      for (kind, cost) in zip(kinds, costs) { json.member(kind, float: Self.dollars(cost)) }
      json.member("total_cost", float: Self.dollars(total))
      json.member("subscription_limit_amount", float: FixedDecimal(Self.limit))
      json.member("topup_limit_amount", float: FixedDecimal(Self.topUp))
      json.member("subscription_balance_amount", float: Self.dollars(subscription))
      json.member("topup_balance_amount", float: Self.dollars(topUp))
      json.member("balance_amount", float: Self.dollars(subscription + topUp))
      json.member("is_usage_limit_exceeded", flag: subscription + topUp == 0)
    }
  }

  private static func dollars(_ tenThousandths: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(tenThousandths) * FixedDecimal.unitsPerOne / 10_000)
  }
}
