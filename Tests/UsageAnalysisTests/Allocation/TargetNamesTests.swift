import TestSupport
import Testing
import UsageModel

@testable import UsageAnalysis

/// The names of targets, which scripts add to.
struct TargetNamesTests {
  @Test(arguments: [UInt64](0..<10))
  func `late names keep their numbers and come in the order of names`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let all = (0..<40).map { "App \($0)" }.shuffled(using: &generator)
    var names = TargetNames(Set(all.prefix(9)))
    var numbers: [String: UInt32] = [:]
    for name in all {
      numbers[name] = names.number(of: name)
      if Int.random(in: 0..<8, using: &generator) == 0 { names.settle() }
    }
    for isSettled in [false, true] {
      if isSettled { names.settle() }
      #expect(names.ordered.map { names.names[Int($0)] } == all.sorted())
      for (name, number) in numbers {
        #expect(names.names[Int(number)] == name && names.known(name) == number)
        for (other, second) in numbers {
          #expect(names.precedes(number, second) == (name < other))
          if isSettled {
            #expect((names.rank(of: number) < names.rank(of: second)) == (name < other))
          }
        }
      }
      #expect(numbers.values.allSatisfy { !isSettled || names.rank(of: $0) > 0 })
    }
    #expect(names.rank(of: SlotNumbers.none) == 0)
  }

  private var open: AllocationContext {
    var context = Shared.context
    context.apps = nil
    return context
  }

  @Test
  func `a function may name thousands that nobody knew`() throws {
    var calls = 0
    let method = AllocationMethod.custom { _, _ in
      calls += 1
      let start = calls * 1000
      return Dictionary(uniqueKeysWithValues: (start..<(start + 2000)).map { ("App \($0)", 1) })
    }
    let result = try Shared.apply(
      [Shared.rule("own", method)],
      to: ["2026-10-01", "2026-10-02", "2026-10-03"].map { Shared.record($0, "2000") },
      in: open
    )
    let names = (1000..<5000).map { "App \($0)" }.sorted()
    #expect(calls == 3 && result.shares.map(\.target) == names)
    let costs = Dictionary(
      uniqueKeysWithValues: result.shares.map { ($0.target, $0.totals.cost) }
    )
    #expect(costs["App 1999"] == 1 && costs["App 2000"] == 2 && costs["App 4000"] == 1)
  }

  @Test
  func `what cannot be divided evenly goes to the first by name, also among late ones`() throws {
    var late = ["Zebra", "Aardvark"]
    let rest = AllocationMethod.custom { _, _ in [late.removeFirst(): 1, "Middle": 1] }
    let result = try Shared.apply(
      [Shared.rule("fixed", .amount(["Named": Money(1, "USD")], rest: rest))],
      to: [
        Shared.record("2026-10-04", source: "puter-main", "3.5"),
        Shared.record("2026-10-05", source: "puter-main", "3.5", requests: 1),
      ],
      on: Sample.period("2026-10-04..2026-10-13").days,
      in: open
    )
    let shares = result.ledger(countingRequests: true).filter { $0.measure == .requests }
    #expect(shares.map(\.target) == ["Aardvark", "Middle", "Named"])
    #expect(
      shares.map(\.amount.description) == ["0.428571428572", "0.428571428571", "0.142857142857"]
    )
    #expect(result.shares.map(\.target) == ["Aardvark", "Middle", "Named", "Zebra"])
  }
}
