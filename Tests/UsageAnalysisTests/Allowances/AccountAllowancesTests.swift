import Testing
import UsageAnalysis
import UsageModel

/// Which pool of an account is drawn from, when each is used up, and what of it expires.
struct AccountAllowancesTests {
  private static let pools = [
    AllowancePool("monthly", expires: true), AllowancePool("bought", expires: false),
  ]
  private static let start = Timestamp(rfc3339: "2026-08-01T00:00:00Z") ?? .distantPast
  private static let now = Timestamp(rfc3339: "2026-10-21T00:00:00Z") ?? .distantPast

  /// An account that draws so much each day from 1 August to 20 October, first from the month's credits.
  private func account(
    monthly: Int,
    bought: Int,
    days: Int = 81,
    draws: (Int) -> Int
  ) -> [AllowanceSeries] {
    var (used, left) = (0, bought)
    var points: [[AllowancePoint]] = [[], []]
    func see(on index: Int) {
      let moment = Self.start.advanced(bySeconds: Int64(index) * 86_400)
      let month = ReportingCalendar.utc.day(of: moment).month
      let resets = ReportingCalendar.utc.start(of: month.stop)
      let allowances = [
        Allowance(
          name: "monthly",
          limit: FixedDecimal(monthly),
          used: FixedDecimal(used),
          remaining: FixedDecimal(monthly - used),
          unit: "credit",
          resetsAt: resets
        ),
        Allowance(name: "bought", remaining: FixedDecimal(left), unit: "credit"),
      ]
      for (place, allowance) in allowances.enumerated() {
        points[place].append(
          AllowancePoint(observedAt: moment, learntAt: moment, allowance: allowance)
        )
      }
    }
    for index in 0...days {
      let moment = Self.start.advanced(bySeconds: Int64(index) * 86_400)
      if ReportingCalendar.utc.day(of: moment).description.hasSuffix("-01") { used = 0 }
      see(on: index)
      let fromMonth = min(draws(index), monthly - used)
      used += fromMonth
      left -= min(left, draws(index) - fromMonth)
    }
    let skipped = 81 - days
    return zip(["monthly", "bought"], points).map { name, points in
      AllowanceSeries(
        source: "main",
        name: name,
        unit: "credit",
        points: points.map { point in
          var point = point
          point.observedAt = point.observedAt.advanced(bySeconds: Int64(skipped) * 86_400)
          return point
        }
      )
    }
  }

  private func standings(
    _ series: [AllowanceSeries],
    pools: [AllowancePool] = pools,
    at moment: Timestamp = now
  ) throws -> (monthly: AllowanceStanding, bought: AllowanceStanding) {
    let account = try AccountAllowances(of: series, pools: pools, at: moment, in: .utc)
    return (account["monthly", unit: "credit"], account["bought", unit: "credit"])
  }

  @Test func `the month's credits are drawn first, and what is left of them expires`() throws {
    // 200 of 310 are used by 21 October, and 110 in the eleven days to come would be just enough.
    let (monthly, bought) = try standings(account(monthly: 350, bought: 100) { _ in 10 })
    #expect(monthly.draw == .now)
    #expect(bought.draw == .next)
    #expect(monthly.runsOut == nil)
    #expect(bought.runsOut == nil)
    let unused = try #require(monthly.unused)
    #expect(unused.low <= unused.expected && unused.expected <= unused.high)
    #expect((39...41).contains(unused.expected.approximation))
    #expect(bought.unused == nil)
  }

  @Test func `what is bought is drawn once the month's credits are used up, month after month`()
    throws
  {
    // 250 a month are 25 days; the others draw 50 to 60 a month from what was bought.
    let (monthly, bought) = try standings(account(monthly: 250, bought: 230) { _ in 10 })
    #expect(monthly.runsOut?.expected.description == "2026-10-26")
    #expect(monthly.unused == nil)
    // August and September took 60 and 50 of it; October takes 60, and of the 60 left November takes 50.
    #expect(bought.draw == .next)
    #expect(bought.runsOut?.expected.description.hasPrefix("2026-12") == true)
  }

  @Test func `an empty pool is passed over, and one that has started again is full`() throws {
    let series = account(monthly: 100, bought: 900) { _ in 10 }
    #expect(try standings(series).monthly.draw == .empty)
    #expect(try standings(series).bought.draw == .now)
    let november = try #require(Timestamp(rfc3339: "2026-11-02T00:00:00Z"))
    #expect(try standings(series, at: november).monthly.draw == .now)
    #expect(try standings(series, at: november).bought.draw == .next)
  }

  @Test func `days on which nothing was left do not make the usage look smaller`() throws {
    // The month's 200 last 20 days, and nothing was bought: from the 21st on nothing can be drawn.
    let series = account(monthly: 200, bought: 0) { _ in 10 }
    let early = try #require(Timestamp(rfc3339: "2026-10-11T00:00:00Z"))
    let days = try #require(try standings(series, at: early).monthly.runsOut)
    #expect(days.expected.description == "2026-10-21" || days.expected.description == "2026-10-20")
  }

  @Test func `the order in which allowances are told makes no difference`() throws {
    let series = account(monthly: 250, bought: 230) { [7, 12, 9, 14, 10, 3, 2][$0 % 7] }
    let (one, other) = (try standings(series), try standings(series.reversed()))
    #expect(one.monthly == other.monthly)
    #expect(one.bought == other.bought)
  }

  @Test(arguments: [180, 250, 260, 290])
  func `early is before expected, and expected before late`(limit: Int) throws {
    let series = account(monthly: limit, bought: 40) {
      [7, 12, 9, 14, 10, 3, 2][$0 * 5 % 7] + $0 % 3
    }
    for standing in [try standings(series).monthly, try standings(series).bought] {
      guard let days = standing.runsOut else { continue }
      #expect(days.early <= days.expected)
      #expect(days.late.map { days.expected <= $0 } ?? true)
    }
    #expect(try standings(series).monthly.runsOut != nil || limit > 250)
  }

  @Test func `less than three weeks of history go by the pace of the last one`() throws {
    let series = account(monthly: 250, bought: 230, days: 12) { _ in 10 }
    let (monthly, _) = try standings(series)
    let pace = try RunOut(of: series[0].points, at: Self.now, in: .utc)
    #expect(monthly.runsOut == pace)
    #expect(monthly.runsOut?.expected == monthly.runsOut?.late)
  }

  @Test func `of an account whose order nobody knows each allowance goes by its own pace`() throws {
    let series = account(monthly: 250, bought: 230) { _ in 10 }
    let (monthly, bought) = try standings(series, pools: [])
    #expect(monthly.draw == nil && bought.draw == nil)
    #expect(monthly.unused == nil)
    #expect(monthly.runsOut == (try RunOut(of: series[0].points, at: Self.now, in: .utc)))
    #expect(bought.runsOut == nil)
  }

  @Test func `what is not told is not known`() throws {
    let account = try AccountAllowances(of: [], pools: Self.pools, at: Self.now, in: .utc)
    #expect(account["monthly", unit: "credit"] == .unknown)
    let silent = AllowanceSeries(
      source: "main",
      name: "monthly",
      unit: "credit",
      points: [
        AllowancePoint(
          observedAt: Self.start,
          learntAt: Self.start,
          allowance: Allowance(name: "monthly", unit: "credit")
        )
      ]
    )
    #expect(try standings([silent]).monthly == .unknown)
  }
}
