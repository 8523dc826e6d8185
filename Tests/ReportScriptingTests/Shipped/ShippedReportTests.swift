import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// What the shipped scripts make of made-up data: 57 USD on 20 days of November, 50 on those of October.
struct ShippedReportTests {
  private static let budgets = [
    Budget(name: "everything", limit: .same(90), unit: "USD"),
    Budget(
      name: "shop",
      limit: .same(30),
      unit: "USD",
      scope: UsageFilter([.init(.app, anyOf: [.init("Shop")])])
    ),
    Budget(name: "calls", limit: .same(300), unit: "requests"),
  ]

  /// 10 credits a day since the start of the month, of 220: none is left on the 22nd.
  private static let allowances = [
    AllowanceSeries(
      source: "helius",
      name: "monthly credits",
      unit: "helius:credit",
      points: (0...20).map { day in
        let at = moment("2026-11-01T06:00:00Z").advanced(bySeconds: Int64(day) * 86_400)
        let allowance = Allowance(
          name: "monthly credits",
          limit: 220,
          used: FixedDecimal(day * 10),
          remaining: FixedDecimal(220 - day * 10),
          unit: "helius:credit",
          resetsAt: moment("2026-12-01T00:00:00Z")
        )
        return AllowancePoint(observedAt: at, learntAt: at, allowance: allowance)
      }
    )
  ]

  private static let data = MetricData(allowances: allowances)

  private func report(_ name: String) async throws -> ReportDocument {
    try await ShippedScripts.report(name, Self.data, budgets: Self.budgets)
  }

  @Test func `the repository's scripts are these`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ShippedScripts.folder.path())
    let scripts = files.filter { $0.hasSuffix(".lua") && !$0.hasSuffix("_test.lua") }
    #expect(scripts.sorted() == ShippedScripts.names.map { "\($0).lua" })
  }

  @Test(arguments: ShippedScripts.names)
  func `a script is short enough to be read`(name: String) throws {
    let file = ShippedScripts.folder.appending(path: "\(name).lua")
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 61)
    #expect(lines.allSatisfy { $0.count <= 120 })
    #expect(lines.first?.hasPrefix("-- ") == true)
  }

  @Test func `spend by provider`() async throws {
    let report = try await report("spend-by-provider")
    #expect(report.title == "Platforms in November 2026")
    #expect(report.figures["Spent so far"]?.value == .usd("57"))
    #expect(report.figures["Spent so far"]?.before == .usd("50"))
    #expect(report.figures["Largest platform"]?.value == .text("puter"))
    #expect(report.notices == ["950 helius:credit have no price; add a rate for them."])
    // The platforms, puter's two services, the accounts.
    #expect(report.tables.map(\.rows.count) == [2, 2, 2])
    #expect(report.tables[0].total?.cells[1] == .usd("57"))
  }

  @Test func `month over month`() async throws {
    let report = try await report("month-over-month")
    #expect(report.title == "November 2026 against October 2026")
    #expect(report.figures["Spent so far"]?.value == .usd("57"))
    #expect(report.figures["1–20 October 2026"]?.value == .usd("50"))
    #expect(report.figures["Grew most"]?.value == .text("Shop"))
    #expect(report.figures["Grew most"]?.note == "$18.00, ▲ +90.0%")
    #expect(report.figures["Fell most"]?.value == .text("Legacy"))
    let months = try #require(report.tables.last)
    #expect(months.rows.count == 12)
    #expect(months.rows.suffix(2).map { $0.cells[1] } == [.usd("77.5"), .usd("57")])
    #expect(report.tables.first?.total?.cells.suffix(2) == [.usd("50"), .usd("57")])
  }

  @Test func `allowances tell when they run out`() async throws {
    let report = try await report("allowances")
    #expect(report.figures["Will run out"]?.value == .number(1))
    #expect(report.notices == ["helius, monthly credits probably runs out on 23 Nov 2026."])
    #expect(report.tables.count == 2)
    let day = Value.day(day("2026-11-23"))
    #expect(
      report.tables[0].rows.first?.cells
        == [
          .text("helius"), .text("monthly credits"), .text("20"), day, day, day,
          .text("1 Dec 2026"),
        ]
    )
    #expect(report.tables[1].rows.first?.cells[3] == .percent(FixedDecimal("0.909090909091") ?? 0))
  }

  @Test func `budget watch`() async throws {
    let report = try await report("budget-watch")
    #expect(report.figures["everything, left"]?.value == .usd("33"))
    #expect(
      report.notices == [
        "shop is over its limit: 126.7% of the limit is spent.",
        "calls is at risk: 141.9% of the limit is expected; the chance to exceed it is 100%.",
      ]
    )
    #expect(
      report.tables.first?.rows.map { $0.cells[8] } == [
        .text("ok"), .text("over"), .text("at risk"),
      ]
    )
    // Requests have no chart of money.
    #expect(report.charts.count == 2)
    #expect(report.charts[0].levels.map(\.value) == [90])
  }

  @Test func `top meters have a unit price`() async throws {
    let report = try await report("top-meters")
    #expect(report.figures["Spent so far"]?.value == .usd("57"))
    #expect(report.figures["Meters with a cost"]?.value == .number(2))
    let prices = try #require(report.tables.dropFirst().first)
    // 1,900 tokens for 38 USD, 133 bytes for 19.
    #expect(prices.rows.first?.cells[3] == .usd("0.02"))
    #expect(prices.rows.first?.cells[4] == .text("1 token"))
    #expect(prices.rows.first?.cells[5] == .number(1900))
    #expect(prices.rows.last?.cells[4] == .text("1 GB"))
    #expect(report.tables.last?.rows.first?.cells == [.text("helius:credit"), .number(950)])
  }

  @Test func `unit cost is spending by a number of one's own`() async throws {
    let report = try await report("unit-cost")
    #expect(report.title == "What 1,000 users cost in November 2026")
    // 57 USD for 1,909.5 users on 19 days.
    #expect(report.figures["Cost of 1,000 users"]?.value == .usd("29.850746269"))
    let rows = try #require(report.tables.last).rows
    #expect(rows.map { $0.cells[0] } == [.text("Shop"), .text("Wallet")])
    #expect(rows.map { $0.cells[1] } == [.usd("20"), .usd("2000")])
    #expect(report.charts.count == 2)
    // The day without users has no unit cost.
    #expect(report.charts[0].series[0].values[4] == nil)
    #expect(report.charts[0].series[0].values[3] != nil)
  }

  @Test func `unit cost takes another metric, and another number of it`() async throws {
    let report = try await ShippedScripts.report(
      "unit-cost",
      Self.data,
      parameters: ["metric": "orders", "per": "1"]
    )
    #expect(report.paragraphs.first?.hasPrefix("There is no metric orders yet.") == true)
    let single = try await ShippedScripts.report("unit-cost", Self.data, parameters: ["per": "1"])
    #expect(single.figures["Cost of 1 users"]?.value == .usd("0.029850746269"))
  }

  @Test func `the one-pager has the answer first`() async throws {
    let report = try await report("one-pager")
    #expect(report.blocks.first.map { if case .notice = $0 { true } else { false } } == true)
    #expect(report.figures["Spent so far"]?.value == .usd("57"))
    #expect(report.figures["Budget left"]?.value == .usd("33"))
    #expect(report.figures["Cost of 1,000 users"]?.value == .usd("29.850746269"))
    #expect(
      report.notices == [
        "950 helius:credit have no price and are not counted here.",
        "Budget shop is over its limit: 126.7% of the limit is spent.",
        "Budget calls is at risk: 141.9% of the limit is expected; the chance to exceed it is 100%.",
        "helius runs out: 23 Nov 2026, monthly credits.",
      ]
    )
  }
}

/// Every shipped script with data that lacks something.
struct ShippedScriptGapTests {
  @Test(arguments: ShippedScripts.names)
  func `an empty store makes a report that says so`(name: String) async throws {
    let report = try await ShippedScripts.report(name, MadeUpData.empty)
    #expect(report.tables.isEmpty && report.charts.isEmpty)
    let text = try #require(report.paragraphs.first)
    let missing = [
      "known for", "told of", "There are no budgets yet", "There are no invoices yet",
      "There is no metric",
    ]
    #expect(missing.contains { text.contains($0) }, "\(text)")
  }

  @Test(arguments: ShippedScripts.names)
  func `credits without a price are never a cost of zero`(name: String) async throws {
    let records = MadeUpData.twoMonths.filter { $0.provider == "helius" }
    let report = try await ShippedScripts.report(
      name,
      MetricData(usage: MadeUpData(records: records))
    )
    #expect(!report.figures.values.contains { $0.value == .usd("0") })
    #expect(!report.tables.flatMap(\.rows).contains { $0.cells.contains(.usd("0")) })
  }

  @Test(arguments: ShippedScripts.names)
  func `sources that count no requests are no obstacle`(name: String) async throws {
    let records = MadeUpData.twoMonths.map { record in
      var record = record
      record.requests = nil
      record.quantity = nil
      return record
    }
    _ = try await ShippedScripts.report(name, MetricData(usage: MadeUpData(records: records)))
  }

  @Test(arguments: ShippedScripts.names)
  func `without budgets and metrics there is a report`(name: String) async throws {
    let report = try await ShippedScripts.report(name, MadeUpData())
    #expect(!report.blocks.isEmpty)
  }

  @Test func `what to do is said where something is missing`() async throws {
    let budgets = try await ShippedScripts.report("budget-watch", MadeUpData())
    #expect(
      budgets.paragraphs
        == ["There are no budgets yet. Add them to tallystick.yaml, and run the report again:"]
    )
    let metric = try await ShippedScripts.report("unit-cost", MadeUpData())
    #expect(
      metric.paragraphs == [
        "There is no metric users yet. Write one value a day into a file, and bring it in with "
          + "tally import metric users FILE. With --param metric=NAME, the report takes another one."
      ]
    )
  }

  @Test(arguments: ShippedScripts.names)
  func `any kind of period will do`(name: String) async throws {
    for text in ["2026", "2026-Q4", "2026-W46", "2026-11-20", "2026-12", "2026-10-01..2026-11-15"] {
      let period = try #require(Period(text))
      let report = try await ShippedScripts.report(name, MetricData(), period: period)
      #expect(!report.title.isEmpty)
    }
  }
}
