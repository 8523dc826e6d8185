import TestSupport
import Testing
import UsageModel

@testable import UsageAnalysis

/// Who gives to whom.
struct ShareFlowTests {
  private static let names = ["Atlas", "Beacon", "Courier", "Dune", "Platform"]

  /// Rules that give equal shares to some, and from the second step on take from some.
  private func rules(_ generator: inout SeededGenerator) -> [AllocationRule] {
    (1...Int.random(in: 2...7, using: &generator)).map { line in
      let step = Int.random(in: 1...4, using: &generator)
      let wide = Int.random(in: 0..<6, using: &generator) == 0
      let from = wide ? ["*a*"] : Self.some(&generator, 2)
      return Shared.rule(
        "rule \(line)",
        line: line,
        match: step > 1 ? [.init(.target, anyOf: from.map { .init($0) })] : [],
        step: step,
        .even(Self.some(&generator, 3))
      )
    }
  }

  private static func some(_ generator: inout SeededGenerator, _ count: Int) -> [String] {
    Array(
      names.shuffled(using: &generator).prefix(Int.random(in: 1...count, using: &generator))
    )
  }

  /// The shortest way back, found by trying every way.
  private func circle(_ rules: [AllocationRule], at place: Int) -> [String]? {
    func targets(_ rule: AllocationRule) -> [String] {
      if case .even(let names?) = rule.method { names.sorted() } else { [] }
    }
    func takes(_ rule: AllocationRule, _ name: String) -> Bool {
      rule.step > 1 && rule.match.contains { $0.dimension == .target && $0.holds(for: name) }
    }
    let own = rules[place]
    let others = rules.indices.filter { other in
      rules[other].step > 1 && (rules[other].step, other) < (own.step, place)
    }
    for start in targets(own) where !takes(own, start) {
      var ways: [[String]] = [[start]]
      var seen: Set<String> = [start]
      while !ways.isEmpty {
        let way = ways.removeFirst()
        for other in others where takes(rules[other], way.last ?? "") {
          for next in targets(rules[other]) {
            if takes(own, next) { return way + [next] }
            if seen.insert(next).inserted { ways.append(way + [next]) }
          }
        }
      }
    }
    return nil
  }

  @Test(arguments: [UInt64](0..<40))
  func `circles are those that trying every way finds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let rules = rules(&generator)
      let flow = ShareFlow(rules, in: Shared.context)
      for place in rules.indices where rules[place].step > 1 {
        let found = flow.circle(atRule: place)
        #expect(found?.names == circle(rules, at: place))
        #expect(found.map { $0.rules.count == $0.names.count - 1 } ?? true)
      }
    }
  }

  @Test(arguments: [UInt64](0..<20))
  func `a target can be taken from where a rule of an earlier step names it`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let rules = rules(&generator)
    let flow = ShareFlow(rules + [Shared.rule("last", step: 9, .ownApp)], in: Shared.context)
    for step in 2...5 {
      var given: Set<String> = []
      for rule in rules where rule.step < step {
        if case .even(let names?) = rule.method { given.formUnion(names) }
      }
      #expect(Set(flow.targets(before: step)) == given)
      for name in Self.names {
        let pattern = UsageFilter.Pattern(name)
        #expect(
          flow.canReceive(pattern, before: step, in: Shared.context) == given.contains(name)
        )
      }
      let wide = UsageFilter.Pattern("*r*")
      #expect(
        flow.canReceive(wide, before: step, in: Shared.context)
          == given.contains(where: wide.matches)
      )
    }
  }
}
