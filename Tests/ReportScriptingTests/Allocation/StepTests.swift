import ReportScripting
import Testing
import UsageModel

/// Rules of later steps divide again what a target received.
struct StepTests {
  @Test func `step 2 divides what step 1 gave`() async throws {
    let rules = """
      rule { 'platform', to = 'Platform' },
      rule { 'users', step = 2, match = { target = 'Platform' }, weights = { Shop = 2, Wallet = 1 } }
      """
    #expect(try await SharedUsage.shares(rules) == "Shop 20.000000000001, Wallet 9.999999999999")
    #expect(
      try await SharedUsage.shares(rules, of: "puter-main") == "Shop 10, Wallet 5"
    )
  }

  @Test(arguments: [
    ("match = { target = 'Platform', source = 'helius' }", "Shop 30", "Platform 15"),
    ("match = { target = 'Platform', service = 'das' }", "Platform 20, Shop 10", "Platform 15"),
    (
      "match = { target = 'Plat*' }, since = '2026-11-02', before = '2026-11-03'",
      "Platform 20, Shop 10", "Platform 10, Shop 5"
    ),
    ("match = { target = { 'Platform', 'Scout' } }", "Shop 30", "Shop 15"),
  ])
  func `a later step takes what it matches, and the rest stays`(
    options: String,
    helius: String,
    puter: String
  ) async throws {
    let rules = """
      rule { 'first', match = { service = 'none' }, to = 'Scout' }, rule { 'platform', to = 'Platform' },
      rule { 'users', step = 2, \(options), to = 'Shop' }
      """
    #expect(try await SharedUsage.shares(rules) == helius)
    #expect(try await SharedUsage.shares(rules, of: "puter-main") == puter)
  }

  @Test func `a step may follow a driver, also one that knows nothing of its target`() async throws
  {
    let rules = """
      rule { 'follows', match = { source = 'helius' }, by = 'requests', otherwise = { to = 'Platform' } },
      rule { 'platform', step = 2, match = { target = 'Platform' }, to = 'Scout' }
      """
    #expect(try await SharedUsage.shares(rules) == "Scout 10, Shop 12.5, Wallet 7.5")
    let open = """
      rule { 'follows', match = { source = 'helius' }, by = 'requests' },
      rule { 'shop', step = 2, match = { target = 'Shop' }, to = 'Scout' }
      """
    #expect(try await SharedUsage.shares(open) == "(unallocated) 10, Scout 12.5, Wallet 7.5")
    // In a month in which the target has no part of the driver nothing is there to divide again.
    let none = SharedUsage.threeDays.filter { $0.app != "Shop" }
    #expect(try await SharedUsage.shares(open, none) == "(unallocated) 10, Wallet 20")
    let function = """
      rule { 'own', match = { source = 'helius' }, with = function() return { Shop = 1 } end },
      rule { 'shop', step = 2, match = { target = 'Shop' }, to = 'Scout' }
      """
    #expect(try await SharedUsage.shares(function) == "Scout 30")
  }

  @Test func `what nobody received can be divided again too`() async throws {
    let rules = """
      rule { 'own', to = 'app' },
      rule { 'rest', step = 2, match = { target = '(unallocated)' }, even = { 'Shop', 'Wallet' } }
      """
    #expect(try await SharedUsage.shares(rules) == "Shop 15, Wallet 15")
  }

  @Test func `a driver of step 2 may leave out whose share it is`() async throws {
    let rules = """
      rule { 'own', match = { source = 'puter-main' }, to = 'app' }, rule { 'rest', to = 'Shop' },
      rule { 'again', step = 2, match = { target = 'Shop', source = 'helius' }, except = { 'Shop' },
        by = 'requests', otherwise = { to = 'Scout' } }
      """
    #expect(try await SharedUsage.shares(rules) == "Scout 10, Wallet 20")
    #expect(try await SharedUsage.shares(rules, of: "puter-main") == "Shop 11, Wallet 4")
  }

  @Test(arguments: [
    (
      "rule { 'b', step = 2, match = { target = 'Platfrom' }, to = 'Shop' }",
      "test.lua:1: rule \"b\": it can never match: no rule of an earlier step gives to \"Platfrom\"; did you mean \"Platform\"?"
    ),
    (
      "rule { 'b', step = 2, match = { target = 'Platform' }, even = { 'Platform', 'Shop' } }",
      "test.lua:1: rule \"b\": it divides what \"Platform\" received and gives to \"Platform\" again; leave it out, with except = { \"Platform\" } where the rule does not name its targets"
    ),
    (
      "rule { 'b', step = 2, match = { target = 'Platform' }, to = 'Shop' }, rule { 'c', step = 3, match = { target = 'Shop' }, to = 'Platform' }",
      "test.lua:1: rule \"c\": it closes a circle: \"Shop\" → \"Platform\" → \"Shop\", with the rule \"b\" at test.lua:1; let shares go one way only"
    ),
  ])
  func `steps go one way`(rules: String, expected: String) async throws {
    let text = await failure(
      SharedUsage.input("allocation.policy { rule { 'a', to = 'Platform' }, \(rules) }")
    )
    let lines = try #require(text).split(separator: "\n").map(String.init)
    #expect(lines.contains(expected), "\(lines)")
  }
}
