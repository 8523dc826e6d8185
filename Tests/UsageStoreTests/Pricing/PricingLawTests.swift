import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// What must hold for any terms and any usage.
struct PricingLawTests {
  @Test func `native amounts, quantities and requests are conserved`() throws {
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      let (source, days) = (generated.source, generated.days)
      let usage = try source.priced(days).filter {
        $0.pricing?.isCharge != true && $0.charge == .usage
      }
      #expect(try usage.nativeSums() == source.records.nativeSums(), "seed \(seed)")
      for count in [\UsageRecord.requests, \.quantity] {
        let after = try FixedDecimal.sum(of: usage.compactMap { $0[keyPath: count] })
        let before = try FixedDecimal.sum(of: source.records.compactMap { $0[keyPath: count] })
        #expect(after == before)
      }
      #expect(usage.allSatisfy { ($0.pricing == nil) == ($0.billed == nil && $0.effective == nil) })
    }
  }

  @Test func `each breakdown of the same totals comes to the same money on each day`() throws {
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      let other = try generated.splitAnew(seed: UInt64(seed) + 1000)
      let one = try DailyMoney(of: generated.source.priced(generated.days))
      #expect(try one == DailyMoney(of: other.priced(generated.days)), "seed \(seed)")
    }
  }

  @Test func `a plan's money is the same for each breakdown whatever the exchange rate`() throws {
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), [.corrections, .topUps])
      func money(_ source: PricedSource) throws -> DailyMoney {
        var source = source
        source.currency = "EUR"
        source.records.removeAll { $0.native?.currency == "USD" }
        source.terms.plans = [
          Sample.plan(
            "7 USD",
            "x:credit",
            includes: .amount(60),
            overage: "0.0317 USD",
            since: "2020-01-01"
          )
        ]
        source.terms.rates = [
          Sample.rate("USD", "0.917 EUR", "2020-01-01"),
          Sample.rate("USD", "0.8731 EUR", "2024-02-03"),
        ]
        return try DailyMoney(of: source.priced(generated.days))
      }
      #expect(
        try money(generated.source) == money(generated.splitAnew(seed: UInt64(seed) + 1000)),
        "seed \(seed)"
      )
    }
  }

  @Test func `the order in which terms and windows are listed does not matter`() throws {
    var generator = SeededGenerator(seed: 1)
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      var shuffled = generated.source
      shuffled.terms.plans.shuffle(using: &generator)
      shuffled.terms.rates.shuffle(using: &generator)
      shuffled.terms.charges.shuffle(using: &generator)
      shuffled.windows.shuffle(using: &generator)
      #expect(
        try generated.source.priced(generated.days) == shuffled.priced(generated.days),
        "seed \(seed)"
      )
    }
  }

  @Test func `some days priced from their horizon are the same as all days priced at once`() throws
  {
    var generator = SeededGenerator(seed: 2)
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      let all = try generated.source.priced(generated.days)
      for length in [1, 1, 1, 1, 7, 31] {
        let last = generated.days.count - length
        let first = generated.days.lowerBound
          .advanced(by: .random(in: 0...last, using: &generator))
        let days = first..<first.advanced(by: length)
        #expect(
          try generated.source.priced(days) == all.filter { days.contains($0.day) },
          "seed \(seed), \(days)"
        )
      }
    }
  }

  @Test func `what comes after the as-of day changes nothing up to it`() throws {
    var generator = SeededGenerator(seed: 3)
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      let source = generated.source
      let day = generated.days.lowerBound.advanced(by: .random(in: 0..<100, using: &generator))
      let past = generated.days.lowerBound..<day.advanced(by: 1)
      let all = try source.priced(generated.days)
      var then = source
      then.asOf = source.calendar.start(of: day)
      then.records.removeAll { $0.day > day }
      let known = all.filter { past.contains($0.day) }.map { record in
        var record = record
        record.learntAt = min(record.learntAt, then.asOf)
        return record
      }
      #expect(try then.priced(generated.days) == known, "seed \(seed)")
      then.terms.charges.removeAll { $0.since > day }
      #expect(try then.priced(generated.days) == known, "seed \(seed)")
    }
  }

  @Test func `a plan or a top-up changes nothing before its first day`() throws {
    var generator = SeededGenerator(seed: 4)
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      var source = generated.source
      let day = generated.days.lowerBound.advanced(by: .random(in: 1..<100, using: &generator))
      let past = generated.days.lowerBound..<day
      source.terms.rates = [Sample.rate("x:credit", "0.0317 USD", "2020-01-01")]
      let before = try source.priced(generated.days).filter { past.contains($0.day) }
      var topUp = Sample.charge(.topUp, "5 USD", "2024-01-01", credits: "40 x:credit")
      topUp.since = day
      source.terms.charges.append(topUp)
      #expect(try source.priced(generated.days).filter { past.contains($0.day) } == before)
      var plan = Sample.plan(
        "20 USD",
        "x:credit",
        includes: .amount(5),
        overage: "1 USD",
        since: "2024-01-01"
      )
      plan.since = day
      source.terms.plans.append(plan)
      // Of a cycle that it cuts short less is billed, on its first day.
      let uncut = { (record: UsageRecord) in
        record.charge == .usage || record.pricing?.isCharge == true
      }
      let after = try source.priced(generated.days).filter { past.contains($0.day) }
      #expect(after.filter(uncut) == before.filter(uncut))
      #expect(after.map(\.effective) == before.map(\.effective))
    }
  }

  @Test func `a plan that follows one that says the same changes no day's cost`() throws {
    var generator = SeededGenerator(seed: 11)
    for seed in 0..<60 {
      let generated = GeneratedPricing(seed: UInt64(seed), .all)
      var source = generated.source
      guard var plan = source.terms.plans.first else { continue }
      // Money of two due days is converted twice, and rounded twice.
      plan.fee = Money(plan.fee.amount, source.currency)
      source.terms.plans = [plan]
      let costs = try Self.effectiveByDay(source.priced(generated.days))
      plan.since = plan.since.advanced(by: .random(in: 1..<60, using: &generator))
      guard plan.since < plan.before ?? plan.since.advanced(by: 1) else { continue }
      source.terms.plans.append(plan)
      #expect(try Self.effectiveByDay(source.priced(generated.days)) == costs, "seed \(seed)")
    }
  }

  private static func effectiveByDay(
    _ records: [UsageRecord]
  ) throws -> [Day: FixedDecimal] {
    var costs: [Day: FixedDecimal] = [:]
    for record in records {
      costs[record.day] = try (costs[record.day] ?? .zero) + (record.effective ?? .zero)
    }
    return costs
  }

  @Test func `both views of whole cycles come to the same`() throws {
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), [.corrections])
      let cycles = BillingCycles(
        windows: generated.source.windows,
        calendar: generated.source.calendar
      )
      let days =
        generated.allDays
        .lowerBound..<cycles.cycle(containing: generated.days.upperBound).upperBound
      let records = try generated.source.priced(days)
      #expect(try records.sum(.effective) == records.sum(.billed), "seed \(seed)")
    }
  }

  @Test func `what goes beyond a plan costs its price times the whole of it, to the last digit`()
    throws
  {
    for seed in 0..<45 {
      let generated = GeneratedPricing(seed: UInt64(seed), [.corrections])
      var source = generated.source
      let price = Sample.decimal("0.034567890123")
      var plan = Sample.plan("0 USD", "x:credit", includes: .amount(20), since: "2020-01-01")
      plan.overage = Money(price, "USD")
      source.terms = Terms(plans: [plan])
      source.currency = "USD"
      source.records.removeAll { $0.native?.currency == "USD" }
      let cycles = BillingCycles(windows: source.windows, calendar: source.calendar)
      let records = try source.priced(generated.allDays)
      var counted: [Day: FixedDecimal] = [:]
      var cost: [Day: FixedDecimal] = [:]
      for record in records {
        let cycle = cycles.cycle(containing: record.day).lowerBound
        counted[cycle] = try (counted[cycle] ?? .zero) + (record.native?.amount ?? .zero)
        cost[cycle] = try (cost[cycle] ?? .zero) + (record.billed ?? .zero)
      }
      for (cycle, amount) in counted {
        #expect(try cost[cycle] == price * max(.zero, amount - 20), "seed \(seed), \(cycle)")
      }
    }
  }

  @Test func `a lot that is used up costs exactly what was paid, and no use precedes its payment`()
    throws
  {
    var usedUp = 0
    for seed in 0..<70 {
      let generated = GeneratedPricing(seed: UInt64(seed), [.topUps])
      let records = try generated.source.priced(generated.allDays)
      for charge in generated.source.terms.charges {
        let drawn = records.filter {
          $0.pricing == .topUp(charge, exchange: nil) && $0.charge == .usage
        }
        guard let bought = charge.prepaid else {
          #expect(drawn.isEmpty)
          continue
        }
        let quantity = try FixedDecimal.sum(of: drawn.compactMap { $0.native?.amount })
        let cost = try drawn.sum(.effective)
        #expect(quantity <= bought.amount && cost <= charge.amount.amount && !cost.isNegative)
        #expect(drawn.allSatisfy { $0.billed == 0 && $0.day >= charge.since })
        guard quantity == bought.amount else { continue }
        usedUp += 1
        #expect(cost == charge.amount.amount, "seed \(seed)")
      }
      var (billed, effective) = (FixedDecimal.zero, FixedDecimal.zero)
      for (record, next) in zip(records, records.dropFirst().map(Optional.some) + [nil]) {
        try billed += record.billed ?? .zero
        try effective += record.effective ?? .zero
        if record.day != next?.day {
          #expect(effective <= billed, "seed \(seed), \(record.day)")
        }
      }
    }
    #expect(usedUp > 30)
  }
}

/// The money and the unpriced amounts of each day, kind of charge and unit.
private struct DailyMoney: Equatable {
  struct Place: Hashable {
    let day: Day
    let charge: Charge
    let unit: String?
    let view: CostView
    let isPriced: Bool
  }

  private var sums: [Place: FixedDecimal] = [:]

  init(of records: [UsageRecord]) throws {
    for record in records {
      for view in CostView.allCases {
        let cost = record.cost(in: view)
        guard let amount = cost ?? record.native?.amount else { continue }
        let place = Place(
          day: record.day,
          charge: record.charge,
          unit: record.native?.currency,
          view: view,
          isPriced: cost != nil
        )
        sums[place] = try (sums[place] ?? .zero) + amount
      }
    }
    sums = sums.filter { !$0.value.isZero }
  }
}

extension Pricing {
  /// Whether somebody stated the charge.
  fileprivate var isCharge: Bool {
    if case .charge = self { true } else { false }
  }
}
