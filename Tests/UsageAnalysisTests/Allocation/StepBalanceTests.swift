import TestSupport
import Testing
import UsageModel

@testable import UsageAnalysis

/// What a step takes from those before it, beside what it gives.
struct StepBalanceTests {
  /// What the last step of a result did not keep.
  private func difference(_ settled: SettledStages) -> String? {
    let last = settled.stages.count - 1
    return AllocationTally(settled, of: last..<(last + 1)).balance.difference(
      from: StepBalance(settled).lost,
      step: settled.stages[last].step,
      days: settled.days,
      labels: settled.labels,
      currency: "USD"
    )?.description
  }

  @Test(arguments: [UInt64](0..<40))
  func `the last step gives what it takes, and what is kept is what there was`(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let policy = SharedPolicy.policy(&generator, steps: 5)
    guard let result = try? Shared.apply(policy.rules, to: records), result.settled.stages.count > 1
    else { return }
    #expect(difference(result.settled) == nil)
    // Counted in another way: what the earlier steps' targets kept before, less what they keep now.
    var before = result.settled
    before.stages.removeLast()
    before.taken = TakenShares()
    let kept = AllocationTally(result.settled, of: before.stages.indices).balance
    let lost = StepBalance(result.settled).lost
    guard result.settled.stages.count == 2 else { return }
    let given = AllocationTally(before).balance
    for slot in given.costs.sums.indices {
      #expect(sum(kept.costs, slot) + sum(lost.costs, slot) == sum(given.costs, slot))
      #expect(sum(kept.requests, slot) + sum(lost.requests, slot) == sum(given.requests, slot))
    }
    for slot in given.extras.sums.indices {
      #expect(sum(kept.extras, slot) + sum(lost.extras, slot) == sum(given.extras, slot))
    }
  }

  private func sum(_ totals: DayTotals, _ slot: Int) -> Int128 {
    totals.sums[slot] == AmountColumn.wideUnknown ? 0 : totals.sums[slot]
  }

  private func settled(_ usage: [UsageRecord]) throws -> SettledStages {
    try Shared.apply(
      [
        Shared.rule("first", line: 1, .weights(["Platform": 3, "Dune": 1])),
        Shared.rule(
          "second",
          line: 2,
          match: [Shared.when(.target, "Platform")],
          step: 2,
          .even(["Atlas", "Beacon"])
        ),
        Shared.rule(
          "third",
          line: 3,
          match: [Shared.when(.target, "Atlas")],
          step: 3,
          .to("Courier")
        ),
      ],
      to: usage
    ).settled
  }

  @Test
  func `what a target lost before is not taken again when it receives more`() throws {
    func down(_ step: Int, from: String, to: String) -> AllocationRule {
      Shared.rule(
        "step \(step)",
        line: step,
        match: [Shared.when(.target, from)],
        step: step,
        .to(to)
      )
    }
    let result = try Shared.apply(
      [
        Shared.rule("first", .weights(["Platform": 3, "Dune": 1])),
        down(2, from: "Platform", to: "Atlas"),
        down(3, from: "Dune", to: "Platform"),
        down(4, from: "Platform", to: "Beacon"),
      ],
      to: [Shared.record("2026-10-01", "8")]
    )
    #expect(result.shares.map { "\($0.target) \($0.totals.cost ?? 0)" } == ["Atlas 6", "Beacon 2"])
    let lost = StepBalance(result.settled).lost.costs.sums
    #expect(lost.filter { $0 != AmountColumn.wideUnknown } == [2 * FixedDecimal.unitsPerOne])
  }

  @Test
  func `a step that keeps something back is found, with day, charge and currency`() throws {
    let usage = [
      Shared.record("2026-10-01", "8", requests: 16),
      Shared.record("2026-10-02", charge: .fee, "16", quantity: 8, unit: "byte"),
      Shared.record("2026-10-02", native: Money(8, "helius:credit")),
    ]
    let right = try settled(usage)
    #expect(difference(right) == nil)
    let last = try #require(right.stages.last)
    func broken(
      costs: [Int128]? = nil,
      requests: [Int128]? = nil,
      extras: ExtraAmounts? = nil
    ) -> String? {
      var wrong = right
      var stage = AllocationStage(
        step: last.step,
        cellLines: last.cellLines,
        lines: last.lines,
        days: last.days,
        qualities: last.qualities,
        costs: costs ?? last.costs,
        requests: requests ?? last.requests,
        extras: extras ?? last.extras
      )
      stage.sets = last.sets
      wrong.stages[wrong.stages.count - 1] = stage
      return difference(wrong)
    }
    #expect(broken() == nil)
    let tail = "; nothing was kept, and this is a bug of tally"
    let fee = try #require(
      last.costs.indices.first { last.costs[$0] == 6 * FixedDecimal.unitsPerOne }
    )
    var costs = last.costs
    costs[fee] -= 1
    #expect(
      broken(costs: costs)
        == "step 3 of the allocation turned 6 USD of fee on 2026-10-02 into 5.999999999999 USD"
        + tail
    )
    costs[fee] = AmountColumn.wideUnknown
    #expect(
      broken(costs: costs)
        == "step 3 of the allocation turned 6 USD of fee on 2026-10-02 into no USD" + tail
    )
    #expect(
      broken(requests: last.requests.map { _ in AmountColumn.wideUnknown })
        == "step 3 of the allocation turned 6 requests of usage on 2026-10-01 into no requests"
        + tail
    )
    #expect(
      broken(extras: ExtraAmounts())
        == "step 3 of the allocation turned 3 byte of fee on 2026-10-02 into no byte" + tail
    )
  }
}
