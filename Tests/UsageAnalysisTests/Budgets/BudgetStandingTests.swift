import Foundation
import Testing
import UsageAnalysis
import UsageModel

/// How budgets stand.
struct BudgetStandingTests {
  private let november = Period(.month, containing: Day(daysSince1970: 20_758))
  private let budget = Budget(name: "all", limit: .same(100), unit: "USD")

  private func standing(
    spent: FixedDecimal?,
    after days: Int,
    of budget: Budget? = nil
  ) throws -> BudgetStanding {
    try BudgetStanding(of: budget ?? self.budget, in: november, elapsedDays: days, spent: spent)
  }

  @Test func `what is spent and what remains make the limit, exactly`() throws {
    for units in [0, 1, 33_333_333_333_333, 100_000_000_000_000, 250_000_000_000_001] as [Int128] {
      let standing = try standing(spent: FixedDecimal(units: units), after: 20)
      let sum = try (standing.spent ?? 0) + (standing.remaining ?? 0)
      #expect(sum == standing.limit)
      #expect(standing.isPassed == (units > 100_000_000_000_000))
    }
  }

  @Test func `the pace goes with the days that are over`() throws {
    #expect(november.length == 30)
    #expect(try standing(spent: 0, after: 0).pace == 0)
    #expect(try standing(spent: 0, after: 15).pace == 50)
    #expect(try standing(spent: 0, after: 20).pace == FixedDecimal("66.666666666667"))
    #expect(try standing(spent: 0, after: 30).pace == 100)
    #expect(try standing(spent: 0, after: 31).pace == 100)
  }

  @Test func `what is not known is not zero`() throws {
    let standing = try standing(spent: nil, after: 20)
    #expect(standing.spent == nil)
    #expect(standing.remaining == nil)
    #expect(standing.share == nil)
    #expect(!standing.isPassed)
  }

  @Test func `a period without a limit has what was spent and nothing else`() throws {
    var other = budget
    other.limit = .each([.init(5, in: november.advanced(by: 1))])
    let standing = try standing(spent: 7, after: 20, of: other)
    #expect(standing.spent == 7)
    #expect(standing.limit == nil && standing.pace == nil && standing.share == nil)
  }

  @Test func `of a limit of zero there is no share`() throws {
    var none = budget
    none.limit = .same(0)
    let standing = try standing(spent: 3, after: 20, of: none)
    #expect(standing.share == nil)
    #expect(standing.isPassed)
  }

  @Test func `each unit has its own sum`() throws {
    let records = [
      record(cost: 2, native: Money(300, "helius:credit"), requests: 10),
      record(cost: nil, native: Money(5, "helius:credit"), quantity: 7, of: "token"),
      record(cost: 1, native: Money(1, "USD"), requests: 4, quantity: 9, of: "byte"),
    ]
    for (unit, expected) in [
      ("USD", 3), ("helius:credit", 305), ("requests", 14), ("token", 7), ("byte", 9),
      ("shoal:credit", nil), ("frames", nil),
    ] as [(String, FixedDecimal?)] {
      let budget = Budget(name: unit, limit: .same(1), unit: unit)
      #expect(try budget.spent(on: records) == expected, "\(unit)")
    }
  }

  @Test func `costs need no breakdown, and counts need all of it`() {
    var budget = budget
    budget.scope = UsageFilter([.init(.app, anyOf: [.init("Shop")])])
    #expect(budget.dimensions == [.app])
    budget.unit = "helius:credit"
    #expect(budget.dimensions == [.app])
    budget.unit = "requests"
    #expect(budget.dimensions == nil)
  }

  private func record(
    cost: FixedDecimal?,
    native: Money,
    requests: FixedDecimal? = nil,
    quantity: FixedDecimal? = nil,
    of unit: String? = nil
  ) -> UsageRecord {
    UsageRecord(
      day: november.start,
      source: "a",
      provider: "a",
      quantity: quantity,
      unit: unit,
      requests: requests,
      native: native,
      effective: cost
    )
  }
}

/// The periods that budgets stand in.
struct BudgetPeriodTests {
  private func period(
    _ span: Budget.Span,
    on day: String,
    windows: [(String, String)] = [],
    in zone: String = "UTC"
  ) throws -> String {
    let budget = Budget(name: "b", limit: .same(1), unit: "USD", span: span)
    let calendar = try #require(ReportingCalendar(zone: zone))
    return try budget.period(
      containing: try #require(Day(day)),
      windows: windows.map { start, stop in try window(start, stop) },
      calendar: calendar
    ).description
  }

  @Test func `calendar periods are those of the day`() throws {
    #expect(try period(.month, on: "2026-11-20") == "2026-11")
    #expect(try period(.quarter, on: "2026-11-20") == "2026-Q4")
    #expect(try period(.year, on: "2026-11-20") == "2026")
    let once = try #require(Period("2026-01-01..2026-02-15"))
    #expect(try period(.once(once), on: "2026-11-20") == "2026-01-01..2026-02-15")
  }

  private func window(_ start: String, _ stop: String) throws -> BillingWindow {
    let start = try #require(Timestamp(rfc3339: start))
    let stop = try #require(Timestamp(rfc3339: stop))
    return try #require(BillingWindow(start: start, stop: stop, basis: .stated))
  }

  private static let cycle = Budget.Span.cycle(source: "helius")
  private static let known = [
    ("2026-10-06T00:00:00Z", "2026-11-06T00:00:00Z"),
    ("2026-11-06T00:00:00Z", "2026-12-06T00:00:00Z"),
  ]

  @Test(arguments: [
    ("2026-11-05", "2026-10-06..2026-11-05"), ("2026-11-06", "2026-11-06..2026-12-05"),
    // Cycles go on month by month on both sides of what is known.
    ("2026-12-06", "2026-12-06..2027-01-05"), ("2027-02-28", "2027-02-06..2027-03-05"),
    ("2026-10-05", "2026-09-06..2026-10-05"), ("2026-08-06", "2026-08-06..2026-09-05"),
  ])
  func `a cycle is the source's window, and goes on`(day: String, expected: String) throws {
    #expect(try period(Self.cycle, on: day, windows: Self.known) == expected)
  }

  @Test func `each day lies in the cycle that it is asked for`() throws {
    let budget = Budget(name: "b", limit: .same(1), unit: "USD", span: Self.cycle)
    let window = try window("2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z")
    let first = try #require(Day("2025-06-01"))
    for day in first..<first.advanced(by: 700) {
      let period = budget.period(containing: day, windows: [window], calendar: .utc)
      #expect(period.contains(day), "\(day): \(period)")
      let next = budget.period(containing: period.stop, windows: [window], calendar: .utc)
      #expect(next.start == period.stop, "\(day): \(period), \(next)")
    }
  }

  @Test func `a window of a calendar month is called so, and none is one`() throws {
    let window = [("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    #expect(try period(Self.cycle, on: "2026-11-20", windows: window) == "2026-11")
    #expect(try period(Self.cycle, on: "2026-11-20") == "2026-11")
  }

  @Test func `days are those of the reporting zone`() throws {
    #expect(
      try period(
        Self.cycle,
        on: "2026-11-20",
        windows: [("2026-11-06T00:00:00Z", "2026-12-06T00:00:00Z")],
        in: "America/New_York"
      ) == "2026-11-05..2026-12-04"
    )
  }
}

extension ReportingCalendar {
  /// The calendar of a named zone.
  init?(zone: String) {
    guard let zone = TimeZone(identifier: zone) else { return nil }
    self.init(timeZone: zone)
  }
}
