import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// What `budget` gives to scripts.
///
/// On 21 November, 57 USD were spent on the 20 days that are over.
struct BudgetTests {
  private static let budgets = [
    Budget(name: "everything", limit: .same(90), unit: "USD"),
    Budget(
      name: "shop",
      limit: .same(30),
      unit: "USD",
      scope: UsageFilter([.init(.app, anyOf: [.init("Shop")])])
    ),
    Budget(
      name: "credits",
      limit: .same(1200),
      unit: "helius:credit",
      span: .cycle(source: "helius"),
      scope: UsageFilter([.init(.provider, anyOf: [.init("helius")])])
    ),
    Budget(name: "calls", limit: .same(1000), unit: "requests", span: .quarter),
    Budget(name: "october", limit: .each([.init(80, in: october)]), unit: "USD"),
    Budget(
      name: "launch",
      limit: .same(10),
      unit: "USD",
      span: .once(Period(.week, containing: day("2026-11-02")))
    ),
    Budget(
      name: "nobody",
      limit: .same(10),
      unit: "USD",
      scope: UsageFilter([.init(.app, anyOf: [.init("Nobody")])])
    ),
  ]

  private static let october = Period(.month, containing: day("2026-10-01"))

  private func script(
    _ source: String,
    _ data: some ScriptData = MadeUpData(),
    period: Period = Period(.month, containing: day("2026-11-01")),
    at moment: String = "2026-11-21T06:00:00Z"
  ) -> ScriptInput {
    var input = input(
      source,
      period: period,
      asOf: ReportScriptingTests.moment(moment),
      data: data
    )
    input.budgets = Self.budgets
    return input
  }

  private func value(_ expression: String, _ data: some ScriptData = MadeUpData()) async throws
    -> String
  {
    try await printed(script("print(\(expression))", data)).joined(separator: "\n")
  }

  @Test(arguments: [
    ("everything", "$90.00 $57.00 $33.00 $60.00 USD 2026-11 0.633333333333"),
    ("shop", "$30.00 $38.00 −$8.00 $20.00 USD 2026-11 1.266666666667"),
    // Without a known window, a cycle is a calendar month.
    (
      "credits",
      "1,200 helius credits 950 helius credits 250 helius credits 800 helius credits helius:credit 2026-11 0.791666666667"
    ),
    // 31 × 13 and 19 × 15 requests; 51 of 92 days are over.
    ("calls", "1000 688 312 554.34782608696 requests 2026-Q4 0.688"),
    ("october", "nil $57.00 nil nil USD 2026-11 nil"),
    ("launch", "$10.00 $18.00 −$8.00 $10.00 USD 2026-W45 1.8"),
    ("nobody", "$10.00 $0.00 $10.00 $6.67 USD 2026-11 0"),
  ])
  func `each budget stands by what is known of its days`(name: String, expected: String)
    async throws
  {
    let lines = try await printed(
      script(
        """
        local b = budget.get("\(name)")
        print(b.limit, b.spent, b.remaining, b.pace, b.unit, b.period, b.share)
        """
      )
    )
    #expect(
      lines.first?.replacing("\t", with: " ") == expected
    )
  }

  @Test func `a report about the past has the budgets of its own end`() async throws {
    let source = "local b = budget.get('october') print(b.period, b.limit, b.spent, b.pace)"
    let october = try await printed(script(source, period: Self.october))
    #expect(october == ["2026-10\t$80.00\t$77.50\t$80.00"])
    let quarter = try await printed(
      script("local b = budget.get('calls') print(b.period, b.spent)", period: Self.october)
    )
    #expect(quarter == ["2026-Q4\t403"])
  }

  @Test func `what October left over is part of November's limit`() async throws {
    var input = script("local b = budget.get('all') print(b.limit, b.remaining, b.pace)")
    // 77.50 USD were spent in October, the first month that is known, and 57 in November.
    input.budgets = [Budget(name: "all", limit: .same(90), unit: "USD", rollover: .init())]
    #expect(try await printed(input) == ["$102.50\t$45.50\t$68.33"])
    input.budgets[0].rollover?.cap = 10
    #expect(try await printed(input) == ["$100.00\t$43.00\t$66.67"])
    input.budgets[0].limit = .same(70)
    #expect(try await printed(input) == ["$70.00\t$13.00\t$46.67"])
  }

  @Test(arguments: [
    ("shop", "over", "126.7% of the limit is spent"),
    ("october", "nil", "no limit in November 2026"),
    ("launch", "over", "180% of the limit was spent by the end"),
    // Fifteen known days at most: October, of which this source tells nothing, is no history of it.
    (
      "credits", "ok",
      "no forecast: a forecast of 10 days needs 21 known days of history, and there are 19; "
        + "this is the run rate of 19 days instead"
    ),
  ])
  func `a budget says what to think of it, and why`(
    name: String,
    status: String,
    reason: String
  ) async throws {
    let lines = try await printed(script("print(budget.get('\(name)'):status())"))
    #expect(lines == ["\(status)\t\(reason)"])
  }

  @Test func `the limit decides, and an outlook of the script's own counts as well`() async throws {
    let source = """
      local b = budget.get('all')
      local own, outlook = b:status(), forecast.period { where = b.scope }
      local given = b:status(outlook)
      print(own, given, b:status(forecast.period { events = {
        forecast.event { "Launch", since = "2026-11-22", days = 3, amount = money("1000 USD") } } }))
      """
    for (limit, expected) in [
      (40, "over over over"), (62, "at risk at risk at risk"), (500, "ok ok at risk"),
    ]
      as [(FixedDecimal, String)]
    {
      var input = script(source)
      input.budgets = [Budget(name: "all", limit: .same(limit), unit: "USD")]
      let line = try await printed(input).first ?? ""
      #expect(line.split(separator: "\t").prefix(3).joined(separator: " ") == expected, "\(line)")
    }
  }

  @Test func `before the first day is over nothing is spent`() async throws {
    let lines = try await printed(
      script(
        "local b = budget.get('everything') print(b.spent, b.pace, b.share)",
        at: "2026-11-01T06:00:00Z"
      )
    )
    #expect(lines == ["$0.00\t$0.00\t0"])
  }

  @Test func `where nothing is known nothing is claimed`() async throws {
    #expect(try await value("budget.get('everything').spent", MadeUpData.empty) == "nil")
    #expect(try await value("budget.get('everything').remaining", MadeUpData.empty) == "nil")
    #expect(try await value("budget.get('everything').limit", MadeUpData.empty) == "$90.00")
  }

  @Test func `a cycle is that of the source's counters`() async throws {
    let start = moment("2026-11-06T00:00:00Z")
    let stop = moment("2026-12-06T00:00:00Z")
    let window = BillingWindow(start: start, stop: stop, basis: .stated)
    var data = MadeUpData()
    data.records = data.records.map { record in
      var record = record
      if record.provider == "helius", record.day >= day("2026-11-06") { record.window = window }
      return record
    }
    let lines = try await printed(
      script("local b = budget.get('credits') print(b.period, b.spent, b.pace)", data)
    )
    #expect(
      lines == ["2026-11-06..2026-12-05\t750 helius credits\t600 helius credits"]
    )
  }

  @Test(arguments: [
    ("#budget.all()", "7"), ("budget.all()[2].name", "shop"),
    ("budget.find('shop').name", "shop"), ("budget.find('shpo')", "nil"),
    ("budget.get('shop').scope.app[1]", "Shop"),
    // The scope is what `where` takes.
    ("usage.load { where = budget.get('shop').scope }.cost", "$38.00"),
    ("budget.get('shop') == budget.get('shop')", "false"),
  ])
  func `budgets are found by name`(expression: String, expected: String) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    (
      "budget.get('everythin')",
      "budget.get: unknown budget \"everythin\"; did you mean \"everything\"?"
    ),
    ("budget.get('x9')", "budget.get: unknown budget \"x9\""),
    ("budget.get()", "budget.get: argument 1 (name): expected the name of a budget, got nothing"),
    (
      "return budget.get('shop').spend",
      "budget has no field or method \"spend\"; did you mean \"spent\"?"
    ),
    (
      "budget.get('everything'):status(forecast.period { period = period('2026-12') })",
      "budget:status: argument 1 (outlook): the forecast is of 2026-12, and the budget's period is 2026-11"
    ),
    (
      "budget.get('credits'):status(forecast.period())",
      "budget:status: argument 1 (outlook): the forecast is in USD, and the budget counts helius:credit; "
        + "without an argument its own usage is forecast"
    ),
    (
      "budget.get('shop'):status(forecast.series({ 1, 2 }, { horizon = 3 }))",
      "budget:status: argument 1 (outlook): expected a forecast of a period, got one of plain numbers"
    ),
    (
      "budget.get('shop'):figure()",
      "budget:figure: argument 1 (label): expected a text, got nothing"
    ),
  ])
  func `a wrong use says what is wrong`(source: String, expected: String) async {
    #expect(await reason(script(source)) == expected)
  }

  @Test func `without budgets the message says where they come from`() async {
    #expect(
      await reason(input("budget.get('all')"))
        == "budget.get: unknown budget \"all\"; the configuration has none, add it below `budgets:`"
    )
  }

  @Test func `a budget's figure is one of the report's`() async throws {
    let source = """
      local figures = {}
      for i, b in ipairs(budget.all()) do figures[i] = b:figure(b.name) end
      return report.new { title = "T" }:figures(figures)
      """
    let output = try await ScriptRunner.run(script(source))
    let figures = try #require(output.reports.first?.document.blocks.first?.figures)
    #expect(figures.map(\.label) == Self.budgets.map(\.name))
    #expect(figures[0].value == .usd("33"))
    #expect(
      figures.map(\.note) == [
        "63.3% of $90.00 used", "over: 126.7% of $30.00 used", "79.2% of 1,200 helius credits used",
        "68.8% of 1,000 requests used", "no limit in November 2026", "over: 180.0% of $10.00 used",
        "0.0% of $10.00 used",
      ]
    )
    #expect(figures[4].value == .missing)
  }

  @Test func `a store that fails ends the run`() async throws {
    struct Broken: ScriptData {
      struct Failure: Error {}
      func answer(_ query: UsageQuery) throws -> UsageAnswer { throw Failure() }
    }
    await #expect(throws: Broken.Failure.self) {
      try await ScriptRunner.run(
        script("pcall(function() return budget.all()[1].spent end)", Broken())
      )
    }
  }
}
