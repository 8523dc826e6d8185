import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// How a result tells where its shares came from.
struct AllocationLedgerTests {
  @Test(arguments: [UInt64](0..<20))
  func `ratios of a cell sum to one, amounts to what was divided, and remainders are single units`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let policy = SharedPolicy.policy(&generator)
    guard let result = try? Shared.apply(policy.rules, to: records, keeping: [.service]) else {
      return
    }
    struct Cell: Hashable {
      let day: Day
      let source: String
      let origin: [UsageDimension: String]
      let charge: Charge
      let from: String?
      let rule: String?
      let step: Int
      let measure: AllocationLedger.Row.Measure
      let whole: FixedDecimal
      let totalWeight: FixedDecimal
      /// Where a rule gives to apps, a cell has one of them.
      let app: String?
    }
    let rows = result.ledger(countingRequests: true)
    let cells = Dictionary(grouping: rows) { row in
      Cell(
        day: row.day,
        source: row.source,
        origin: row.origin,
        charge: row.charge,
        from: row.from,
        rule: row.rule,
        step: row.step,
        measure: row.measure,
        whole: row.whole,
        totalWeight: row.totalWeight,
        app: row.method == "to" ? row.target : nil
      )
    }
    for (cell, rows) in cells {
      // Cells of other apps may be equal in everything that a ledger shows.
      let count = rows.count { $0.target == rows[0].target }
      #expect(try FixedDecimal.sum(of: rows.map(\.ratio)) == FixedDecimal(count))
      #expect(try FixedDecimal.sum(of: rows.map(\.amount)) == cell.whole * FixedDecimal(count))
      #expect(rows.allSatisfy { $0.remainder.units.magnitude <= 1 })
      #expect(
        rows.allSatisfy { $0.remainder.isZero || $0.remainder.isNegative == cell.whole.isNegative }
      )
    }
    // What a target keeps is what it bears.
    for share in result.shares {
      let money = result.ledger(target: share.target).filter {
        $0.measure == .money(currency: "USD") && !$0.isPassedOn
      }
      #expect(try FixedDecimal.sum(of: money.map(\.amount)) == share.totals.cost ?? 0)
    }
    // Rows are the same one after the other and in any order.
    for ledger in [rows] + result.shares.map({ result.ledger(target: $0.target) }) {
      let inOrder = Array(ledger)
      #expect(inOrder.count == ledger.count)
      for place in ledger.indices.shuffled(using: &generator) {
        #expect(ledger[place] == inOrder[place])
      }
    }
    // Ledgers of one source each are the whole ledger.
    let parts = Shared.sources.keys.flatMap { result.ledger(source: $0) }
    #expect(Set(parts) == Set(result.ledger()))
  }

  @Test(arguments: [UInt64](0..<40))
  func `the count of rows is known before the table, and each has the same method in any order`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let records = Shared.records(&generator)
    let policy = SharedPolicy.policy(&generator)
    guard let result = try? Shared.apply(policy.rules, to: records, keeping: [.service]) else {
      return
    }
    #expect(result.rowCount == result.table.count)
    let methods = (0..<result.rowCount).map { result.method(ofRow: $0) }
    for row in methods.indices.shuffled(using: &generator) {
      #expect(result.method(ofRow: row) == methods[row])
      let line = result.table.lines[Int(result.table.lineOf[row])]
      #expect(methods[row]?.resource ?? ReservedName.unallocated == line.target)
    }
  }

  @Test
  func `cells are counted in all steps`() throws {
    let result = try Shared.apply(
      [
        Shared.rule("all", line: 1, .even(["Platform", "Dune"])),
        Shared.rule(
          "again",
          line: 2,
          match: [Shared.when(.target, "Platform")],
          since: "2026-10-02",
          step: 2,
          .even(["Atlas", "Beacon", "Courier"])
        ),
      ],
      to: ["2026-10-01", "2026-10-02", "2026-10-03"].map { Shared.record($0, "6") }
    )
    #expect(result.cellCount == 5)
    #expect(result.rowCount == 2 + 4 + 4)
  }

  private let driver = AllocationDriver(
    name: "requests where provider=puter",
    unit: "requests",
    values: [Sample.day("2026-10-01"): ["Atlas": 2, "Beacon": 1]]
  )

  @Test
  func `a row names the origin, the rule and what it was divided by`() throws {
    let result = try Shared.apply(
      [Shared.rule("follows", line: 12, .driver(driver, otherwise: nil))],
      to: [Shared.record("2026-10-01", service: "das", charge: .credit, "-10")],
      keeping: [.service]
    )
    let row = try #require(result.ledger(target: "Atlas").first)
    #expect(
      row.day == Sample.day("2026-10-01") && row.source == "helius-main" && row.charge == .credit
    )
    #expect(row.origin == [.service: "das"])
    #expect(row.rule == "follows" && row.place?.description == "spend.lua:12" && row.step == 1)
    #expect(row.method == "by requests where provider=puter" && row.unit == "requests")
    #expect(row.weight == 2 && row.totalWeight == 3 && row.ratio.description == "0.666666666667")
    #expect(row.measure == .money(currency: "USD") && row.whole == -10)
    #expect(
      row.amount.description == "-6.666666666667" && row.remainder.description == "-0.000000000001"
    )
    #expect(row.from == nil && !row.isPassedOn)
    #expect(result.ledger(target: "Nobody").isEmpty && result.ledger(source: "puter-main").isEmpty)
  }

  @Test
  func `what no rule took is in the ledger too, and requests where there is no money`() throws {
    let result = try Shared.apply([], to: [Shared.record(requests: 4)])
    let row = try #require(result.ledger().first)
    #expect(row.rule == nil && row.place == nil && row.method == "no rule")
    #expect(row.target == "(unallocated)" && row.ratio == 1 && row.measure == .requests)
    #expect(result.method(ofRow: 0) == nil)
  }

  @Test
  func `rows tell their method as FOCUS has it`() throws {
    let result = try Shared.apply(
      [
        Shared.rule(
          "follows",
          line: 1,
          match: [Shared.when(.service, "das")],
          .driver(driver, otherwise: nil)
        ),
        Shared.rule("half", line: 2, .percent(["Atlas": 50, "Dune": 50])),
      ],
      to: [
        Shared.record("2026-10-01", service: "das", "3"),
        Shared.record("2026-10-01", service: "rpc", "3", quantity: 2, unit: "byte"),
        Shared.record("2026-10-01", service: "rpc", quantity: 2, unit: "token"),
      ]
    )
    let rows = (0..<result.table.count).map { row in
      let line = result.table.lines[Int(result.table.lineOf[row])]
      let method = result.method(ofRow: row)
      return
        "\(method?.id ?? "") \(method?.resource ?? "") \(line.unit ?? "–") \(method?.details ?? "")"
    }
    #expect(
      rows == [
        #"follows Atlas – {"Elements":[{"AllocatedRatio":0.666666666667,"UsageUnit":"requests","UsageQuantity":2}]}"#,
        #"follows Beacon – {"Elements":[{"AllocatedRatio":0.333333333333,"UsageUnit":"requests","UsageQuantity":1}]}"#,
        #"half Atlas byte {"Elements":[{"AllocatedRatio":0.5}]}"#,
        #"half Dune byte {"Elements":[{"AllocatedRatio":0.5}]}"#,
        #"half Atlas token {"Elements":[{"AllocatedRatio":0.5}]}"#,
        #"half Dune token {"Elements":[{"AllocatedRatio":0.5}]}"#,
      ]
    )
  }

  @Test
  func
    `a result has the source's tags under those of the target, and not those of the record's app`()
    throws
  {
    var record = Shared.record("2026-10-01", app: "Atlas", service: "das", "3")
    record.tags = ["team": "origin", "from": "origin", "other": "origin"]
    record.account = "project-1"
    let result = try Shared.apply(
      [Shared.rule("all", .to("Beacon"))],
      to: [record],
      keeping: [.service]
    )
    let line = try #require(result.table.lines.first)
    #expect(line.tags == ["from": "helius", "team": "team of Beacon"])
    #expect(line.target == "Beacon" && line[.target] == "Beacon")
    #expect(line.service == "das" && line.app == "(not broken down)")
    #expect(
      line.source == "helius-main" && line.provider == "helius" && line.account == "project-1"
    )
    let frame = result.frame(like: Sample.frame([record]))
    #expect(try frame.grouped(by: [.tag("team")]).rows.map(\.keys) == [["team of Beacon"]])
    #expect(
      frame.dimensions.isSuperset(of: [.target, .tag("team"), .tag("from"), .service, .source])
    )
  }
}
