import UsageAnalysis
import UsageModel

/// Twenty rules, two for each account, that give to three of two hundred targets in the mean.
enum LargePolicy {
  /// A share of what a rule takes.
  struct Share {
    let target: String
    let weight: Int
  }

  /// How many targets there are.
  static let targetCount = 200

  /// The services whose usage goes by the first rule of its account; all other goes by the second.
  static let pattern = "service-1*"

  /// The shares of a rule: 1 to 5 of its own targets.
  static func shares(of rule: Int) -> [Share] {
    targets(of: rule).prefix(fanOut(of: rule)).enumerated().map { place, name in
      Share(target: name, weight: isDriven(rule) ? place * 13 + 7 : 1)
    }
  }

  /// To how many targets a rule gives on one day: 3 in the mean.
  private static func fanOut(of rule: Int) -> Int { [1, 2, 4, 3, 5][rule % 5] }

  /// Whether the rule divides by a driver, which names others of its targets each day.
  private static func isDriven(_ rule: Int) -> Bool { rule % 5 != 0 && rule % 5 != 2 }

  /// The targets of a rule, no two rules the same ones: fifteen where a driver names them, else as many as it gives to.
  private static func targets(of rule: Int) -> [String] {
    let counts = (0..<20).map { isDriven($0) ? 15 : fanOut(of: $0) }
    let start = counts[..<rule].reduce(0, +)
    return (start..<(start + counts[rule])).map { "target-\($0)" }
  }

  /// The apps that may receive, with tags.
  static let apps: [String: [String: String]] = Dictionary(
    uniqueKeysWithValues: (0..<targetCount).map { ("target-\($0)", ["team": "team-\($0 % 7)"]) }
  )

  /// The rules; three of five divide by a driver that names other targets each day.
  static func policy() -> AllocationPolicy {
    AllocationPolicy((0..<20).map(rule))
  }

  /// The same, and a second step that divides again what one target received.
  static func policyOfTwoSteps() -> AllocationPolicy {
    let again = AllocationRule(
      "again",
      at: .init(file: "benchmark.lua", line: 21),
      match: [.init(.target, anyOf: [.init(shares(of: 5)[0].target)])],
      step: 2,
      method: .even(shares(of: 4).map(\.target))
    )
    return AllocationPolicy(policy().rules + [again])
  }

  private static func rule(_ number: Int) -> AllocationRule {
    var match = [
      UsageFilter.Condition(.source, anyOf: [.init("source-\(number / 2)")])
    ]
    if number % 2 == 0 { match.append(.init(.service, anyOf: [.init(pattern)])) }
    return AllocationRule(
      "rule \(number)",
      at: .init(file: "benchmark.lua", line: number + 1),
      match: match,
      method: method(of: number)
    )
  }

  private static func method(of number: Int) -> AllocationMethod {
    let weights = Dictionary(
      uniqueKeysWithValues: shares(of: number).map { ($0.target, FixedDecimal($0.weight)) }
    )
    if isDriven(number) { return .driver(driver(number), otherwise: .even(nil)) }
    return number % 5 == 0
      ? .to(shares(of: number)[0].target) : .even(weights.keys.sorted())
  }

  /// A driver with the same weights every day, on other ones of the rule's targets each day.
  private static func driver(_ number: Int) -> AllocationDriver {
    let names = targets(of: number)
    var values: [Day: [String: FixedDecimal]] = [:]
    for (place, day) in LargeUsage.days.enumerated() {
      values[day] = Dictionary(
        uniqueKeysWithValues: shares(of: number).enumerated().map { offset, share in
          (names[(place + offset) % names.count], FixedDecimal(share.weight))
        }
      )
    }
    return AllocationDriver(name: "requests", unit: "requests", values: values)
  }
}
