import Foundation
import UsageModel

@testable import UsageStore

/// A source with its terms and what was counted, for tests of prices.
struct PricedSource {
  var terms = Terms()
  var currency = "USD"
  var calendar = ReportingCalendar.utc
  var windows: [BillingWindow] = []
  var records: [UsageRecord] = []
  var asOf = Sample.time("2030-01-01T00:00:00Z")
  var source = UsageContext.Source()
  var apps: [String: UsageContext.App] = [:]

  var pricing: SourcePricing {
    SourcePricing(
      source: Sample.source,
      terms: terms,
      context: UsageContext(
        calendar: calendar,
        currency: currency,
        terms: KnownTerms(terms, learntAt: Sample.time("2020-01-01T00:00:00Z")),
        sources: [Sample.source.name: source],
        apps: apps
      ),
      asOf: asOf
    )
  }

  /// The records of some days, priced from what their horizon holds and nothing else.
  func priced(_ days: Range<Day>) throws -> [UsageRecord] {
    let horizon = pricing.horizon(of: days, windows: windows)
    let known = records.filter { horizon.contains($0.day) }
    let usage = try pricing.priced(known, windows: windows, on: days)
    return usage.merged(with: try pricing.charges(windows: windows, on: days))
  }

  func priced(_ first: String, _ last: String) throws -> [UsageRecord] {
    try priced(Sample.days(first, last))
  }

  /// The records of some days, a line for each.
  func lines(_ first: String, _ last: String) throws -> [String] {
    try priced(first, last).map(\.moneyLine)
  }

  static func record(
    _ day: String,
    _ native: String,
    app: String = ReservedName.notBrokenDown
  ) -> UsageRecord {
    record(Sample.day(day), Sample.money(native), app: app)
  }

  static func record(
    _ day: Day,
    _ native: Money?,
    app: String = ReservedName.notBrokenDown
  ) -> UsageRecord {
    UsageRecord(
      day: day,
      source: Sample.source.name,
      provider: Sample.source.provider,
      account: Sample.source.account,
      app: app,
      appID: app,
      native: native
    )
  }
}

extension Sample {
  static func money(_ text: String) -> Money {
    guard let money = Money(text) else { preconditionFailure("no money: \(text)") }
    return money
  }

  static func rate(_ unit: String, _ price: String, _ since: String) -> Rate {
    Rate(unit: unit, price: money(price), since: day(since))
  }

  static func plan(
    _ fee: String,
    _ unit: String,
    includes: Plan.Included = .amount(0),
    overage: String? = nil,
    since: String,
    before: String? = nil,
    name: String? = nil
  ) -> Plan {
    Plan(
      source: source.name,
      name: name,
      fee: money(fee),
      unit: unit,
      includes: includes,
      overage: overage.map(money),
      since: day(since),
      before: before.map(day)
    )
  }

  static func charge(
    _ charge: Charge,
    _ amount: String,
    _ since: String,
    every: FixedCharge.Recurrence? = nil,
    before: String? = nil,
    credits: String? = nil,
    name: String? = nil,
    app: String? = nil
  ) -> FixedCharge {
    FixedCharge(
      source: source.name,
      charge: charge,
      amount: money(amount),
      name: name,
      app: app,
      since: day(since),
      every: every,
      before: before.map(day),
      credits: credits.map(money)
    )
  }
}

extension UsageRecord {
  /// The day, the kind, the native amount, both views of money and what prices it.
  var moneyLine: String {
    var words = [day.description, charge.rawValue]
    if let native { words.append("\(native)") }
    words.append("billed \(billed?.description ?? "-") effective \(effective?.description ?? "-")")
    switch pricing {
    case nil: words.append("unpriced")
    case .platform: words.append("platform")
    case .rate(_, let exchange): words.append(exchange == nil ? "rate" : "rate+exchange")
    case .plan(_, let exchange): words.append(exchange == nil ? "plan" : "plan+exchange")
    case .topUp(_, let exchange): words.append(exchange == nil ? "top-up" : "top-up+exchange")
    case .charge(_, let exchange): words.append(exchange == nil ? "charge" : "charge+exchange")
    }
    return words.joined(separator: " ")
  }
}

extension Sequence<UsageRecord> {
  /// The sum of one view; what nothing prices counts as nothing.
  func sum(_ view: CostView) throws -> FixedDecimal {
    try FixedDecimal.sum(of: compactMap { $0.cost(in: view) })
  }

  /// The sums of native amounts by day and currency.
  func nativeSums() throws -> [Day: [String: FixedDecimal]] {
    var sums: [Day: [String: FixedDecimal]] = [:]
    for record in self {
      guard let native = record.native else { continue }
      let sum = sums[record.day]?[native.currency] ?? .zero
      sums[record.day, default: [:]][native.currency] = try sum + native.amount
    }
    return sums
  }
}
