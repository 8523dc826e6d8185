import Foundation
import TestSupport
import UsageModel

@testable import UsageStore

/// A source with made-up terms and usage, with everything that real ones may have.
struct GeneratedPricing {
  /// What a case may contain.
  struct Traits: OptionSet {
    let rawValue: Int
    /// Days, and parts of days, below zero.
    static let corrections = Traits(rawValue: 1)
    /// Prepaid credits.
    static let topUps = Traits(rawValue: 2)
    /// Charges that come again.
    static let recurring = Traits(rawValue: 4)
    /// A reporting currency that neither terms nor usage are in.
    static let exchange = Traits(rawValue: 8)
    static let all: Traits = [.corrections, .topUps, .recurring, .exchange]
  }

  private(set) var source = PricedSource()
  let days: Range<Day>
  /// From before the first plan or charge to the last day with usage.
  var allDays: Range<Day> { days.lowerBound.advanced(by: -50)..<days.upperBound }
  private var generator: SeededGenerator
  private let traits: Traits

  init(seed: UInt64, _ traits: Traits) {
    generator = SeededGenerator(seed: seed)
    self.traits = traits
    let first = Sample.day("2023-12-01").advanced(by: .random(in: 0..<90, using: &generator))
    days = first..<first.advanced(by: 100)
    let zones = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Beirut"]
    let zone = zones[Int.random(in: zones.indices, using: &generator)]
    source.calendar = ReportingCalendar(timeZone: TimeZone(identifier: zone) ?? .gmt)
    source.currency = traits.contains(.exchange) && chance(60) ? "EUR" : "USD"
    source.windows = makeWindows()
    source.terms = Terms(plans: makePlans(), rates: makeRates(), charges: makeCharges())
    for day in days where chance(70) {
      for unit in Self.units where chance(60) {
        source.records += split(total(), of: unit, on: day)
      }
    }
  }

  private static let units = ["x:credit", "USD"]

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func day() -> Day {
    days.lowerBound.advanced(by: .random(in: -40..<110, using: &generator))
  }

  /// Often a few whole units, which meet borders; else with all decimals.
  private mutating func amount(upTo most: Int) -> FixedDecimal {
    let steps = Int128.random(in: 0...Int128(most), using: &generator)
    if chance(40) { return FixedDecimal(Int(steps)) }
    let rest = Int128.random(in: 0..<FixedDecimal.unitsPerOne, using: &generator)
    return FixedDecimal(units: steps * FixedDecimal.unitsPerOne + rest)
  }

  private mutating func total() -> FixedDecimal {
    let amount = amount(upTo: 20)
    return traits.contains(.corrections) && chance(25) ? amount.negated : amount
  }

  private mutating func makeWindows() -> [BillingWindow] {
    guard chance(70) else { return [] }
    var start = source.calendar.start(of: day())
      .advanced(bySeconds: chance(50) ? 0 : .random(in: 0..<86_400, using: &generator))
    return (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
      let stop = start.advanced(bySeconds: 86_400 * .random(in: 1..<45, using: &generator))
      defer { start = chance(80) ? stop : stop.advanced(bySeconds: 1_000_000) }
      return BillingWindow(start: start, stop: stop, basis: .stated)
    }
  }

  private mutating func makePlans() -> [Plan] {
    (0..<Int.random(in: 0...3, using: &generator)).map { number in
      let since = day()
      return Plan(
        source: Sample.source.name,
        name: chance(50) ? "Plan \(number)" : nil,
        fee: Money(amount(upTo: 90), "USD"),
        unit: Self.units[chance(75) ? 0 : 1],
        includes: chance(10) ? .everything : .amount(amount(upTo: 90)),
        overage: chance(60) ? Money(amount(upTo: 2), "USD") : nil,
        since: since,
        before: chance(30) ? since.advanced(by: .random(in: 1..<70, using: &generator)) : nil
      )
    }
  }

  /// Rates are whole, so that they round nothing.
  private mutating func makeRates() -> [Rate] {
    var rates = [
      Rate(unit: "USD", price: Money(2, "EUR"), since: Sample.day("2020-01-01")),
      Rate(unit: "USD", price: Money(3, "EUR"), since: day()),
    ]
    if chance(60) { rates.append(Rate(unit: "x:credit", price: Money(3, "USD"), since: day())) }
    return rates
  }

  private mutating func makeCharges() -> [FixedCharge] {
    var charges: [FixedCharge] = []
    if traits.contains(.topUps) {
      charges += (0..<Int.random(in: 1...4, using: &generator)).map { number in
        FixedCharge(
          source: Sample.source.name,
          charge: .topUp,
          amount: Money(amount(upTo: 50), "USD"),
          name: "Top-up \(number)",
          since: day(),
          every: traits.contains(.recurring) && chance(30) ? .month : nil,
          credits: chance(85) ? Money(amount(upTo: 200), "x:credit") : nil
        )
      }
    }
    for kind in [Charge.fee, .credit, .tax] where chance(40) {
      charges.append(
        FixedCharge(
          source: Sample.source.name,
          charge: kind,
          amount: Money(kind == .credit ? amount(upTo: 9).negated : amount(upTo: 9), "USD"),
          since: day(),
          every: traits.contains(.recurring) && chance(60) ? .week : nil
        )
      )
    }
    return charges
  }

  /// A total as records that add up to it.
  private mutating func split(
    _ total: FixedDecimal,
    of unit: String,
    on day: Day
  ) -> [UsageRecord] {
    var rest = total.units
    var parts: [Int128] = []
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let range = min(0, rest)...max(0, rest)
      var part = Int128.random(in: range, using: &generator)
      if traits.contains(.corrections), chance(30) { part = -part * 2 }
      parts.append(part)
      rest -= part
    }
    parts.append(rest)
    return parts.enumerated().map { number, part in
      var record = PricedSource.record(
        day,
        Money(FixedDecimal(units: part), unit),
        app: number == parts.count - 1 ? ReservedName.other : "app-\(number)"
      )
      record.requests = FixedDecimal(number)
      (record.quantity, record.unit) = (2, "token")
      return record
    }
  }

  /// The same totals of days in other parts.
  func splitAnew(seed: UInt64) throws -> PricedSource {
    var other = self
    other.generator = SeededGenerator(seed: seed)
    other.source.records = []
    for day in days {
      let records = source.records.filter { $0.day == day }
      for unit in Self.units {
        let amounts = records.compactMap { $0.native?.currency == unit ? $0.native?.amount : nil }
        if amounts.isEmpty, other.chance(50) { continue }
        other.source.records += other.split(try FixedDecimal.sum(of: amounts), of: unit, on: day)
      }
    }
    return other.source
  }
}
