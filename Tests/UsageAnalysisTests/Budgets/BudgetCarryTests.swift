import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// What earlier periods leave over.
struct BudgetCarryTests {
  /// A record on the first day of each month from one on; nil is a month of which nothing is known.
  private func months(_ first: String, _ costs: [FixedDecimal?]) throws -> [UsageRecord] {
    let month = try #require(Month(first))
    return costs.enumerated().compactMap { offset, cost in
      cost.map {
        Sample.record(month.advanced(by: offset).start.description, cost: $0, requests: 3)
      }
    }
  }

  private func carried(
    _ costs: [FixedDecimal?],
    limit: FixedDecimal = 100,
    cap: FixedDecimal? = nil
  ) throws -> FixedDecimal {
    let budget = MadeUpBudget.budget(limit, rollover: .init(cap: cap))
    let first = Month(year: 2026, month: 11).advanced(by: -costs.count)
    return try MadeUpBudget.course(of: budget, months(first.description, costs)).rollover
  }

  @Test func `what is left over goes on from period to period`() throws {
    #expect(try carried([]) == 0)
    #expect(try carried([70]) == 30)
    #expect(try carried([70, 90]) == 40)
    #expect(try carried([70, 125]) == 5)
  }

  @Test func `too much in one period takes nothing from the next`() throws {
    #expect(try carried([250]) == 0)
    #expect(try carried([250, 60]) == 40)
    #expect(try carried([70, 200, 60]) == 40)
  }

  @Test func `the cap holds for each step`() throws {
    #expect(try carried([10], cap: 25) == 25)
    #expect(try carried([10, 110], cap: 25) == 15)
    #expect(try carried([80, 80], cap: 25) == 25)
    #expect(try carried([10, 10], cap: 0) == 0)
  }

  @Test(arguments: 0..<30)
  func `it is never negative, never above the cap, and what is added is what was not spent`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let costs = (0..<8).map { _ in FixedDecimal(Int.random(in: 1...200, using: &generator)) }
    let cap = FixedDecimal(Int.random(in: 0...150, using: &generator))
    for count in 1...costs.count {
      let some = Array(costs.prefix(count))
      let free = try carried(some)
      let capped = try carried(some, cap: cap)
      #expect(free >= 0 && capped >= 0 && capped <= cap && capped <= free)
      #expect(try carried(some, cap: 1000) == free)
      // The last step on its own: the limit and what came before, less what was spent.
      let before = try carried(Array(some.dropLast()))
      let step = try FixedDecimal(100) + before - some[count - 1]
      #expect(free == max(0, step))
    }
  }

  @Test func `it counts from the first period of which anything is known`() throws {
    // A month without any usage before that is no month that left everything over.
    #expect(try carried([nil, nil, 70]) == 30)
    let usage = try months("2026-10", [70])
    let other = Sample.record("2026-08-15", app: "b", cost: 5)
    var budget = MadeUpBudget.budget(100, rollover: .init())
    budget.scope = UsageFilter([.init(.app, anyOf: [.init("a")])])
    // Of September nothing is known, so what August left over is gone; where others used something, nothing was spent.
    let course = try MadeUpBudget.course(of: budget, usage + [other])
    #expect(course.rollover == 30)
    let seen = Sample.record("2026-09-15", app: "b", cost: 5)
    #expect(try MadeUpBudget.course(of: budget, usage + [other, seen]).rollover == 230)
  }

  @Test func `a period of which nothing is known leaves nothing over`() throws {
    #expect(try carried([10, nil, 70]) == 30)
    #expect(try carried([10, nil]) == 0)
  }

  @Test func `a charge alone is no beginning`() throws {
    var fee = Sample.record("2026-05-01", cost: 1)
    fee.charge = .fee
    let usage = try months("2026-10", [70])
    let budget = MadeUpBudget.budget(100, rollover: .init())
    #expect(try MadeUpBudget.course(of: budget, [fee] + usage).rollover == 30)
  }

  @Test func `a period without an amount leaves nothing over`() throws {
    var budget = MadeUpBudget.budget(100, rollover: .init())
    budget.limit = .each([
      .init(100, in: Sample.period("2026-08")), .init(100, in: Sample.period("2026-10")),
      .init(50, in: Sample.period("2026-11")),
    ])
    let usage = try months("2026-08", [10, 10, 70])
    let course = try MadeUpBudget.course(of: budget, usage)
    #expect(course.rollover == 30)
    #expect(try course.standing(before: Sample.day("2026-11-16")).limit == 80)
    budget.limit = .each([.init(100, in: Sample.period("2026-10"))])
    let none = try MadeUpBudget.course(of: budget, usage).standing(before: Sample.day("2026-11-16"))
    #expect(none.limit == nil && none.rollover == 0)
  }

  @Test func `without rollover nothing is added`() throws {
    let usage = try months("2026-09", [10, 10])
    #expect(try MadeUpBudget.course(of: MadeUpBudget.budget(100), usage).rollover == 0)
  }

  @Test func `quarters and cycles follow each other too, and units are their own`() throws {
    let usage = try months("2026-05", [10, 10, 10, 10, 10, 10])
    let quarters = MadeUpBudget.budget(100, span: .quarter, rollover: .init())
    let fourth = Sample.period("2026-Q4")
    // 80 of the second quarter, 70 of the third.
    #expect(try MadeUpBudget.course(of: quarters, in: fourth, usage).rollover == 150)
    let calls = MadeUpBudget.budget(10, unit: "requests", rollover: .init())
    #expect(try MadeUpBudget.course(of: calls, usage).rollover == 42)
    let cycle = MadeUpBudget.budget(100, span: .cycle(source: "main"), rollover: .init())
    let period = try #require(
      Period(from: Sample.day("2026-11-06"), before: Sample.day("2026-12-06"))
    )
    let window = try #require(
      BillingWindow(
        start: Timestamp(seconds: Int64(period.start.daysSince1970) * 86_400),
        stop: Timestamp(seconds: Int64(period.stop.daysSince1970) * 86_400),
        basis: .stated
      )
    )
    // The firsts of six months up to November lie in the six cycles before.
    let firsts = try months("2026-06", [10, 10, 10, 10, 10, 10])
    let course = try MadeUpBudget.course(of: cycle, in: period, firsts, windows: [window])
    #expect(course.rollover == 540)
  }

  @Test func `it is part of what is allowed, and of the pace`() throws {
    let budget = MadeUpBudget.budget(100, rollover: .init())
    let usage = try months("2026-10", [70, 65])
    let standing = try MadeUpBudget.course(of: budget, usage)
      .standing(before: Sample.day("2026-11-16"))
    #expect(standing.rollover == 30)
    #expect(standing.limit == 130)
    #expect(standing.remaining == 65)
    #expect(standing.pace == 65)
    #expect(standing.share == FixedDecimal("0.5"))
    #expect(!standing.isPassed)
  }
}
