import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// Shares are a frame: all that a frame can do, by target.
struct SharesFrameTests {
  private static let start = """
    local shares = allocation.policy {
      rule { 'own', to = 'app' },
      rule { 'rest', even = { 'Scout', 'Wallet' } },
    }:apply {}

    """

  private func printed(_ script: String, _ records: [UsageRecord] = SharedUsage.threeDays)
    async throws -> [String]
  {
    try await SharedUsage.printed(Self.start + script, records)
  }

  @Test func `targets are told apart, and teams by the targets' tags`() async throws {
    #expect(
      try await printed(
        """
        for row in shares:by('target'):rows() do print(row.target, row.cost.text, row.requests, row.share) end
        for row in shares:by('tag.team'):rows() do print(row['tag.team'], row.cost.text) end
        """
      ) == [
        "Wallet\t19 USD\t20\t0.422222222222", "Scout\t15 USD\tnil\t0.333333333333",
        "Shop\t11 USD\t40\t0.244444444444", "web\t26 USD", "core\t19 USD",
      ]
    )
  }

  @Test func `a part of the shares is a frame`() async throws {
    #expect(
      try await printed(
        """
        print(shares:where { ['tag.team'] = 'web', source = 'helius' }.cost)
        print(shares:where { target = { 'Wallet', 'Shop' } }.cost)
        print(shares:where(function(row) return row.target == 'Scout' end).cost)
        print(shares:where { day = '2026-11-03' }:by('target'):rows()().frame.cost)
        """
      ) == ["$15.00", "$30.00", "$15.00", "$5.00"]
    )
  }

  @Test func `rows and numbers name the target`() async throws {
    let lines = try await printed(
      """
      for row in shares:where { day = '2026-11-02' }:rows() do
        print(row.day, row.source, row.target, row.charge, row.cost, row.requests)
      end
      local sum = 0
      for target, cost in shares:numbers('target', 'cost') do
        if target == 'Wallet' then sum = sum + cost end
      end
      print(sum)
      print(pcall(function() return shares:rows()().service end))
      """
    )
    #expect(
      lines == [
        "2026-11-02\thelius\tScout\tusage\t$5.00\tnil",
        "2026-11-02\thelius\tWallet\tusage\t$5.00\tnil",
        "2026-11-02\tputer-main\tShop\tusage\t$2.00\t10",
        "2026-11-02\tputer-main\tWallet\tusage\t$3.00\t10", "19.0",
        "false\ttest.lua:13: row has no field or method \"service\"",
      ]
    )
  }

  @Test func `top, pivot, series and tables work by target`() async throws {
    #expect(
      try await printed(
        """
        for row in shares:by('target'):top(1):rows() do print(row.target, row.cost) end
        for row in shares:pivot('target', 'source'):rows() do
          print(row.target, row['helius'], row['puter-main'])
        end
        local days = shares:where { target = 'Wallet' }:daily()
        print(days[1].value, days[2].value, days[3].value, days[4].value)
        """
      ) == [
        "Wallet\t$19.00", "Other (2)\t$26.00", "Wallet\t$15.00\t$4.00", "Scout\t$15.00\tnil",
        "Shop\tnil\t$11.00", "$6.00\t$8.00\t$5.00\tnil",
      ]
    )
    let output = try await ScriptRunner.run(
      SharedUsage.input(
        Self.start + """
          return report.new { title = 'T' }
            :table(shares:by('target'), { 'target', 'cost', 'share', 'before', 'trend' })
          """
      )
    )
    let table = try #require(output.reports.first?.document.blocks.first?.table)
    let names: [Value] = [.text("Wallet"), .text("Scout"), .text("Shop")]
    let costs: [Value] = [.usd("19"), .usd("15"), .usd("11")]
    #expect(table.rows.map { $0.cells[0] } == names)
    #expect(table.rows.map { $0.cells[1] } == costs)
    #expect(table.total?.cells[1] == .usd("45"))
  }

  @Test func `before is what the same rules give for the stretch before`() async throws {
    let earlier = [
      SharedUsage.record("2026-10-02", "helius", 4),
      SharedUsage.record("2026-10-03", "puter-main", app: "Shop", 1),
    ]
    #expect(
      try await printed(
        """
        for row in shares:by('target'):sort('target', 'asc'):rows() do
          print(row.target, row.cost, row.before)
        end
        """,
        SharedUsage.threeDays + earlier
      ) == ["Scout\t$15.00\t$2.00", "Shop\t$11.00\t$1.00", "Wallet\t$19.00\t$2.00"]
    )
  }

  @Test func `what is named in dims is told apart too`() async throws {
    let script = """
      local shares = allocation.policy { rule { 'rest', even = { 'Scout', 'Wallet' } } }
        :apply { dims = { 'service', 'app' }, where = { source = 'helius' } }
      for row in shares:by('target', 'service'):sort('service', 'asc'):rows() do
        print(row.target, row.service, row.cost)
      end
      """
    #expect(
      try await SharedUsage.printed(script) == [
        "Scout\tdas\t$5.00", "Wallet\tdas\t$5.00", "Scout\trpc\t$10.00", "Wallet\trpc\t$10.00",
      ]
    )
  }

  @Test func `without dims the app and the service are not told apart`() async throws {
    for dimension in ["app", "service"] {
      let reason = await SharedUsage.reason(Self.start + "shares:by('\(dimension)')")
      #expect(
        reason?.hasPrefix("frame:by: the frame was loaded without \"\(dimension)\"") == true,
        "\(reason ?? "it is told apart")"
      )
    }
  }

  @Test func `the options of a usage query hold`() async throws {
    let script = """
      local policy = allocation.policy { rule { 'rest', to = 'Scout' } }
      local function cost(query) return tostring(policy:apply(query).cost) end
      print(cost(), cost { period = period('2026-11-02') }, cost { where = { provider = 'puter' } })
      print(cost { view = 'billed' }, cost { period = period.month():previous() }, #policy)
      """
    var records = SharedUsage.threeDays
    records[0].billed = 100
    #expect(
      try await SharedUsage.printed(script, records) == [
        "$45.00\t$15.00\t$15.00", "$136.00\tnil\t1",
      ]
    )
  }

  @Test func `the running day counts where it is asked for`() async throws {
    let input = SharedUsage.input(
      """
      local policy = allocation.policy { rule { 'rest', to = 'Scout' } }
      print(policy:apply().cost, policy:apply { partial = true }.cost)
      """,
      asOf: "2026-11-03T12:00:00Z"
    )
    #expect(try await printed(of: input) == ["$35.00\t$45.00"])
  }

  private func printed(of input: ScriptInput) async throws -> [String] {
    try await ReportScriptingTests.printed(input)
  }

  @Test func `nothing to divide gives nothing`() async throws {
    let script = """
      local shares = allocation.policy { rule { 'rest', to = 'Scout' } }:apply {}
      print(#shares, shares.cost, shares:unallocated(), #shares:explain(), #shares.warnings)
      local r = report.new { title = 'T' }:ledger(shares):table(shares:by('target'), { 'target', 'cost' })
      """
    #expect(try await SharedUsage.printed(script, []) == ["0\tnil\tnil\t0\t0"])
  }
}
