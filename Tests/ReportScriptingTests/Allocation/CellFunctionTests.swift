import LuaHost
import ReportScripting
import Testing
import UsageModel

/// The functions that a script gives a rule: `match` and `with`.
struct CellFunctionTests {
  @Test(arguments: [
    ("return 1", "1"), ("", "nothing"), ("return 'Shop'", "\"Shop\""),
    ("return { 1, 2 }", "a table"),
  ])
  func `with returns weights by app, and nothing else`(body: String, what: String) async {
    #expect(
      await SharedUsage.reason(
        "allocation.policy { rule { 'r', with = function() \(body) end } }:apply {}"
      )
        == "policy:apply: rule \"r\": `with` returned \(what); expected weights by app, such as { Shop = 2, Wallet = 1 }"
    )
  }

  @Test(arguments: [
    ("'x'", "\"x\""), ("0/0", "a number that is not finite"),
    ("1/0", "a number that is not finite"),
    ("-1/0", "a number that is not finite"), ("{}", "a table"), ("true", "true"),
  ])
  func `a weight is a finite number`(weight: String, what: String) async {
    #expect(
      await SharedUsage.reason(
        "allocation.policy { rule { 'r', with = function() return { Shop = \(weight) } end } }:apply {}"
      ) == "policy:apply: rule \"r\": `with` returned \(what) for \"Shop\"; expected a number"
    )
  }

  @Test func `nobody bears a negative share, or one that the rule does not let them have`() async {
    func reason(_ rule: String) async -> String? {
      await SharedUsage.reason(
        "allocation.policy { rule { 'r', \(rule) } }:apply { where = { source = 'helius' } }"
      )
    }
    #expect(
      await reason("with = function() return { Shop = 1, Wallet = -0.5 } end")
        == "policy:apply: test.lua:1: rule \"r\": its function gave \"Wallet\" the weight -0.5 on 2026-11-01, "
        + "and nobody can bear a negative share; return weights of zero or more"
    )
    #expect(
      await reason("except = { 'Shop' }, with = function() return { Shop = 1 } end")?
        .hasPrefix(
          "policy:apply: test.lua:1: rule \"r\": its function gave a weight to \"Shop\" on 2026-11-01, which may not receive"
        ) == true
    )
    #expect(
      await reason("with = function() return { Nobody = 1 } end")
        == "policy:apply: test.lua:1: rule \"r\": its function gave a weight to \"Nobody\" on 2026-11-01, which "
        + "may not receive; return weights of the targets that it is given"
    )
  }

  @Test(arguments: ["match = FUNCTION, to = 'Shop'", "with = FUNCTION"])
  func `a mistake in a function has its own line`(rule: String) async throws {
    let function = "function(cell)\n  local none = nil\n  return none.field\nend"
    let rules = rule.replacing("FUNCTION", with: function)
    let text = await failure(
      SharedUsage.input("allocation.policy { rule { 'r', \(rules) } }:apply {}")
    )
    let lines = try #require(text).split(separator: "\n").map(String.init)
    #expect(lines.first == "test.lua:3: attempt to index a nil value (local 'none')")
    #expect(lines.contains { $0.contains("test.lua:3 in function") }, "\(lines)")
    #expect(lines.contains { $0.contains("test.lua:1 in main chunk") }, "\(lines)")
  }

  @Test func `an error that a script raises in a function can be caught around apply`() async throws
  {
    let script = """
      local done, why = pcall(function()
        return allocation.policy { rule { 'r', with = function() error('no way', 0) end } }:apply {}
      end)
      print(done, why)
      """
    #expect(try await SharedUsage.printed(script) == ["false\tno way"])
  }

  /// What functions see of usage, call by call.
  private func seen(_ records: [UsageRecord]) async throws -> [String] {
    try await SharedUsage.printed(
      """
      local function show(what, cell)
        print(what, cell.day, cell.source, cell.provider, cell.service, cell.charge, cell.cost, cell.requests)
      end
      allocation.policy {
        rule { 'm', match = function(cell) show('match', cell) return cell.service == 'das' end, to = 'Scout' },
        rule { 'w', with = function(cell, targets) show('with', cell) return { Shop = 1 } end },
      }:apply { where = { source = 'helius' }, dims = { 'service' } }
      """,
      records
    )
  }

  @Test func `a function sees each cell once, however its records are cut`() async throws {
    let whole = try await seen(SharedUsage.threeDays)
    #expect(
      whole == [
        "match\t2026-11-01\thelius\thelius\trpc\tusage\t$10.00\tnil",
        "match\t2026-11-02\thelius\thelius\trpc\tusage\t$10.00\tnil",
        "match\t2026-11-03\thelius\thelius\tdas\tusage\t$10.00\tnil",
        "with\t2026-11-01\thelius\thelius\trpc\tusage\t$10.00\tnil",
        "with\t2026-11-02\thelius\thelius\trpc\tusage\t$10.00\tnil",
      ]
    )
    let cut = SharedUsage.threeDays.flatMap { record in
      ["3.5", "-1", "7.5"].map { part in
        var record = record
        if record.source == "helius" { record.effective = FixedDecimal(part) }
        return record
      }
    }
    #expect(try await seen(cut.reversed()) == whole)
    #expect(try await seen(cut) == whole)
  }

  @Test func `match sees all that is loaded, and with what is told apart`() async throws {
    let rules = """
      rule { 'puter', match = { source = 'puter-main' }, to = 'app' },
      rule { 'das', match = function(cell) return cell.service == 'das' end, to = 'Scout' },
      rule { 'rest', with = function(cell)
        return cell.service == 'rpc' and { Shop = 1 } or { Wallet = 1 }
      end }
      """
    #expect(
      try await SharedUsage.shares(rules, query: "dims = { 'service' }") == "Scout 10, Shop 20"
    )
  }

  @Test(arguments: [
    ("match = function(cell) return cell.service == 'das' end, to = 'Scout'", "service"),
    ("with = function(cell) return { [cell.app] = 1 } end", "app"),
  ])
  func `what cells are not told apart by cannot be read`(rule: String, name: String) async {
    #expect(
      await reason(
        SharedUsage.input(
          "allocation.policy { rule { 's', match = { source = 'puter-main' }, to = 'Shop' }, rule { 'r', \(rule) } }:apply {}"
        )
      )
        == "row.\(name): the cell is not told apart by \"\(name)\"; add it to the `dims` of policy:apply"
    )
  }

  @Test func `a cell has the fields that the reference names, and no others`() async throws {
    let records = [
      SharedUsage.record(
        "2026-11-01",
        "puter-main",
        app: "Shop",
        service: "ai",
        charge: .fee,
        4,
        requests: 7,
        quantity: 3,
        unit: "token"
      )
    ]
    let fields = """
      day source provider account app app_id service category meter unit charge target cost requests
      """
    let script = """
      allocation.policy {
        rule { 'r', match = function(cell)
          for name in ('\(fields)'):gmatch('%S+') do print(name, cell[name]) end
          print(pcall(function() return cell.colour end))
          return true
        end, to = 'Shop' },
      }:apply { dims = { "app", "app_id", "service", "category", "meter" } }
      """
    #expect(
      try await SharedUsage.printed(script, records) == [
        "day\t2026-11-01", "source\tputer-main", "provider\tputer", "account\t(not broken down)",
        "app\tShop", "app_id\t(not broken down)", "service\tai", "category\t(not broken down)",
        "meter\t(not broken down)", "unit\ttoken", "charge\tfee", "target\tnil", "cost\t$4.00",
        "requests\t7", "false\ttest.lua:4: row has no field or method \"colour\"",
      ]
    )
  }

  @Test func `a function of step 2 sees whose share it is`() async throws {
    let script = """
      local shares = allocation.policy {
        rule { 'one', match = { source = 'helius' }, weights = { Platform = 3, Scout = 1 } },
        rule { 'two', step = 2, match = { target = 'Platform' }, with = function(cell)
          print(cell.target, cell.day, cell.cost)
          return { Shop = 1, Wallet = 1 }
        end },
      }:apply { where = { source = 'helius' } }
      for row in shares:by('target'):sort('target', 'asc'):rows() do print(row.target, row.cost) end
      """
    #expect(
      try await SharedUsage.printed(script) == [
        "Platform\t2026-11-01\t$7.50", "Platform\t2026-11-02\t$7.50", "Platform\t2026-11-03\t$7.50",
        "Scout\t$7.50", "Shop\t$11.25", "Wallet\t$11.25",
      ]
    )
  }

  @Test func `functions count against the limits of the script`() async {
    var input = SharedUsage.input(
      "allocation.policy { rule { 'r', with = function() while true do end end } }:apply {}"
    )
    input.limits.cpuTime = .milliseconds(200)
    #expect(await reason(input) == "the script used up its CPU time (limit 0.2 s)")
  }
}
