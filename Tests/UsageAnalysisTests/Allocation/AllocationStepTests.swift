import Testing
import UsageAnalysis
import UsageModel

/// What later steps divide again.
struct AllocationStepTests {
  private let first = [
    Shared.rule("apps", line: 1, match: [Shared.when(.source, "puter-main")], .ownApp),
    Shared.rule("rest", line: 2, .even(["Platform", "Dune"])),
  ]

  @Test
  func `a later step takes all that a target received, and leaves what no rule of it takes`() throws
  {
    let again = Shared.rule(
      "platform",
      line: 3,
      match: [Shared.when(.target, "Platform"), Shared.when(.service, "rpc")],
      step: 2,
      .weights(["Atlas": 1, "Beacon": 3])
    )
    let result = try Shared.apply(
      first + [again],
      to: [
        Shared.record("2026-10-01", source: "puter-main", app: "Platform", "4"),
        Shared.record("2026-10-01", source: "helius-main", "8"),
        Shared.record("2026-10-01", source: "helius-main", service: "das", "2"),
      ]
    )
    let costs = result.shares.map { "\($0.target) \($0.totals.cost ?? 0)" }
    #expect(costs == ["Atlas 2", "Beacon 6", "Dune 5", "Platform 1"])
    let rows = result.ledger().map { row in
      "\(row.step) \(row.source) \(row.from ?? "–") \(row.rule ?? "") \(row.target) \(row.amount)"
        + (row.isPassedOn ? " on" : "")
    }
    #expect(
      rows == [
        "1 helius-main – rest Dune 1", "1 helius-main – rest Platform 1",
        "1 helius-main – rest Dune 4", "1 helius-main – rest Platform 4 on",
        "1 puter-main – apps Platform 4 on", "2 helius-main Platform platform Atlas 1",
        "2 helius-main Platform platform Beacon 3", "2 puter-main Platform platform Atlas 1",
        "2 puter-main Platform platform Beacon 3",
      ]
    )
  }

  @Test
  func `a later step may divide what no rule took`() throws {
    let result = try Shared.apply(
      [
        Shared.rule("apps", line: 1, .ownApp),
        Shared.rule(
          "rest",
          line: 2,
          match: [Shared.when(.target, ReservedName.unallocated)],
          step: 2,
          .even(["Atlas", "Beacon"])
        ),
      ],
      to: [Shared.record("2026-10-01", app: "Atlas", "1"), Shared.record("2026-10-01", "6")]
    )
    #expect(result.unallocated == nil)
    #expect(result.shares.map(\.totals.cost) == [4, 3])
  }

  @Test
  func `what a step gives to a target is not taken by the same step`() throws {
    let rules = [
      Shared.rule("all", line: 1, .to("Platform")),
      Shared.rule("down", line: 2, match: [Shared.when(.target, "Platform")], step: 2, .to("Dune")),
      Shared.rule("further", line: 3, match: [Shared.when(.target, "Dune")], step: 3, .to("Atlas")),
    ]
    func targets(_ rules: [AllocationRule]) throws -> [String] {
      try Shared.apply(rules, to: [Shared.record("2026-10-01", "1")]).shares.map(\.target)
    }
    #expect(try targets(rules) == ["Atlas"])
    #expect(try targets(Array(rules.prefix(2))) == ["Dune"])
  }
}
