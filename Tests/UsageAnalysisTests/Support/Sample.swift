import TestSupport
import UsageAnalysis
import UsageModel

/// Made-up records and frames.
enum Sample {
  static let october: Period = period("2026-10")

  static func period(_ text: String) -> Period {
    guard let period = Period(text) else { preconditionFailure("no period: \(text)") }
    return period
  }

  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
  }

  static func record(
    _ day: String,
    app: String = "a",
    service: String = "s",
    cost: FixedDecimal? = nil,
    native: Money? = nil,
    requests: FixedDecimal? = nil,
    quantity: FixedDecimal? = nil,
    unit: String? = nil,
    quality: Quality = .measured
  ) -> UsageRecord {
    UsageRecord(
      day: Self.day(day),
      source: "main",
      provider: "platform",
      app: app,
      service: service,
      quality: quality,
      quantity: quantity,
      unit: unit,
      requests: requests,
      native: native ?? cost.map { Money($0, "USD") },
      billed: cost,
      effective: cost
    )
  }

  static func frame(
    _ records: [UsageRecord],
    before: [UsageRecord] = [],
    dimensions: Set<UsageDimension> = [.app, .service],
    in period: Period = october
  ) -> UsageFrame {
    UsageFrame(
      period: period,
      days: period.days,
      currency: "USD",
      dimensions: dimensions,
      answer: TabularAnswer(UsageAnswer(records: records, coverage: 1), view: .effective),
      before: UsageTable(before, view: .effective)
    )
  }

  /// Records of a period with everything that may be missing missing somewhere.
  static func records(seed: UInt64, in period: Period = october) -> [UsageRecord] {
    var generator = SeededGenerator(seed: seed)
    func amount() -> FixedDecimal {
      FixedDecimal(
        units: .random(in: -1_000_000_000_000...9_000_000_000_000_000, using: &generator)
      )
    }
    return (0..<Int.random(in: 0...60, using: &generator)).map { _ in
      let day = Int.random(in: 0..<period.length, using: &generator)
      let hasQuantity = Bool.random(using: &generator)
      var record = Sample.record(
        period.start.advanced(by: day).description,
        app: ["a", "b", "c", "d", "e", "(other)"].randomElement(using: &generator) ?? "a",
        service: ["s", "t", "u"].randomElement(using: &generator) ?? "s",
        requests: Bool.random(using: &generator) ? amount() : nil,
        quantity: hasQuantity ? amount() : nil,
        unit: hasQuantity ? ["token", "byte"].randomElement(using: &generator) : nil,
        quality: Quality.allCases.randomElement(using: &generator) ?? .measured
      )
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: break
      case 1: record.native = Money(amount(), "helius:credit")
      default:
        record.native = Money(amount(), "USD")
        record.effective = record.native?.amount
      }
      return record
    }
  }
}

extension UsageTotals {
  /// The totals of several disjoint frames.
  static func sum(of frames: [UsageFrame]) throws -> UsageSums {
    try frames.map { try UsageSums($0.totals()) }.reduce(UsageSums()) { try $0.adding($1) }
  }
}

/// Totals that can be added up.
struct UsageSums: Equatable {
  var amounts: [String: FixedDecimal] = [:]
  var quality: Quality?

  init() {}

  init(_ totals: UsageTotals) {
    amounts["cost"] = totals.cost
    amounts["requests"] = totals.requests
    for (unit, amount) in totals.quantities { amounts["quantity \(unit)"] = amount }
    for (currency, amount) in totals.unpriced { amounts["unpriced \(currency)"] = amount }
    quality = totals.quality
  }

  func adding(_ other: UsageSums) throws -> UsageSums {
    var sums = self
    for (name, amount) in other.amounts {
      sums.amounts[name] = try (sums.amounts[name] ?? .zero) + amount
    }
    sums.quality = [quality, other.quality].compactMap(\.self).max()
    return sums
  }
}
