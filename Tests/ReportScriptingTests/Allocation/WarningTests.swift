import ReportScripting
import Testing
import UsageModel

/// What rules cannot divide is unallocated, and is told.
struct WarningTests {
  @Test(arguments: [
    (
      "by = 'requests'",
      "the driver requests is zero or missing, so that 10 USD on 2026-11-03 is (unallocated) (1 cell); say with otherwise = \"even\", or with another method, who bears it then"
    ),
    (
      "by = { measure = 'requests', where = { app = 'Nobody', provider = 'puter' } }",
      "the driver requests where app=Nobody and provider=puter is zero or missing, so that 30 USD from 2026-11-01 to 2026-11-03 is (unallocated) (3 cells); say with otherwise = \"even\", or with another method, who bears it then"
    ),
    (
      "by = { metric = 'users' }, except = { 'Wallet' }",
      "the driver metric users is zero or missing, so that 20 USD from 2026-11-02 to 2026-11-03 is (unallocated) (2 cells); say with otherwise = \"even\", or with another method, who bears it then"
    ),
    (
      "amount = { Shop = money '12 USD' }",
      "its fixed amounts leave a rest that no second method divides, so that 18 USD from 2026-11-01 to 2026-11-03 is (unallocated) (3 cells); name a second method in the same rule"
    ),
    (
      "with = function() return {} end",
      "its function returned no weight above zero, so that 30 USD from 2026-11-01 to 2026-11-03 is (unallocated) (3 cells); return a weight above zero for one of the targets"
    ),
    (
      "with = function(cell) return { Shop = tostring(cell.day) == '2026-11-03' and 0 or 1 } end",
      "its function returned no weight above zero, so that 10 USD on 2026-11-03 is (unallocated) (1 cell); return a weight above zero for one of the targets"
    ),
    (
      "by = 'requests', otherwise = { to = 'app' }",
      "its second method gives to the record's own app, which is none that may receive, so that 10 USD on 2026-11-03 is (unallocated) (1 cell); put the rule that gives to apps before this one, or name another second method"
    ),
  ])
  func `a warning is in the shares and in the log`(method: String, expected: String) async throws {
    let script = """
      local shares = allocation.policy {
        rule { 'r', match = { source = 'helius' }, \(method) }, rule { 'own', to = 'app' },
      }:apply {}
      print(#shares.warnings, shares.warnings[1])
      print(shares:unallocated() == shares:where { target = '(unallocated)' }.cost)
      """
    let warning = "test.lua:2: rule \"r\": \(expected)"
    #expect(
      try await SharedUsage.printed(script) == ["warning: \(warning)", "1\t\(warning)", "true"]
    )
  }

  @Test func `what no rule takes is unallocated without a warning, and is shown`() async throws {
    let script = """
      local shares = allocation.policy { rule { 'own', to = 'app' } }:apply {}
      print(shares:unallocated(), #shares.warnings)
      for row in shares:by('target'):rows() do print(row.target, row.cost) end
      local all = allocation.policy { rule { 'all', to = 'Shop' } }:apply {}
      print(all:unallocated(), #all.warnings)
      """
    #expect(
      try await SharedUsage.printed(script) == [
        "$30.00\t0", "(unallocated)\t$30.00", "Shop\t$11.00", "Wallet\t$4.00", "nil\t0",
      ]
    )
  }

  @Test func `credits that nothing prices are told with the costs`() async throws {
    let records = [
      SharedUsage.record("2026-11-01", "helius", native: Money(7, "helius:credit")),
      SharedUsage.record("2026-11-01", "helius", service: "das", 2),
      SharedUsage.record("2026-11-02", "helius", requests: 5),
    ]
    let script = """
      local shares = allocation.policy { rule { 'r', by = 'cost' } }:apply { dims = { 'service' } }
      print(shares.warnings[1])
      print(shares:unallocated(), shares:unpriced()[1].quantity)
      """
    let warning = """
      test.lua:1: rule "r": the driver cost is zero or missing, so that 2 USD and 7 helius:credit from \
      2026-11-01 to 2026-11-02 is (unallocated) (3 cells); say with otherwise = "even", or with another \
      method, who bears it then
      """
    let printed = try await SharedUsage.printed(script, records)
    #expect(printed == ["warning: " + warning, warning, "$2.00\t7"])
  }

  @Test func `each rule that leaves something says so, in the order of the rules`() async throws {
    let script = """
      local shares = allocation.policy {
        rule { 'one', match = { service = 'das' }, by = 'requests' },
        rule { 'two', match = { service = 'rpc' }, with = function() return {} end },
        rule { 'own', to = 'app' },
      }:apply {}
      for _, warning in ipairs(shares.warnings) do print((warning:gsub(',.*', ''))) end
      print(shares:unallocated())
      """
    #expect(
      try await SharedUsage.printed(script).filter { !$0.hasPrefix("warning: ") } == [
        "test.lua:2: rule \"one\": the driver requests is zero or missing",
        "test.lua:3: rule \"two\": its function returned no weight above zero", "$30.00",
      ]
    )
  }
}
