import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// A ledger over all days.
struct AllocationSummaryTests {
  /// A row without its places, for comparing.
  private struct Line: Equatable, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = text }

    init(_ row: AllocationSummary.Row) {
      let amount = row.isPassedOn ? "(\(row.amount))" : "\(row.amount)"
      description =
        "\(row.step) \(row.target) \(row.source)\(row.from.map { " from \($0)" } ?? "") "
        + "\(row.rule ?? "–"): \(row.method), \(amount) of \(row.whole)"
    }
  }

  private func lines(_ summary: AllocationSummary) -> [Line] { summary.rows.map(Line.init) }

  @Test func `days are added up by target, source and rule`() throws {
    let result = try Shared.apply(
      [
        Shared.rule(
          "halves",
          match: [Shared.when(.source, "helius-main")],
          .even(["Beacon", "Atlas"])
        ),
        Shared.rule("own", line: 2, match: [Shared.when(.source, "puter-main")], .ownApp),
      ],
      to: [
        Shared.record("2026-10-01", "3"), Shared.record("2026-10-02", "4"),
        Shared.record("2026-10-02", service: "das", "-1"),
        Shared.record("2026-10-01", source: "puter-main", app: "Atlas", "9"),
        Shared.record("2026-10-03", source: "cuadra-main", "2"),
      ]
    )
    let summary = try AllocationSummary(result.ledger())
    #expect(
      lines(summary) == [
        Line("1 Atlas puter-main own: to, 9 of 9"),
        Line("1 Atlas helius-main halves: even, 3 of 6"),
        Line("1 Beacon helius-main halves: even, 3 of 6"),
        Line("1 (unallocated) cuadra-main –: no rule, 2 of 2"),
      ]
    )
    #expect(summary.kept == ["USD": 17])
    #expect(summary.rows.map(\.ratio) == [1, FixedDecimal("0.5"), FixedDecimal("0.5"), 1])
    #expect(summary.rows.map { $0.place?.line } == [2, 1, 1, nil])
  }

  @Test func `what a later step divided of some days only is a row of its own`() throws {
    let result = try Shared.apply(
      [
        Shared.rule("the platform", .to("Platform")),
        Shared.rule(
          "the platform's users",
          line: 2,
          match: [Shared.when(.target, "Platform")],
          since: "2026-10-02",
          step: 2,
          .weights(["Atlas": 3, "Beacon": 1])
        ),
      ],
      to: [Shared.record("2026-10-01", "5"), Shared.record("2026-10-02", "8")]
    )
    let summary = try AllocationSummary(result.ledger())
    #expect(
      lines(summary) == [
        Line("2 Atlas helius-main from Platform the platform's users: weights, 6 of 8"),
        Line("2 Beacon helius-main from Platform the platform's users: weights, 2 of 8"),
        Line("1 Platform helius-main the platform: to, (8) of 8"),
        Line("1 Platform helius-main the platform: to, 5 of 5"),
      ]
    )
    #expect(summary.kept == ["USD": 13])
  }

  @Test func `currencies and counts stay apart, and only money is kept`() throws {
    let result = try Shared.apply(
      [Shared.rule("all", .weights(["Atlas": 1, "Beacon": 2]))],
      to: [
        Shared.record("2026-10-01", "3"),
        Shared.record("2026-10-02", native: Money(9, "helius:credit")),
        Shared.record("2026-10-03", requests: 30),
        Shared.record("2026-10-04", quantity: 6, unit: "byte"),
      ]
    )
    let summary = try AllocationSummary(result.ledger(target: "Beacon"))
    #expect(
      Set(summary.rows.map(\.measure))
        == [
          .money(currency: "USD"), .money(currency: "helius:credit"), .requests,
          .quantity(unit: "byte"),
        ]
    )
    #expect(summary.rows.map(\.amount) == [20, 6, 4, 2])
    #expect(summary.kept == ["USD": 2, "helius:credit": 6])
  }

  @Test func `a whole of zero has no share`() throws {
    let result = try Shared.apply(
      [Shared.rule("all", .to("Atlas"))],
      to: [Shared.record("2026-10-01", "3"), Shared.record("2026-10-02", "-3")]
    )
    let summary = try AllocationSummary(result.ledger())
    #expect(lines(summary) == [Line("1 Atlas helius-main all: to, 0 of 0")])
    #expect(summary.rows.map(\.ratio) == [nil])
  }

  @Test func `nothing makes an empty summary`() throws {
    let summary = try AllocationSummary(try Shared.apply([], to: []).ledger())
    #expect(summary.rows.isEmpty && summary.kept.isEmpty)
  }

  @Test(arguments: 0..<30)
  func `the rows that are kept sum to the total`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let records = Shared.records(&generator)
    let result = try Shared.apply(
      [
        Shared.rule("own", .ownApp),
        Shared.rule("rest", line: 2, .even(["Platform", "Dune"])),
        Shared.rule(
          "again",
          line: 3,
          match: [Shared.when(.target, "Platform")],
          before: "2026-10-07",
          step: 2,
          .weights(["Atlas": 3, "Beacon": 1])
        ),
      ],
      to: records
    )
    let summary = try AllocationSummary(result.ledger())
    var kept: [String: FixedDecimal] = [:]
    for row in summary.rows where !row.isPassedOn {
      guard case .money(let currency) = row.measure else { continue }
      kept[currency] = try (kept[currency] ?? 0) + row.amount
    }
    #expect(kept == summary.kept)
    // The costs that went in are the costs that are kept.
    let costs = records.compactMap(\.effective)
    #expect(try summary.kept["USD"] ?? 0 == FixedDecimal.sum(of: costs))
    let credits = records.filter { $0.effective == nil }.compactMap(\.native)
    for (currency, parts) in Dictionary(grouping: credits, by: \.currency) {
      #expect(try summary.kept[currency] == FixedDecimal.sum(of: parts.map(\.amount)))
    }
  }
}
