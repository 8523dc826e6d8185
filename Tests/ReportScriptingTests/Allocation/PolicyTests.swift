import ReportDocument
import ReportScripting
import Testing
import UsageAnalysis
import UsageModel

/// Policies of the configuration, and what reports show of an allocation.
struct PolicyTests {
  private static let helius = UsageFilter([.init(.source, anyOf: [.init("helius")])])
  private static let configured: [SharingRule<SharingDriver>] = [
    SharingRule("own", file: "tallystick.yaml", line: 7, method: .ownApp),
    SharingRule(
      "follows",
      file: "tallystick.yaml",
      line: 9,
      match: helius,
      method: .driver(.usage(.requests, UsageFilter()), otherwise: .even(nil))
    ),
  ]

  @Test func `the policy of the configuration is there for scripts, with its places`() async throws
  {
    let script = """
      local policy = allocation.policy()
      local shares = policy:apply {}
      print(#policy, shares:by('target'):rows()().target, shares.cost)
      print(shares:explain('Shop', 'helius')[1].place, shares:explain('Shop', 'puter-main')[1].place)
      """
    #expect(
      try await printed(SharedUsage.input(script, allocation: Self.configured)) == [
        "2\tShop\t$45.00", "tallystick.yaml:9\ttallystick.yaml:7",
      ]
    )
  }

  @Test func `without one it has no rules, and all is unallocated`() async throws {
    let script = """
      local policy = allocation.policy()
      print(#policy, policy:apply {}:unallocated())
      """
    #expect(try await SharedUsage.printed(script) == ["0\t$45.00"])
  }

  @Test func `rules can be used in several policies`() async throws {
    let script = """
      local own = rule { 'own', to = 'app' }
      local rest = rule { 'rest', match = { source = 'helius' }, to = 'Scout' }
      for _, rules in ipairs { { own }, { own, rest }, { rest, own } } do
        print(#allocation.policy(rules), allocation.policy(rules):apply {}:unallocated())
      end
      print(own.name, own.step, rest.name)
      """
    #expect(
      try await SharedUsage.printed(script)
        == ["1\t$30.00", "2\tnil", "2\tnil", "own\t1\trest"]
    )
  }

  /// The block that a ledger adds, and those behind it.
  private func ledger(_ script: String) async throws -> [Block] {
    let output = try await ScriptRunner.run(SharedUsage.input(script))
    return try #require(output.reports.first).document.blocks
  }

  @Test func `a ledger is a table of what each rule gave`() async throws {
    let blocks = try await ledger(
      """
      local shares = allocation.policy {
        rule { 'own', to = 'app' },
        rule { 'follows', match = { service = 'rpc' }, by = 'requests' },
        rule { 'rest', to = 'Platform' },
        rule { 'platform', step = 2, match = { target = 'Platform' }, even = { 'Shop', 'Wallet' } },
      }:apply {}
      return report.new { title = 'T' }:ledger(shares)
      """
    )
    let table = try #require(blocks.first?.table)
    #expect(
      table.columns.map(\.title)
        == ["Target", "Source", "From", "Rule", "Method", "Divided", "Share", "Amount"]
    )
    func row(
      _ texts: [String?],
      _ whole: String,
      _ share: String,
      _ amount: Value
    ) -> [Value] {
      texts.map { $0.map { .text($0) } ?? .missing }
        + [.usd(whole), .percent(FixedDecimal(share) ?? 0), amount]
    }
    let expected = [
      row(["Platform", "helius", nil, "rest", "to"], "10", "1", .text("($10.00)")),
      row(["Shop", "helius", nil, "follows", "by requests"], "20", "0.625", .usd("12.5")),
      row(["Shop", "puter-main", nil, "own", "to"], "11", "1", .usd("11")),
      row(["Shop", "helius", "Platform", "platform", "even"], "10", "0.5", .usd("5")),
      row(["Wallet", "helius", nil, "follows", "by requests"], "20", "0.375", .usd("7.5")),
      row(["Wallet", "puter-main", nil, "own", "to"], "4", "1", .usd("4")),
      row(["Wallet", "helius", "Platform", "platform", "even"], "10", "0.5", .usd("5")),
    ]
    #expect(table.rows.map(\.cells) == expected)
    #expect(table.total?.cells.first == .text("Total"))
    #expect(table.total?.cells.last == .usd("45"))
    #expect(blocks.count == 1)
  }

  @Test func `a ledger of one target tells only that, with the warnings`() async throws {
    let blocks = try await ledger(
      """
      local shares = allocation.policy {
        rule { 'own', to = 'app' }, rule { 'follows', by = 'requests' },
      }:apply {}
      return report.new { title = 'T' }:ledger(shares, '(unallocated)')
      """
    )
    let table = try #require(blocks.first?.table)
    #expect(
      table.columns.map(\.title)
        == ["Source", "Rule", "Method", "Divided", "Share", "Amount"]
    )
    #expect(table.rows.map { $0.cells[0] } == [Value.text("helius")])
    #expect(table.total == nil)
    guard case .notice(let notice) = try #require(blocks.last) else {
      Issue.record("there is no notice")
      return
    }
    #expect(notice.kind == .warning)
    #expect("\(notice.text)".contains("the driver requests is zero or missing"))
  }

  @Test func `the allocation of a report is the one that it shows, else the first`() async throws {
    let script = """
      local first = allocation.policy { rule { 'one', to = 'Shop' } }:apply {}
      local second = allocation.policy { rule { 'two', to = 'Wallet' } }:apply {}
      local r = report.new { title = 'T' }:text('x')

      """
    func targets(_ end: String) async throws -> [String]? {
      try await ScriptRunner.run(SharedUsage.input(script + end)).allocation?.shares.map(\.target)
    }
    #expect(try await targets("return r") == ["Shop"])
    #expect(try await targets("return r:ledger(second)") == ["Wallet"])
    #expect(
      try await targets("return r:details('How', function(d) d:ledger(second) end):ledger(first)")
        == ["Wallet"]
    )
    let none = try await ScriptRunner.run(
      SharedUsage.input("return report.new { title = 'T' }:text('x')")
    )
    #expect(none.allocation == nil)
  }
}
