import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// Prices a unit at a time, with a list of all credits that were bought, and compares.
struct CountingOracleTests {
  /// Everything that is counted, one entry for each unit.
  private struct Account {
    var included = 0
    var drawn: [Int] = []
    var drawnInCycle = 0
    var priced = 0
    var cycle: Range<Day>?

    /// What a change by one costs: what is billed and what takes effect.
    mutating func count(
      isUp: Bool,
      plan: PlanCycle?,
      credits: [Int]
    ) -> (billed: Int, effective: Int) {
      if let plan, plan.cycle != cycle {
        (cycle, included, drawnInCycle, priced) = (plan.cycle, 0, 0, 0)
      }
      let limit: Int? =
        if case .amount(let most)? = plan?.plan.includes { Int(most.approximation) } else { nil }
      let price = plan == nil ? 2 : 5
      if isUp {
        if let limit, included < limit {
          included += 1
          return (0, 0)
        }
        if drawn.count < credits.count {
          drawn.append(credits[drawn.count])
          drawnInCycle += 1
          return (0, drawn[drawn.count - 1])
        }
        priced += 1
        return (price, price)
      }
      if plan == nil ? !drawn.isEmpty : drawnInCycle > 0 {
        drawnInCycle -= 1
        return (0, -drawn.removeLast())
      }
      if plan == nil || priced > 0 {
        priced -= 1
        return (-price, -price)
      }
      included -= 1
      return (0, 0)
    }
  }

  @Test func `counting one by one comes to the same money each day`() throws {
    var drawnBack = 0
    for seed in 0..<250 {
      var generator = SeededGenerator(seed: UInt64(seed))
      func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
      let first = Sample.day("2024-01-01")
      var source = PricedSource()
      source.terms.rates = [Sample.rate("x:credit", "2 USD", "2020-01-01")]
      if number(0...3) > 0 {
        var plan = Sample.plan(
          "0 USD",
          "x:credit",
          includes: .amount(FixedDecimal(number(0...25))),
          overage: "5 USD",
          since: "2024-01-01"
        )
        plan.since = first.advanced(by: number(0...30))
        plan.before = number(0...1) == 0 ? nil : plan.since.advanced(by: number(1...60))
        source.terms.plans = [plan]
      }
      var lots: [(day: Day, price: Int, quantity: Int)] = []
      for _ in 0..<number(0...4) {
        let (price, quantity, day) = (
          number(1...9), number(1...30), first.advanced(by: number(0...80))
        )
        lots.append((day, price, quantity))
        var charge = Sample.charge(.topUp, "1 USD", "2024-01-01", credits: "\(quantity) x:credit")
        charge.amount = Money(FixedDecimal(price * quantity), "USD")
        charge.since = day
        source.terms.charges.append(charge)
      }
      // Of two lots of one day, the one that cost less goes first.
      lots.sort { ($0.day, $0.price * $0.quantity) < ($1.day, $1.price * $1.quantity) }
      let days = first..<first.advanced(by: 90)
      let totals = days.map { _ in number(0...2) == 0 ? number(-14...6) : number(0...9) }
      source.records = zip(days, totals).filter { $1 != 0 }
        .map { PricedSource.record($0, Money(FixedDecimal($1), "x:credit")) }
      let priced = try source.priced(days).filter { $0.charge == .usage }
      let plans = SourcePlans(
        source.terms.plans,
        cycles: BillingCycles(windows: [], calendar: .utc)
      )
      // Lots of equal cost on one day may be of different sizes; then either order is as good.
      let keys = lots.map { "\($0.day) \($0.price * $0.quantity)" }
      guard Set(keys).count == keys.count else { continue }
      var account = Account()
      for (day, total) in zip(days, totals) where total != 0 {
        let credits = lots.filter { $0.day <= day }.flatMap {
          Array(repeating: $0.price, count: $0.quantity)
        }
        var money = (billed: 0, effective: 0)
        for _ in 0..<abs(total) {
          let one = account.count(isUp: total > 0, plan: plans.cycle(on: day), credits: credits)
          money = (money.billed + one.billed, money.effective + one.effective)
        }
        if money.billed == 0, money.effective < 0 { drawnBack += 1 }
        let records = priced.filter { $0.day == day }
        #expect(try records.sum(.billed) == FixedDecimal(money.billed), "seed \(seed), \(day)")
        #expect(
          try records.sum(.effective) == FixedDecimal(money.effective),
          "seed \(seed), \(day)"
        )
      }
    }
    #expect(drawnBack > 60)
  }
}
