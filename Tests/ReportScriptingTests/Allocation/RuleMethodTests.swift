import ReportScripting
import Testing
import UsageModel

/// What each method gives of the 30 USD of helius.
struct RuleMethodTests {
  @Test(arguments: [
    (#"to = "Shop""#, "Shop 30"),
    (#"even = { "Shop", "Wallet" }"#, "Shop 15, Wallet 15"),
    // Ten by three, to the last digit, three times.
    (
      #"even = { "Scout", "Shop", "Wallet" }"#,
      "Scout 10.000000000002, Shop 9.999999999999, Wallet 9.999999999999"
    ),
    ("weights = { Shop = 3, Wallet = 1 }", "Shop 22.5, Wallet 7.5"),
    ("weights = { Shop = 0.3, Wallet = 0.1, Scout = 0 }", "Shop 22.5, Wallet 7.5"),
    ("percent = { Shop = 60, Wallet = 40 }", "Shop 18, Wallet 12"),
    ("percent = { Shop = 33.5, Wallet = 66.5 }", "Shop 10.05, Wallet 19.95"),
    ("by = 'requests', otherwise = 'even'", "Shop 17.5, Wallet 12.5"),
    ("by = 'cost', otherwise = 'even'", "Shop 18, Wallet 12"),
    (
      "by = { measure = 'requests' }, otherwise = { to = 'Scout' }",
      "Scout 10, Shop 12.5, Wallet 7.5"
    ),
    (
      "by = { measure = 'cost', where = { provider = 'puter' } }, otherwise = { weights = { Shop = 1 } }",
      "Shop 23, Wallet 7"
    ),
    (
      "by = { measure = 'cost', where = { app = { 'Wallet', 'Nobody' } } }, otherwise = { even = { 'Scout' } }",
      "Scout 10, Wallet 20"
    ),
    (
      "by = { metric = 'users' }, otherwise = { percent = { Shop = 10, Wallet = 90 } }",
      "Shop 3.5, Wallet 26.5"
    ),
    ("by = metrics.load('users'), otherwise = 'even'", "Shop 7.5, Wallet 22.5"),
    (
      "by = usage.load { dims = { 'app' }, where = { provider = 'puter' } }, otherwise = 'even'",
      "Shop 18, Wallet 12"
    ),
    (
      "by = usage.load { dims = { 'app', 'day' } }:where(function(row) return row.app == 'Wallet' end), otherwise = { to = 'Shop' }",
      "Shop 10, Wallet 20"
    ),
    ("with = function() return { Shop = 2, Wallet = 0.5 } end", "Shop 24, Wallet 6"),
    (
      "with = function(cell) return { [cell.service == 'das' and 'Scout' or 'Shop'] = 1 } end",
      "Scout 10, Shop 20"
    ),
    (
      "by = 'requests', otherwise = { with = function(cell, targets) return { Wallet = 1 } end }",
      "Shop 12.5, Wallet 17.5"
    ),
    // Nobody is left out by accident: what a driver does not reach stays unallocated.
    ("by = 'requests'", "(unallocated) 10, Shop 12.5, Wallet 7.5"),
  ])
  func `a method gives what it says`(method: String, expected: String) async throws {
    #expect(
      try await SharedUsage.shares(
        "rule { 'r', match = { source = 'helius' }, \(method) }",
        // So that functions see the service.
        query: "dims = { 'service' }"
      ) == expected
    )
  }

  @Test(arguments: [
    ("targets = { 'Shop' }, by = 'requests', otherwise = 'even'", "Shop 30"),
    ("except = { 'Shop' }, by = 'requests', otherwise = 'even'", "Wallet 30"),
    ("targets = { 'Scout', 'Wallet' }, by = 'requests', otherwise = 'even'", "Scout 5, Wallet 25"),
    (
      "targets = { 'Scout', 'Wallet' }, with = function(_, t) return { [t[1]] = #t } end",
      "Scout 30"
    ),
    (
      "except = { 'Shop' }, with = function(_, t) return { [t[#t]] = 1, [t[1]] = #t } end",
      "Platform 22.5, Wallet 7.5"
    ),
    (
      "except = { 'Wallet' }, by = { metric = 'users' }, otherwise = { to = 'Platform' }",
      "Platform 20, Shop 10"
    ),
  ])
  func `only those who may receive do`(options: String, expected: String) async throws {
    #expect(
      try await SharedUsage.shares("rule { 'r', match = { source = 'helius' }, \(options) }")
        == expected
    )
  }

  @Test func `a record's own app receives it, and one without an app goes on to the next rule`()
    async throws
  {
    let rules = "rule { 'own', to = 'app' }, rule { 'rest', to = 'Scout' }"
    #expect(try await SharedUsage.shares(rules, of: "puter-main") == "Shop 11, Wallet 4")
    #expect(try await SharedUsage.shares(rules) == "Scout 30")
    let except = "rule { 'own', except = { 'Shop' }, to = 'app' }, rule { 'rest', to = 'Scout' }"
    #expect(try await SharedUsage.shares(except, of: "puter-main") == "Scout 11, Wallet 4")
  }

  @Test func `the first rule that fits takes a record, on the days that it is for`() async throws {
    let rules = """
      rule { 'first', match = { source = 'helius' }, before = '2026-11-02', to = 'Shop' },
      rule { 'then', match = { source = 'helius' }, since = period('2026-11-03').start, to = 'Wallet' },
      rule { 'rest', to = 'Scout' }
      """
    #expect(try await SharedUsage.shares(rules) == "Scout 10, Shop 10, Wallet 10")
    #expect(try await SharedUsage.shares(rules, of: "puter-main") == "Scout 15")
  }

  @Test(arguments: [
    "{ source = 'helius', service = 'das' }", "{ service = { 'das', 'nothing' } }",
    "{ provider = 'hel*', service = 'd*' }", "function(cell) return cell.service == 'das' end",
    "function(cell) return cell.day == period('2026-11-03').start end",
    "function(cell) return cell.source == 'helius' and cell.cost == money('10 USD') and tostring(cell.day) == '2026-11-03' or nil end",
  ])
  func `a rule takes what it matches`(match: String) async throws {
    let rules = "rule { 'r', match = \(match), to = 'Wallet' }, rule { 'rest', to = 'Scout' }"
    #expect(try await SharedUsage.shares(rules) == "Scout 20, Wallet 10")
    #expect(try await SharedUsage.shares(rules, of: "puter-main") == "Scout 15")
  }

  @Test func `shares can be what the next costs follow`() async throws {
    let script = """
      local own = allocation.policy { rule { 'own', match = { provider = 'puter' }, to = 'app' } }
        :apply { where = { provider = 'puter' } }
      local shares = allocation.policy {
        rule { 'follows', match = { source = 'helius' }, by = own, otherwise = 'even' },
      }:apply { where = { source = 'helius' } }
      for row in shares:by('target'):sort('target', 'asc'):rows() do print(row.target, row.cost) end
      print(shares:explain('Shop')[1].method)
      """
    #expect(
      try await SharedUsage.printed(script)
        == ["Shop\t$18.00", "Wallet\t$12.00", "by cost of shares"]
    )
  }

  @Test func `a frame as a driver may name only some of its apps`() async throws {
    #expect(
      try await SharedUsage.shares(
        """
        rule { 'r', match = { source = 'helius' }, except = { 'Wallet' },
          by = usage.load { dims = { 'app' } }, otherwise = { to = 'Scout' } }
        """
      ) == "Scout 10, Shop 20"
    )
  }
}
