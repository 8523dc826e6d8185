import Testing
import UsageModel

/// What is said of each mistake in rules, word for word.
struct RuleMistakeTests {
  @Test(arguments: [
    (
      "{ 'r', to = 'Shop', even = { 'Shop' } }",
      "a rule has one method, this one has `to` and `even`"
    ),
    (
      "{ 'r', amount = {}, by = 'cost', with = print, percent = {} }",
      "a rule has one method, this one has `percent` and `by` and `with`"
    ),
    (
      "{ 'r' }",
      "the rule does not say how to divide; add one of to, even, weights, percent, by, with or amount"
    ),
    ("{ to = 'app' }", "a rule begins with its name: rule { \"the rest of Helius\", … }"),
    ("{ 'r', 's', to = 'app' }", "a rule begins with its name: rule { \"the rest of Helius\", … }"),
    ("{ 7, to = 'app' }", "a rule begins with its name: rule { \"the rest of Helius\", … }"),
    ("{ 'r', evn = { 'Shop' } }", "unknown option \"evn\"; did you mean \"even\"?"),
    ("{ 'r', even = 'Shop' }", "option \"even\": expected a table, got \"Shop\""),
    ("{ 'r', even = { 'Shop', 3 } }", "option \"even\": entry 2: expected an app, got 3"),
    ("{ 'r', to = 3 }", "option \"to\": expected the name of an app, got 3"),
    ("{ 'r', weights = { 3, 1 } }", "option \"weights\": every app needs its name: { Shop = … }"),
    (
      "{ 'r', percent = { Shop = 'all' } }",
      "option \"percent\": Shop: expected a number, got \"all\""
    ),
    (
      "{ 'r', amount = { Shop = 20 } }",
      "option \"amount\": Shop: expected an amount of money, got 20"
    ),
    (
      "{ 'r', to = 'Shop', otherwise = 'even' }",
      "option \"otherwise\": it belongs to `by`, which the rule does not have"
    ),
    (
      "{ 'r', by = 'cost', otherwise = 'evn' }",
      "option \"otherwise\": expected \"even\" or a table, got \"evn\""
    ),
    (
      "{ 'r', by = 'cost', otherwise = { even = { 'Shop' }, amount = { Shop = money('1 USD') } } }",
      "option \"otherwise\": unknown option \"amount\""
    ),
    (
      "{ 'r', by = 'cost', otherwise = { by = 'requests' } }",
      "option \"otherwise\": expected one of to, even, weights, percent or with, such as otherwise = { weights = { Shop = 1 } }"
    ),
    (
      "{ 'r', by = 'cost', otherwise = {} }",
      "option \"otherwise\": expected one of to, even, weights, percent or with, such as otherwise = { weights = { Shop = 1 } }"
    ),
    (
      "{ 'r', by = 'cost', otherwise = { evn = { 'Shop' } } }",
      "option \"otherwise\": unknown option \"evn\"; did you mean \"even\"?"
    ),
    (
      "{ 'r', by = 'quantity' }",
      "option \"by\": expected \"cost\" or \"requests\", a metric, a frame or a table, got \"quantity\""
    ),
    (
      "{ 'r', by = { where = { app = 'Shop' } } }",
      "option \"by\": say what is counted: { measure = \"requests\" } or { metric = \"users\" }"
    ),
    (
      "{ 'r', by = { measure = 'cost', metric = 'users' } }",
      "option \"by\": a driver is a metric or a measure of usage, not both"
    ),
    (
      "{ 'r', by = { measure = 'cost', where = { provder = 'puter' } } }",
      "unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "{ 'r', to = 'app', match = { provder = 'puter' } }",
      "unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "{ 'r', to = 'app', targets = { 'Shop' }, except = { 'Wallet' } }",
      "a rule has `targets` or `except`, not both"
    ),
    (
      "{ 'r', to = 'app', since = 'soon' }",
      "option \"since\": expected a day such as 2026-10-15, got \"soon\""
    ),
    (
      "{ 'r', to = 'app', before = '2026-02-30' }",
      "option \"before\": expected a day such as 2026-10-15, got \"2026-02-30\""
    ),
  ])
  func `a rule that cannot be read says why`(rule: String, expected: String) async {
    #expect(await SharedUsage.reason("rule \(rule)") == "allocation.rule: \(expected)")
  }

  @Test(arguments: [
    ("percent = { Shop = 60, Wallet = 30 }", "its percentages total 90; make them total 100"),
    (
      "percent = { Shop = 110, Wallet = -10 }",
      "the percentage of \"Wallet\" is -10, and nobody can bear a negative share; write zero or more"
    ),
    ("weights = {}", "it names no weight; name the targets with a weight each"),
    ("weights = { Shop = 0 }", "every weight is zero; give one of the targets a weight above zero"),
    ("even = {}", "it gives equal shares to nobody; name the targets"),
    ("even = { 'Shop', 'Shop' }", "it names \"Shop\" twice; name each target once"),
    ("to = ''", "it names a target without a name; write the name of an app"),
    (
      "to = '(other)'",
      "\"(other)\" is a reserved name and cannot receive; write the name of an app"
    ),
    (
      "to = 'Shop', match = { source = 'helus' }",
      "it can never match: no source is called \"helus\"; did you mean \"helius\"?"
    ),
    (
      "to = 'Shop', match = { source = { 'helius', 'x*' } }",
      "it can never match: no source fits \"x*\"; write one of helius, notte-main, puter-main"
    ),
    (
      "to = 'Shop', match = { source = 'helius', provider = 'puter' }",
      "it can never match: the source helius is of the provider helius; match the source alone"
    ),
    (
      "to = 'Shop', match = { charge = 'fees' }",
      "it can never match: no charge is called \"fees\"; did you mean \"fee\"?"
    ),
    (
      "to = 'Shop', since = '2026-11-02', before = '2026-11-02'",
      "it is for no day, since 2026-11-02 is not before 2026-11-02; let since come first; before is the first day that the rule is not for"
    ),
    ("to = 'Shop', step = 0", "its step is 0; steps count from 1 to 100"),
    (
      "to = 'Shop', step = 2",
      "it is of step 2 and does not say whose share it divides; write match = { target = \"App\" }"
    ),
    (
      "to = 'Shop', match = { target = 'Platform' }",
      "it matches a target in step 1, when nobody has received anything; write step = 2"
    ),
    (
      "to = 'Shop', targets = { 'Wallet' }",
      "it gives to \"Shop\", which is not among its targets; add it to targets, or leave targets out"
    ),
    (
      "even = { 'Shop', 'Wallet' }, except = { 'Shop' }",
      "it gives to \"Shop\", which its except leaves out; name it in one of the two"
    ),
    ("to = 'app', targets = {}", "its targets name nobody; name the targets, or leave targets out"),
    (
      "amount = { Shop = money '1 EUR' }",
      "its amounts are in EUR, and costs are in USD; write them in USD, or in credits such as helius:credit"
    ),
    (
      "amount = { Shop = money '1 USD', Wallet = money '1 EUR' }",
      "its amounts are in EUR and USD; write a rule for each currency"
    ),
    (
      "amount = { Shop = money '-1 USD' }",
      "the amount of \"Shop\" is -1 USD, and nobody can bear a negative share; write zero or more"
    ),
  ])
  func `rules that make no sense say why before any usage is loaded`(
    rule: String,
    expected: String
  ) async throws {
    let text = await failure(SharedUsage.input("\n\nallocation.policy { rule { 'r', \(rule) } }"))
    let lines = try #require(text).split(separator: "\n").map(String.init)
    #expect(
      lines.first == "test.lua:3: allocation.policy: the rules cannot be used as they are:"
    )
    #expect(lines.contains("test.lua:3: rule \"r\": \(expected)"), "\(lines)")
  }

  @Test func `rules are looked at together, and each has its own line`() async throws {
    let text = await failure(
      SharedUsage.input(
        """
        allocation.policy {
          rule { 'all', to = 'Shop' },
          rule { 'more', even = { 'Wallet' } },
          rule { 'all', match = { source = 'helius' }, to = 'Scout' },
        }
        """
      )
    )
    #expect(
      try #require(text).split(separator: "\n").prefix(4).map(String.init) == [
        "test.lua:1: allocation.policy: the rules cannot be used as they are:",
        "test.lua:3: rule \"more\": it can never match: the rule \"all\" at test.lua:2 takes all that it could take; put this one first, or narrow the match of the other",
        "test.lua:4: rule \"all\": the rule at test.lua:2 has the same name; give each rule its own, which ledgers show",
        "test.lua:4: rule \"all\": it can never match: the rule \"all\" at test.lua:2 takes all that it could take; put this one first, or narrow the match of the other",
      ]
    )
  }

  @Test(arguments: [
    (
      "to = 'Shpo'", "rule \"r\": no app is called \"Shpo\"; did you mean \"Shop\"?"
    ),
    (
      "even = { 'Shop', 'Nothing' }",
      "rule \"r\": no app is called \"Nothing\"; name an app of the configuration, or add this one to it"
    ),
    (
      "by = 'cost', otherwise = { weights = { Walet = 1 } }",
      "rule \"r\": no app is called \"Walet\"; did you mean \"Wallet\"?"
    ),
  ])
  func `a target that is no app is found when usage is there`(
    method: String,
    expected: String
  ) async {
    #expect(
      await SharedUsage.reason("allocation.policy { rule { 'r', \(method) } }:apply {}")
        == "policy:apply: test.lua:1: \(expected)"
    )
  }

  @Test(arguments: [
    ("{ metric = 'usrs' }", "unknown metric \"usrs\"; did you mean \"users\"?"),
    (
      "{ metric = 'visits' }",
      "metric \"visits\" is not told apart by app, so nothing can be divided by it; import it with a column `app` (it has country)"
    ),
    (
      "metrics.load 'visits'",
      "metric \"visits\" is not told apart by app, so nothing can be divided by it; import it with a column `app` (it has country)"
    ),
    (
      "usage.load { dims = { 'service' } }",
      "option \"by\": the frame was loaded without \"app\"; add it to the `dims` of usage.load"
    ),
  ])
  func `a driver that does not tell apps says what is missing`(
    driver: String,
    expected: String
  ) async {
    #expect(
      await SharedUsage.reason("allocation.policy { rule { 'r', by = \(driver) } }:apply {}")
        == "policy:apply: \(expected)"
    )
  }

  @Test func `a driver below zero is an error, and so are quantities in two units`() async throws {
    let refund = SharedUsage.record("2026-11-03", "puter-main", app: "Shop", charge: .credit, -2)
    #expect(
      await SharedUsage.reason(
        "allocation.policy { rule { 'r', by = 'cost' } }:apply {}",
        SharedUsage.threeDays + [refund]
      )
        == "policy:apply: test.lua:1: rule \"r\": the driver cost is -2 USD for Shop on 2026-11-03, and nobody "
        + "can bear a negative share; leave such usage out with where, or divide by another driver"
    )
    let quantities = ["token", "byte"].map {
      SharedUsage.record("2026-11-03", "puter-main", app: "Shop", quantity: 1, unit: $0)
    }
    let script = "allocation.policy { rule { 'r', by = { measure = 'quantity' } } }:apply {}"
    #expect(
      await SharedUsage.reason(script, quantities)
        == "policy:apply: a driver's quantities in byte and token cannot be added; name one unit in its `where`"
    )
    #expect(try await SharedUsage.printed(script, [quantities[0]]) == [])
  }

  @Test(arguments: [
    (
      "allocation.policy { 'r' }",
      "allocation.policy: argument 1 (rules): entry 1: expected a rule from allocation.rule, got \"r\""
    ),
    ("rule 'r'", "allocation.rule: argument 1 (rule): expected a table, got \"r\""),
    (
      "usage.load { dims = { 'target' } }",
      "usage.load: option \"dims\": entry 1: only what an allocation gives has the dimension \"target\": policy:apply { … }"
    ),
    (
      "allocation.policy {}:apply { dims = { 'target' } }",
      "policy:apply: option \"dims\": entry 1: only what an allocation gives has the dimension \"target\": policy:apply { … }"
    ),
    (
      "report.new { title = 'T' }:ledger(usage.load())",
      "report:ledger: argument 1 (shares): expected what policy:apply gave, got a frame without a ledger"
    ),
    (
      "report.new { title = 'T' }:ledger(allocation.policy {}:apply():where { target = 'Shop' })",
      "report:ledger: argument 1 (shares): expected what policy:apply gave, got a frame without a ledger"
    ),
    (
      "allocation.policy {}:apply():where { target = 'Shop' }:explain()",
      "frame has no field or method \"explain\""
    ),
    (
      "allocation.policy {}:apply { perod = period.month() }",
      "policy:apply: unknown option \"perod\"; did you mean \"period\"?"
    ),
  ])
  func `what is used in the wrong place says what was expected`(
    script: String,
    expected: String
  ) async {
    #expect(await SharedUsage.reason(script) == expected)
  }
}
