import TestSupport
import UsageAnalysis
import UsageModel

/// Made-up usage and rules.
enum Shared {
  static let days: Range<Day> = Sample.period("2026-10-01..2026-10-12").days
  static let apps = ["Atlas", "Beacon", "Courier", "Dune", "Platform"]
  static let sources = ["cuadra-main": "cuadra", "helius-main": "helius", "puter-main": "puter"]

  static var context: AllocationContext {
    AllocationContext(
      currency: "USD",
      sources: sources.mapValues { AllocationContext.Source(provider: $0, tags: ["from": $0]) },
      apps: Dictionary(uniqueKeysWithValues: apps.map { ($0, ["team": "team of \($0)"]) }),
      // Windows of ten days, so that a period cuts some and covers others.
      billingWindow: { source, day in
        let offset = source == "helius-main" ? 5 : 0
        let start = day.advanced(by: -((day.daysSince1970 + offset) % 10))
        return Period(from: start, before: start.advanced(by: 10)) ?? Period(.day, containing: day)
      },
      closestName: { name, candidates in
        candidates.first { $0.lowercased().prefix(3) == name.lowercased().prefix(3) }
      }
    )
  }

  static func rule(
    _ name: String,
    line: Int = 1,
    match: [UsageFilter.Condition] = [],
    test: AllocationRule.Test? = nil,
    since: String? = nil,
    before: String? = nil,
    step: Int = 1,
    receivers: AllocationRule.Receivers = .anyone,
    _ method: AllocationMethod
  ) -> AllocationRule {
    AllocationRule(
      name,
      at: .init(file: "spend.lua", line: line),
      match: match,
      test: test,
      since: since.map { Sample.day($0) },
      before: before.map { Sample.day($0) },
      step: step,
      receivers: receivers,
      method: method
    )
  }

  static func when(_ dimension: UsageDimension, _ texts: String...) -> UsageFilter.Condition {
    .init(dimension, anyOf: texts.map { .init($0) })
  }

  static func record(
    _ day: String = "2026-10-01",
    source: String = "helius-main",
    app: String = ReservedName.notBrokenDown,
    service: String = "rpc",
    charge: Charge = .usage,
    _ cost: String? = nil,
    native: Money? = nil,
    requests: FixedDecimal? = nil,
    quantity: FixedDecimal? = nil,
    unit: String? = nil
  ) -> UsageRecord {
    UsageRecord(
      day: Sample.day(day),
      source: source,
      provider: sources[source] ?? "none",
      app: app,
      service: service,
      charge: charge,
      quantity: quantity,
      unit: unit,
      requests: requests,
      native: native,
      effective: cost.flatMap { FixedDecimal($0) }
    )
  }

  /// Divides records.
  static func apply(
    _ rules: [AllocationRule],
    to records: [UsageRecord],
    on days: Range<Day> = days,
    keeping dimensions: Set<UsageDimension> = [],
    in context: AllocationContext = context
  ) throws -> AllocationResult {
    try AllocationPolicy(rules).apply(
      to: UsageTable(records, view: .effective),
      on: days,
      keeping: dimensions,
      in: context
    )
  }

  /// Records with everything that may be missing missing somewhere, and amounts below zero.
  static func records(_ generator: inout SeededGenerator) -> [UsageRecord] {
    let sources = sources.keys.sorted()
    return (0..<Int.random(in: 1...60, using: &generator)).map { _ in
      let source = sources.randomElement(using: &generator) ?? ""
      let hasCost = Int.random(in: 0..<4, using: &generator) > 0
      let hasQuantity = Bool.random(using: &generator)
      let isCredit = Int.random(in: 0..<5, using: &generator) == 0
      return UsageRecord(
        day: days.lowerBound.advanced(by: .random(in: 0..<days.count, using: &generator)),
        source: source,
        provider: Self.sources[source] ?? "",
        app: (apps.prefix(3) + [ReservedName.noApp, ReservedName.other, "Unlisted"])
          .randomElement(using: &generator) ?? "",
        service: ["das", "rpc", "rpc-fast"].randomElement(using: &generator) ?? "",
        charge: isCredit ? .credit : .usage,
        quality: Quality.allCases.randomElement(using: &generator) ?? .measured,
        quantity: hasQuantity ? amount(&generator) : nil,
        unit: hasQuantity ? ["byte", "token"].randomElement(using: &generator) : nil,
        requests: Bool.random(using: &generator)
          ? FixedDecimal(Int.random(in: 0...999, using: &generator)) : nil,
        native: hasCost
          ? nil
          : Money(
            amount(&generator),
            ["cuadra:credit", "helius:credit"].randomElement(using: &generator) ?? ""
          ),
        effective: hasCost ? amount(&generator).with(isNegative: isCredit) : nil,
        tags: ["kind": Bool.random(using: &generator) ? "a" : "b"]
      )
    }
  }

  /// Amounts of few and of very many digits.
  static func amount(_ generator: inout SeededGenerator) -> FixedDecimal {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: FixedDecimal(units: .random(in: 0...20, using: &generator))
    case 1: FixedDecimal(units: .random(in: 0...9_000_000_000_000, using: &generator))
    case 2: FixedDecimal(Int.random(in: 0...50, using: &generator))
    default:
      FixedDecimal(
        units: Int128(UInt64.random(in: 0 ... .max, using: &generator)) * 1_003 + 7
      )
    }
  }
}

extension FixedDecimal {
  fileprivate func with(isNegative: Bool) -> FixedDecimal { isNegative ? negated : self }
}
