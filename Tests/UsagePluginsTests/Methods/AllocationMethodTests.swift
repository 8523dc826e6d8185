import Testing
import UsagePlugins

/// Allocation methods in Lua.
struct AllocationMethodTests {
  private static func method(_ body: String) -> String {
    "return { api = 1, kind = 'allocation', weights = function(cell, targets, context)\n\(body)\nend }"
  }

  /// A script that divides the shared bill by one rule, and prints all shares.
  private static func script(_ how: String) -> String {
    """
    local shares = allocation.policy {
      allocation.rule { "own", match = { source = "puter" }, to = "app" },
      allocation.rule { "shared", \(how) },
    }:apply()
    assert(shares.cost == usage.load().cost)
    for row in shares:rows() do print(row.day, row.target, row.source, row.cost) end
    """
  }

  @Test func `a method that gives fixed weights gives the shares of weights`() async throws {
    let method = Self.method("return { Shop = 2, Wallet = 1 }")
    let own = try await printed(Self.script("with = 'mine'"), methods: ["mine": method])
    let builtIn = try await printed(
      Self.script("weights = { Shop = 2, Wallet = 1 }"),
      methods: [:]
    )
    #expect(own == builtIn)
    #expect(own.count > 6)
  }

  @Test func `the shipped method divides by people`() async throws {
    let source = String(decoding: try shipped(.method, "headcount").source, as: UTF8.self)
    let own = try await printed(
      Self.script("with = 'headcount'"),
      methods: ["headcount": source]
    )
    let builtIn = try await printed(
      Self.script("weights = { Shop = 3, Wallet = 1 }"),
      methods: [:]
    )
    #expect(own == builtIn)
  }

  @Test func `what fixed amounts leave can go by a method`() async throws {
    let method = Self.method("return { Wallet = 1 }")
    let lines = try await printed(
      Self.script("amount = { Shop = money('3 USD') }, with = 'mine'"),
      methods: ["mine": method]
    )
    #expect(lines.contains { $0.contains("Wallet\thelius\t") })
  }

  @Test(arguments: [
    (
      "return { Shop = 1, Wallet = -1 }",
      "its function gave \"Wallet\" the weight -1 on 2026-11-01, and nobody can bear a negative share; "
        + "return weights of zero or more"
    ),
    (
      "return { Shopp = 1 }",
      "its function gave a weight to \"Shopp\" on 2026-11-01, which may not receive; did you mean \"Shop\"?; "
        + "return weights of the targets that it is given"
    ),
    ("return 1", "`with` returned 1; expected weights by app, such as { Shop = 2, Wallet = 1 }"),
    (
      "return { Shop = 0/0 }",
      "`with` returned a number that is not finite for \"Shop\"; expected a number"
    ),
  ])
  func `weights are checked like those of a function`(body: String, message: String) async {
    let reason = await reason(
      Self.script("with = 'mine'"),
      methods: ["mine": Self.method(body)]
    )
    #expect(reason?.contains("rule \"shared\": ") == true)
    #expect(reason?.hasSuffix(message) == true, "\(reason ?? "no failure")")
  }

  @Test func `a name that there is not is told at the rule`() async {
    #expect(
      await reason(Self.script("with = 'minn'"), methods: ["mine": ""])
        == "test.lua:3: allocation.rule: option \"with\": unknown allocation method \"minn\"; did you mean "
        + "\"mine\"?"
    )
    #expect(
      await reason(Self.script("with = 'mine'"), methods: [:])
        == "test.lua:3: allocation.rule: option \"with\": unknown allocation method \"mine\"; there is none in "
        + "Scripts/methods"
    )
  }

  @Test func `a built-in method keeps its name`() async {
    #expect(
      await reason(Self.script("with = 'even'"), methods: ["even": ""])?
        .hasSuffix(
          "Scripts/methods/even.lua: the name \"even\" is taken by a built-in method; rename the file"
        ) == true
    )
  }
}
