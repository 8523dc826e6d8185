import TestSupport
import UsageAnalysis
import UsageModel

/// Made-up policies.
enum SharedPolicy {
  /// A policy without mistakes: rules that have some are left out.
  static func policy(_ generator: inout SeededGenerator, steps: Int = 3) -> AllocationPolicy {
    var rules = (0..<Int.random(in: 2...9, using: &generator)).map { line in
      rule(line + 1, step: Int.random(in: 1...steps, using: &generator), &generator)
    }
    while true {
      let mistakes = AllocationPolicy(rules).mistakes(in: Shared.context)
      guard !mistakes.isEmpty else { return AllocationPolicy(rules) }
      let wrong = Set(mistakes.map(\.rule))
      rules.removeAll { wrong.contains($0.name) }
    }
  }

  private static func rule(
    _ line: Int,
    step: Int,
    _ generator: inout SeededGenerator
  ) -> AllocationRule {
    var match: [UsageFilter.Condition] = []
    func chance(_ one: Int, _ generator: inout SeededGenerator) -> Bool {
      Int.random(in: 0..<one, using: &generator) == 0
    }
    if !chance(4, &generator) {
      match.append(
        Shared.when(.source, Shared.sources.keys.sorted().randomElement(using: &generator) ?? "")
      )
    }
    if chance(3, &generator) { match.append(Shared.when(.service, "rpc*")) }
    if chance(5, &generator) { match.append(Shared.when(.quality, "measured", "correction")) }
    if chance(6, &generator) { match.append(Shared.when(.week, "2026-W41")) }
    if chance(6, &generator) { match.append(Shared.when(.tag("kind"), "a")) }
    if chance(6, &generator) { match.append(Shared.when(.unit, "token")) }
    if step > 1 {
      match.append(
        Shared.when(
          .target,
          ["Platform", "Atlas", "D*", ReservedName.unallocated].randomElement(using: &generator)
            ?? ""
        )
      )
    }
    let method = method(&generator)
    var receivers = AllocationRule.Receivers.anyone
    switch method {
    case .ownApp, .even(nil), .driver, .custom:
      if chance(2, &generator) { receivers = .only(names(&generator)) }
      if chance(3, &generator) { receivers = .allExcept(["Platform", "Atlas"]) }
    default: break
    }
    return AllocationRule(
      "rule \(line)",
      at: .init(file: "spend.lua", line: line),
      match: match,
      test: chance(6, &generator) ? { ($0.cost ?? 0) > 3 } : nil,
      since: chance(4, &generator) ? Sample.day("2026-10-03") : nil,
      before: chance(4, &generator) ? Sample.day("2026-10-08") : nil,
      step: step,
      receivers: receivers,
      method: method
    )
  }

  static func names(_ generator: inout SeededGenerator) -> [String] {
    let names = Shared.apps.filter { _ in Bool.random(using: &generator) }
    return names.isEmpty ? ["Dune"] : names.shuffled(using: &generator)
  }

  static func method(
    _ generator: inout SeededGenerator,
    isSecond: Bool = false
  ) -> AllocationMethod {
    func second(_ generator: inout SeededGenerator) -> AllocationMethod? {
      guard !isSecond, Int.random(in: 0..<3, using: &generator) > 0 else { return nil }
      return method(&generator, isSecond: true)
    }
    let names = names(&generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return .to(names[0])
    case 1: return .ownApp
    case 2: return .even(names)
    case 3: return .even(nil)
    case 4: return .weights(weights(of: names, &generator).merging(["Dune": 1]) { $1 })
    case 5:
      let first = FixedDecimal(Int.random(in: 0...100, using: &generator))
      return .percent([
        "Beacon": first,
        "Courier": FixedDecimal(units: 100 * FixedDecimal.unitsPerOne - first.units),
      ])
    case 6 where !isSecond:
      let amounts = names.map { name in
        let amount = FixedDecimal(units: .random(in: 0...200_000_000_000, using: &generator))
        return (name, amount)
      }
      let currency = Bool.random(using: &generator) ? "USD" : "helius:credit"
      return .amount(
        Dictionary(uniqueKeysWithValues: amounts).mapValues { Money($0, currency) },
        rest: second(&generator)
      )
    case 6, 7:
      var values: [Day: [String: FixedDecimal]] = [:]
      for day in Shared.days where Int.random(in: 0..<4, using: &generator) > 0 {
        values[day] = weights(of: SharedPolicy.names(&generator) + [ReservedName.noApp], &generator)
      }
      return .driver(
        AllocationDriver(name: "requests", unit: "requests", values: values),
        otherwise: second(&generator)
      )
    default:
      return .custom { cell, targets in
        guard let first = targets.first, let last = targets.last else { return [:] }
        return first == last ? [first: 2] : [first: cell.requests ?? 0, last: 2]
      }
    }
  }

  static func weights(
    of names: [String],
    _ generator: inout SeededGenerator
  ) -> [String: FixedDecimal] {
    Dictionary(
      uniqueKeysWithValues: names.map { name in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: (name, 0)
        case 1: (name, FixedDecimal(Int.random(in: 1...9, using: &generator)))
        case 2: (name, FixedDecimal(units: .random(in: 1...999, using: &generator)))
        default:
          (
            name,
            FixedDecimal(units: Int128(UInt64.random(in: 1 ... .max, using: &generator)) << 20)
          )
        }
      }
    )
  }
}
