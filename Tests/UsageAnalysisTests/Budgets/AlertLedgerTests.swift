import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// When somebody is told about a budget.
struct AlertLedgerTests {
  /// What a store would have recorded, looked at day by day.
  private struct Watch {
    let budget: Budget
    var period = MadeUpBudget.november
    var recorded: [BudgetCrossing.Place: BudgetCrossing] = [:]

    /// Looks at the budget after a day of November, where the days' levels are these.
    ///
    /// Returns the thresholds that somebody was told of; where the delivery fails nothing of them is recorded.
    mutating func look(
      after day: Int,
      _ levels: [FixedDecimal?],
      fails: Bool = false
    ) -> [String] {
      let first = period.start
      let ledger = AlertLedger(
        of: budget,
        in: period,
        through: first.advanced(by: day - 1),
        at: Timestamp(seconds: Int64(day) * 86_400),
        recorded: Array(recorded.values)
      ) { _, day in
        let place = first.distance(to: day)
        return levels.indices.contains(place) ? levels[place] : nil
      }
      for crossing in ledger.noted { recorded[crossing.place] = crossing }
      if !fails {
        for alert in ledger.due { recorded[alert.crossing.place] = alert.crossing }
      }
      return ledger.due.map(\.crossing.place.warning.description)
    }
  }

  private func watch(_ warnings: String...) -> Watch {
    Watch(
      budget: Budget(
        name: "all",
        limit: .same(100),
        unit: "USD",
        warnings: warnings.compactMap { Budget.Warning($0) }
      )
    )
  }

  /// Levels in percent.
  private func percent(_ levels: Int?...) -> [FixedDecimal?] {
    levels.map { $0.map { FixedDecimal(units: Int128($0) * 10_000_000_000) } }
  }

  @Test func `each threshold is told once, when it is reached`() {
    var watch = watch("50%", "80%")
    let levels = percent(20, 50, 60, 85, 90, 120)
    #expect((1...6).map { watch.look(after: $0, levels) } == [[], ["50%"], [], ["80%"], [], []])
  }

  @Test func `several looks on one day tell once`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 60)) == ["50%"])
    #expect(watch.look(after: 2, percent(20, 60)) == [])
    #expect(watch.look(after: 2, percent(20, 70)) == [])
  }

  @Test func `what was not delivered is due again`() {
    var watch = watch("50%", "80%")
    let levels = percent(90, 90, 90)
    #expect(watch.look(after: 1, levels, fails: true) == ["50%", "80%"])
    #expect(watch.look(after: 2, levels, fails: true) == ["50%", "80%"])
    #expect(watch.recorded.isEmpty)
    #expect(watch.look(after: 2, levels) == ["50%", "80%"])
    #expect(watch.look(after: 3, levels) == [])
  }

  @Test func `back below and again above is a new crossing`() {
    var watch = watch("forecast 100%")
    let levels = percent(105, 98, 99, 101, 103)
    #expect(
      (1...5).map { watch.look(after: $0, levels) }
        == [["forecast 100%"], [], [], ["forecast 100%"], []]
    )
  }

  @Test func `a new crossing that was not delivered is due again too`() {
    var watch = watch("forecast 100%")
    let levels = percent(105, 98, 101, 103, 103)
    #expect(watch.look(after: 1, levels) == ["forecast 100%"])
    #expect(watch.look(after: 2, levels) == [])
    #expect(watch.look(after: 3, levels, fails: true) == ["forecast 100%"])
    #expect(watch.look(after: 4, levels) == ["forecast 100%"])
    #expect(watch.look(after: 5, levels) == [])
  }

  @Test func `a drop and a rise about one and the same day tell nothing`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 60)) == ["50%"])
    // The day is restated again and again, before and after another one is over.
    for level in [30, 60, 0, 70] { #expect(watch.look(after: 2, percent(20, level)) == []) }
    #expect(watch.look(after: 3, percent(20, 30, 40)) == [])
    for level in [60, 40, 90] { #expect(watch.look(after: 3, percent(20, level, level)) == []) }
  }

  @Test func `a drop on the day of the crossing itself that the next day makes up for is none`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 60)) == ["50%"])
    #expect(watch.look(after: 2, percent(20, 30)) == [])
    #expect(watch.look(after: 3, percent(20, 30, 55)) == [])
    #expect(watch.look(after: 4, percent(20, 30, 55, 60)) == [])
  }

  @Test func `what is known of a drop in the end decides`() {
    var watch = watch("forecast 100%")
    #expect(watch.look(after: 1, percent(105)) == ["forecast 100%"])
    // The second day is below, then above for a while, and below in the end.
    #expect(watch.look(after: 2, percent(105, 98)) == [])
    #expect(watch.look(after: 2, percent(105, 101)) == [])
    #expect(watch.look(after: 3, percent(105, 98, 103)) == ["forecast 100%"])
  }

  @Test func `a drop that is taken back later was none`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 60)) == ["50%"])
    #expect(watch.look(after: 3, percent(20, 10, 10)) == [])
    // The third day is as high as the second one was at first.
    #expect(watch.look(after: 4, percent(20, 60, 60, 65)) == [])
    #expect(watch.look(after: 5, percent(20, 60, 60, 65, 70)) == [])
  }

  @Test func `a small correction that usage makes up for is no new crossing`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 51)) == ["50%"])
    #expect(watch.look(after: 3, percent(20, 46, 48)) == [])
    #expect(watch.look(after: 4, percent(20, 46, 48, 53)) == [])
  }

  @Test func `an alert that was wrong by far does not keep the right one back`() {
    var watch = watch("50%")
    #expect(watch.look(after: 2, percent(20, 51)) == ["50%"])
    #expect(watch.look(after: 3, percent(5, 10, 12)) == [])
    #expect(watch.look(after: 4, percent(5, 10, 12, 40)) == [])
    #expect(watch.look(after: 5, percent(5, 10, 12, 40, 49)) == [])
    #expect(watch.look(after: 6, percent(5, 10, 12, 40, 49, 52)) == ["50%"])
    #expect(watch.look(after: 7, percent(5, 10, 12, 40, 49, 52, 55)) == [])
  }

  @Test func `a real way back after one that was taken back counts`() {
    var watch = watch("forecast 100%")
    #expect(watch.look(after: 1, percent(105)) == ["forecast 100%"])
    #expect(watch.look(after: 2, percent(105, 98)) == [])
    // The second day is restated, and the third one is below for good.
    #expect(watch.look(after: 3, percent(105, 103, 97)) == [])
    #expect(watch.look(after: 4, percent(105, 103, 97, 102)) == ["forecast 100%"])
  }

  @Test func `a closed period that is restated is told of once at most`() {
    var watch = watch("50%")
    let high = [FixedDecimal?](repeating: 1, count: 30)
    let low = [FixedDecimal?](repeating: 0, count: 30)
    #expect(watch.look(after: 30, high) == ["50%"])
    // Days after the period change nothing about it.
    for (day, levels) in [(31, low), (35, high), (40, low), (60, high)] {
      #expect(watch.look(after: day, levels) == [])
    }
  }

  @Test func `what is not known is neither above nor below`() {
    var watch = watch("forecast 100%")
    #expect(watch.look(after: 1, percent(nil)) == [])
    #expect(watch.look(after: 2, percent(nil, 110)) == ["forecast 100%"])
    #expect(watch.look(after: 3, percent(nil, 110, nil)) == [])
    #expect(watch.look(after: 4, percent(nil, 110, nil, 110)) == [])
    // Seen below once, of which nothing is known any more.
    #expect(watch.look(after: 5, percent(nil, 110, nil, 110, 90)) == [])
    #expect(watch.look(after: 6, percent(nil, 110, nil, 110, nil, 110)) == [])
  }

  @Test func `periods, budgets and thresholds are told apart`() {
    var watch = watch("50%", "50%", "forecast 50%", "chance 50%")
    let high = [FixedDecimal?](repeating: 1, count: 30)
    // The same threshold twice is one.
    #expect(watch.look(after: 1, high) == ["50%", "forecast 50%", "chance 50%"])
    watch.period = watch.period.advanced(by: 1)
    #expect(watch.look(after: 1, high) == ["50%", "forecast 50%", "chance 50%"])
    var other = Watch(
      budget: Budget(
        name: "other",
        limit: .same(1),
        unit: "USD",
        warnings: watch.budget.warnings
      )
    )
    other.recorded = watch.recorded
    #expect(other.look(after: 1, high).count == 3)
  }

  @Test func `before the first day is over there is nothing to tell`() {
    var watch = watch("50%")
    #expect(watch.look(after: 0, percent(90)) == [])
  }

  @Test func `earlier days are asked for only where a crossing may be a new one`() {
    let budget = MadeUpBudget.budget(100, "forecast 50%")
    func asked(_ crossing: BudgetCrossing?, present: FixedDecimal) -> [Int] {
      var days: [Int] = []
      _ = AlertLedger(
        of: budget,
        in: MadeUpBudget.november,
        through: Sample.day("2026-11-20"),
        at: Timestamp(seconds: 0),
        recorded: crossing.map { [$0] } ?? []
      ) { _, day in
        days.append(day.dayOfMonth)
        return day.dayOfMonth == 20 ? present : FixedDecimal("0.49")
      }
      return days
    }
    let place = BudgetCrossing.Place(
      budget: "all",
      days: MadeUpBudget.november.days,
      warning: budget.warnings[0]
    )
    var crossing = BudgetCrossing(
      place: place,
      toldAt: Timestamp(seconds: 0),
      reachedOn: Sample.day("2026-11-10")
    )
    #expect(asked(nil, present: 1) == [20])
    #expect(asked(crossing, present: 1) == [20])
    #expect(asked(crossing, present: 0) == [20])
    crossing.belowOn = Sample.day("2026-11-15")
    #expect(asked(crossing, present: 0) == [20, 15])
    #expect(asked(crossing, present: 1) == [20, 15, 10])
  }

  @Test(arguments: 0..<200)
  func `whatever is restated, nobody is told more often than it was crossed`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var watch = watch("50%")
    var levels: [FixedDecimal?] = []
    var (told, crossings, isAbove) = (0, 0, false)
    for day in 1...30 {
      // The true course, of which each look may see something else.
      levels.append(FixedDecimal(units: .random(in: 0...1_000_000_000_000, using: &generator)))
      let isReached = levels[day - 1].map { $0 >= FixedDecimal("0.5") ?? 0 } ?? false
      if isReached, !isAbove { crossings += 1 }
      isAbove = isReached
      // Each day is looked at several times, also with days before the last one restated for a while.
      for _ in 0..<3 {
        var shown = levels
        for place in shown.indices.dropLast() where Bool.random(using: &generator) {
          shown[place] = FixedDecimal(units: .random(in: 0...1_000_000_000_000, using: &generator))
        }
        told += watch.look(after: day, shown).count
      }
    }
    #expect(told <= crossings)
    #expect(crossings > 1 && told > 0)
  }

  @Test func `a course and a ledger work together`() throws {
    let records = MadeUpBudget.usage(from: "2026-11-01", [30, 30, -20, 5, 20])
    let budget = MadeUpBudget.budget(100, "50%")
    var recorded: [BudgetCrossing] = []
    var told: [Int] = []
    for day in 1...5 {
      let course = try MadeUpBudget.course(of: budget, records)
      let ledger = try AlertLedger(
        of: budget,
        in: course.period,
        through: Sample.day("2026-11-0\(day)"),
        at: Timestamp(seconds: 0),
        recorded: recorded,
        level: course.level
      )
      for crossing in ledger.noted + ledger.due.map(\.crossing) {
        recorded.removeAll { $0.place == crossing.place }
        recorded.append(crossing)
      }
      if !ledger.due.isEmpty { told.append(day) }
    }
    // A refund is a real way back: 30, 60, 40, 45, 65.
    #expect(told == [2, 5])
  }
}
