import Testing
import UsageAnalysis
import UsageModel

/// What is expected of budgets, and what to think of them.
struct BudgetOutlookTests {
  private static let today = Sample.day("2026-11-21")

  /// Usage of 112 days up to 20 November: so much a day, and on every second day a bit more or less.
  private static func steady(_ cost: FixedDecimal = 10, plus swing: FixedDecimal = 2) throws
    -> [UsageRecord]
  {
    let (low, high) = (try cost - swing, try cost + swing)
    // Not in step with weeks, nor with every second day.
    let pattern = [low, high, high, low, low, high, low, high, high, low, high]
    return MadeUpBudget.usage(from: "2026-08-01", (0..<112).map { pattern[$0 * $0 % 11] })
  }

  private func outlook(
    of budget: Budget,
    _ records: [UsageRecord],
    before today: Day = today
  ) throws -> BudgetOutlook {
    try MadeUpBudget.course(of: budget, records).outlook(before: today)
  }

  @Test func `it has what a forecast of the same days has`() throws {
    let records = try Self.steady()
    let outlook = try outlook(of: MadeUpBudget.budget(300), records)
    let history = try UsageHistory(
      of: .cost,
      in: UsageTable(records, view: .effective),
      where: UsageFilter(),
      for: MadeUpBudget.november,
      before: Self.today
    )
    let forecast = try Forecaster().forecast(history.input())
    let expected = try #require(forecast.expected)
    let range = try #require(forecast.range(0.8))
    #expect(outlook.shortage == nil)
    #expect(abs(try #require(outlook.expected).approximation - expected) < 1e-6)
    #expect(abs(try #require(outlook.low80).approximation - range.low) < 1e-6)
    #expect(abs(try #require(outlook.high80).approximation - range.high) < 1e-6)
    let chance = try #require(forecast.chance(above: 300))
    #expect(abs(try #require(outlook.chance).approximation - chance) < 1e-4)
    #expect(outlook.standing.spent == history.spent)
  }

  @Test func `the status follows from what is spent, expected and likely`() throws {
    let records = try Self.steady()
    var (last, seen) = (-1, Set<BudgetOutlook.Status>())
    // From far too little to far too much.
    for limit in stride(from: 150, through: 400, by: 5) {
      let outlook = try outlook(of: MadeUpBudget.budget(FixedDecimal(limit)), records)
      let (spent, expected) = (
        try #require(outlook.standing.spent), try #require(outlook.expected)
      )
      let chance = try #require(outlook.chance)
      let isRisk = expected > FixedDecimal(limit) || chance >= FixedDecimal("0.5") ?? 0
      let status: BudgetOutlook.Status =
        spent > FixedDecimal(limit) ? .over : isRisk ? .atRisk : .ok
      #expect(outlook.status == status, "\(limit): \(outlook.reason)")
      // More room is never worse.
      let rank = [BudgetOutlook.Status.over, .atRisk, .ok].firstIndex(of: status) ?? 0
      #expect(rank >= last)
      last = rank
      seen.insert(status)
    }
    #expect(seen == Set(BudgetOutlook.Status.allCases))
  }

  @Test func `a threshold about what is to come makes a risk, one about what is spent does not`()
    throws
  {
    let records = try Self.steady()
    let spent = try outlook(of: MadeUpBudget.budget(400, "10%", "40%"), records)
    #expect(spent.status == .ok)
    #expect(spent.reached.map(\.warning.description) == ["10%", "40%"])
    let ahead = try outlook(of: MadeUpBudget.budget(400, "99%", "forecast 60%"), records)
    #expect(ahead.status == .atRisk)
    #expect(ahead.reached.map(\.warning.description) == ["forecast 60%"])
    #expect(ahead.reason.description.hasSuffix("; forecast 60% is reached"))
    let expected = try #require(ahead.expected)
    #expect(ahead.reached.first?.level == (try expected.divided(by: 400)))
    let later = try outlook(of: MadeUpBudget.budget(400, "forecast 90%", "chance 30%"), records)
    #expect(later.status == .ok && later.reached.isEmpty)
    // A limit that is exceeded with some likelihood, but not probably.
    let limit = try #require(later.high80)
    let likely = try outlook(of: MadeUpBudget.budget(limit, "chance 5%"), records)
    #expect(likely.status == .atRisk)
    #expect(likely.reached.map(\.warning.description) == ["chance 5%"])
    #expect(try outlook(of: MadeUpBudget.budget(limit), records).status == .ok)
  }

  @Test func `a threshold is reached at its share, not only above`() throws {
    let records = MadeUpBudget.usage(from: "2026-11-01", [40, 10])
    let after = Sample.day("2026-11-03")
    let budget = MadeUpBudget.budget(100, "50%", "50.000000001%")
    let outlook = try outlook(of: budget, records, before: after)
    #expect(outlook.reached.map(\.warning.description) == ["50%"])
    #expect(outlook.reached.map(\.level) == [FixedDecimal("0.5")])
  }

  @Test func `without a real forecast nothing is at risk, and the reason says why`() throws {
    // Ten days are too few to forecast from, also where they tell of far too much.
    let records = MadeUpBudget.usage(from: "2026-11-01", Array(repeating: 10, count: 10))
    let budget = MadeUpBudget.budget(110, "50%", "forecast 10%", "chance 1%")
    let outlook = try outlook(of: budget, records, before: Sample.day("2026-11-11"))
    #expect(outlook.status == .ok)
    #expect(
      outlook.reason.description
        == "no forecast: a forecast of 20 days needs 21 known days of history, and there are 10; "
        + "this is the run rate of 10 days instead"
    )
    #expect(outlook.expected == 300)
    #expect(outlook.low80 == nil && outlook.high80 == nil && outlook.chance == nil)
    #expect(outlook.reached.map(\.warning.description) == ["50%"])
    let over = try self.outlook(
      of: MadeUpBudget.budget(99),
      records,
      before: Sample.day("2026-11-11")
    )
    #expect(over.status == .over)
    #expect(over.reason.description == "101% of the limit is spent")
  }

  @Test func `once the period is over, what was spent is what is expected`() throws {
    let records = try Self.steady()
    let end = Sample.day("2026-12-01")
    for (limit, status, chance) in [(100, .over, 1), (400, .ok, 0)]
      as [(FixedDecimal, BudgetOutlook.Status, FixedDecimal)]
    {
      let budget = MadeUpBudget.budget(limit, "chance 50%", "forecast 100%")
      let outlook = try outlook(of: budget, records, before: end)
      let spent = try #require(outlook.standing.spent)
      #expect(outlook.expected == spent && outlook.low80 == spent && outlook.high80 == spent)
      #expect(outlook.chance == chance)
      #expect(outlook.status == status)
      #expect(outlook.reached.count == (status == .over ? 2 : 0))
    }
  }

  @Test func `what is spent exactly is not over`() throws {
    let records = MadeUpBudget.usage(from: "2026-11-01", [60, 40])
    let end = Sample.day("2026-12-01")
    let exact = try outlook(of: MadeUpBudget.budget(100), records, before: end)
    #expect(exact.status == .ok)
    #expect(exact.reason.description == "100% of the limit was spent by the end")
    let less = try outlook(
      of: MadeUpBudget.budget(FixedDecimal("99.999999999999") ?? 0),
      records,
      before: end
    )
    #expect(less.status == .over)
  }

  @Test func `a limit of zero allows nothing`() throws {
    let used = MadeUpBudget.usage(from: "2026-11-01", [1])
    let budget = MadeUpBudget.budget(0, "50%", "100%")
    let over = try outlook(of: budget, used)
    #expect(over.status == .over)
    #expect(over.reason.description == "something was spent, and nothing may be")
    #expect(over.reached.count == 2)
    let unused = try outlook(of: budget, MadeUpBudget.usage(from: "2026-11-01", [0]))
    #expect(unused.status == .ok && unused.reached.isEmpty)
  }

  @Test func `where nothing is known, or nothing is said, there is no status`() throws {
    let unknown = try outlook(of: MadeUpBudget.budget(100, "50%"), [])
    #expect(unknown.status == nil && unknown.reached.isEmpty)
    #expect(unknown.reason.description == "nothing is known of what was spent")
    #expect(unknown.expected == nil && unknown.chance == nil)
    var budget = MadeUpBudget.budget(100, "50%", "chance 1%")
    budget.limit = .each([.init(5, in: Sample.period("2026-10"))])
    let unlimited = try outlook(of: budget, Self.steady())
    #expect(unlimited.status == nil && unlimited.reached.isEmpty && unlimited.chance == nil)
    #expect(unlimited.reason.description == "no limit in November 2026")
    #expect(unlimited.expected != nil)
  }

  @Test func `sources that were seen and told of no usage spent nothing`() throws {
    let course = try MadeUpBudget.course(of: MadeUpBudget.budget(100), [], covered: 1)
    #expect(try course.standing(before: Self.today).spent == 0)
    #expect(try course.outlook(before: Self.today).status == .ok)
  }

  @Test func `records in the scope that tell no amount in the unit leave it unknown`() throws {
    let records = [
      Sample.record("2026-11-02", native: Money(50, "helius:credit")),
      Sample.record("2026-11-02", app: "b", cost: 3),
    ]
    var budget = MadeUpBudget.budget(100)
    budget.scope = UsageFilter([.init(.app, anyOf: [.init("a")])])
    #expect(try outlook(of: budget, records).standing.spent == nil)
    budget.scope = UsageFilter([.init(.app, anyOf: [.init("c")])])
    #expect(try outlook(of: budget, records).standing.spent == 0)
    budget.scope = UsageFilter()
    #expect(try outlook(of: budget, records).standing.spent == 3)
  }

  @Test func `each unit is counted and forecast on its own`() throws {
    let days = (0..<112).map { Sample.day("2026-08-01").advanced(by: $0).description }
    let records = days.map {
      Sample.record(
        $0,
        native: Money(7, "helius:credit"),
        requests: 3,
        quantity: 5,
        unit: "token"
      )
    }
    for (unit, daily) in [("helius:credit", 7), ("requests", 3), ("token", 5)] {
      let budget = MadeUpBudget.budget(1000, unit: unit)
      let outlook = try outlook(of: budget, records)
      #expect(outlook.standing.spent == FixedDecimal(20 * daily))
      #expect(outlook.expected == FixedDecimal(30 * daily), "\(unit)")
    }
  }

  @Test func `days without usage of the scope count as days of nothing`() throws {
    // Every day something else is used; of the app only on every second one.
    let other = MadeUpBudget.usage(from: "2026-08-01", Array(repeating: 1, count: 112), app: "b")
    let some = MadeUpBudget.usage(
      from: "2026-08-01",
      (0..<112).map { $0 % 2 == 0 ? 10 : nil }
    )
    var budget = MadeUpBudget.budget(1000)
    budget.scope = UsageFilter([.init(.app, anyOf: [.init("a")])])
    let outlook = try outlook(of: budget, some + other)
    #expect(outlook.standing.spent == 100)
    let expected = try #require(outlook.expected)
    // Half of the days to come, as of those that were, not all of them.
    #expect(expected > 130 && expected < 170, "\(expected)")
  }

  @Test func `an earlier day is told from what is known now`() throws {
    let records = MadeUpBudget.usage(from: "2026-11-01", [10, 20, 30, nil, 40])
    let course = try MadeUpBudget.course(of: MadeUpBudget.budget(100), records)
    let levels = try (1...5).map {
      try course.level(of: .spent, after: Sample.day("2026-11-0\($0)"))
    }
    #expect(levels == ["0.1", "0.3", "0.6", "0.6", "1"].map { FixedDecimal($0) })
    #expect(try course.level(of: .chance, after: Sample.day("2026-11-03")) == nil)
    #expect(try course.level(of: .chance, after: Sample.day("2026-11-30")) == 0)
    #expect(try course.level(of: .forecast, after: Sample.day("2026-11-30")) == 1)
  }
}

/// How a reason is written.
struct BudgetReasonTests {
  @Test func `shares are written by whoever writes the reason, and else as percent`() {
    let part: BudgetReason = "\(share: FixedDecimal("1.0625") ?? 0) of the limit"
    let reason: BudgetReason = "\(part) is expected"
    #expect(reason.description == "106.2% of the limit is expected")
    #expect(reason.text { _ in "X" } == "X of the limit is expected")
    let words: BudgetReason = "nothing is known"
    #expect(words.text { _ in "X" } == "nothing is known")
  }
}
