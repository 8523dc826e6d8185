import ReportScripting
import Testing
import UsageModel

/// What `shares:explain` tells.
struct ExplanationTests {
  private static let rules = """
    local shares = allocation.policy {
      rule { 'own', to = 'app' },
      rule { 'follows', match = { service = 'rpc' },
        by = 'requests' },
      rule { 'rest', weights = { Platform = 2, Scout = 1 } },
      rule { 'platform', step = 2, match = { target = 'Platform' }, percent = { Shop = 75, Wallet = 25 } },
    }:apply {}

    """

  @Test func `a row tells who, what, why and where`() async throws {
    let script =
      Self.rules + """
        for _, s in ipairs(shares:explain('Shop', 'helius')) do
          print(s.day, s.target, s.source, s.charge, s.step, s.from, s.rule, s.place, s.method)
          print(s.whole.text, s.weight, s.total_weight, s.ratio, s.amount.text, s.remainder.text, s.passed_on)
        end
        """
    #expect(
      try await SharedUsage.printed(script) == [
        "2026-11-01\tShop\thelius\tusage\t1\tnil\tfollows\ttest.lua:3\tby requests",
        "10 USD\t30\t40\t0.75\t7.5 USD\t0 USD\tfalse",
        "2026-11-02\tShop\thelius\tusage\t1\tnil\tfollows\ttest.lua:3\tby requests",
        "10 USD\t10\t20\t0.5\t5 USD\t0 USD\tfalse",
        "2026-11-03\tShop\thelius\tusage\t2\tPlatform\tplatform\ttest.lua:6\tpercent",
        "6.666666666667 USD\t75\t100\t0.75\t5 USD\t0 USD\tfalse",
      ]
    )
  }

  @Test func `what a later step divided again is passed on`() async throws {
    let script =
      Self.rules + """
        for _, s in ipairs(shares:explain('Platform')) do
          print(s.step, s.rule, s.place, s.amount.text, s.remainder.text, s.passed_on)
        end
        print(#shares:where { target = 'Platform' })
        """
    #expect(
      try await SharedUsage.printed(script) == [
        "1\trest\ttest.lua:5\t6.666666666667 USD\t0.000000000001 USD\ttrue", "0",
      ]
    )
  }

  @Test func `the rows of a target sum to its cost`() async throws {
    let script =
      Self.rules + """
        for row in shares:by('target'):rows() do
          local sum = 0
          for _, s in ipairs(shares:explain(row.target)) do
            if not s.passed_on then sum = sum + s.amount end
          end
          print(row.target, sum == row.cost, #shares:explain(row.target) > 0)
        end
        """
    #expect(
      try await SharedUsage.printed(script) == [
        "Shop\ttrue\ttrue", "Wallet\ttrue\ttrue", "Scout\ttrue\ttrue",
      ]
    )
  }

  @Test func `who received nothing has no rows, and all targets have theirs`() async throws {
    let script =
      Self.rules + """
        local own = allocation.policy { rule { 'own', to = 'app' } }:apply {}
        print(#own:explain('Platform'), #own:explain('Scout', 'helius'))
        local count = 0
        for _, target in ipairs { 'Platform', 'Scout', 'Shop', 'Wallet' } do
          count = count + #shares:explain(target)
        end
        print(#shares:explain(), count, #shares:explain(nil, 'helius'))
        """
    // Four of puter; two rows each on two days of helius, and on the third two of step 1 and two of step 2.
    #expect(try await SharedUsage.printed(script) == ["0\t0", "12\t12\t8"])
  }

  @Test(arguments: [
    ("'Shpo'", "unknown target \"Shpo\"; did you mean \"Shop\"?"),
    (
      "'Nobody'",
      "unknown target \"Nobody\"; there are (unallocated), Platform, Scout, Shop, Wallet"
    ),
    ("'Shop', 'heilus'", "unknown source \"heilus\"; did you mean \"helius\"?"),
    ("nil, 'nowhere'", "unknown source \"nowhere\"; there are helius, notte-main, puter-main"),
  ])
  func `a name that nothing has is told`(arguments: String, expected: String) async {
    let error = await #expect(throws: ScriptFailure.self) {
      _ = try await SharedUsage.printed(Self.rules + "shares:explain(\(arguments))")
    }
    let first = error?.description.split(separator: "\n").first
    #expect(first.map(String.init) == "test.lua:8: shares:explain: \(expected)")
  }

  @Test func `shares in another order tell as much`() async throws {
    let script =
      Self.rules + """
        local sorted = shares:sort('day', 'asc')
        print(#sorted:explain('Shop') == #shares:explain('Shop'), #sorted == #shares)
        print(pcall(function() return shares:where({ target = 'Shop' }):explain() end))
        """
    let lines = try await SharedUsage.printed(script)
    #expect(lines.first == "true\ttrue")
    #expect(lines.last?.hasPrefix("false\t") == true, "a part does not tell how it came about")
  }

  @Test func `what no rule took has no rule`() async throws {
    let script = """
      local shares = allocation.policy { rule { 'own', to = 'app' } }:apply {}
      local s = shares:explain('(unallocated)')[1]
      print(s.target, s.rule, s.place, s.method, s.ratio, s.amount.text, s.passed_on)
      """
    #expect(
      try await SharedUsage.printed(script) == [
        "(unallocated)\tnil\tnil\tno rule\t1\t10 USD\tfalse"
      ]
    )
  }

  @Test func `requests and quantities are told where there is no money`() async throws {
    let records = [
      SharedUsage.record("2026-11-01", "helius", requests: 9, quantity: 6, unit: "byte"),
      SharedUsage.record("2026-11-02", "helius", native: Money(12, "helius:credit")),
    ]
    let script = """
      local shares = allocation.policy { rule { 'r', weights = { Shop = 1, Wallet = 2 } } }:apply {}
      for _, s in ipairs(shares:explain('Wallet')) do print(s.day, s.whole, s.amount) end
      """
    #expect(
      try await SharedUsage.printed(script, records) == [
        "2026-11-01\t9\t6", "2026-11-01\t6\t4", "2026-11-02\t12 helius credits\t8 helius credits",
      ]
    )
  }

  @Test func `a rule has the line that its braces begin in`() async throws {
    let script = """

      local function shared(name)
        return rule { name, match = { source = 'helius' }, to = 'Shop' }
      end
      local shares = allocation.policy { shared 'by a function',
        rule {
          'over lines',
          to = 'Wallet',
        },
      }:apply {}
      print(shares:explain('Shop')[1].place, shares:explain('Wallet')[1].place)
      """
    #expect(try await SharedUsage.printed(script) == ["test.lua:3\ttest.lua:6"])
  }
}
