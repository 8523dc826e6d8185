import Testing

/// Running a report in a test.
struct TestedReportTests {
  private static let rows = """
    { { day = "2026-10-01", source = "notte", app = "Scout", cost = "1.25", requests = 12 },
      { day = "2026-10-02", source = "puter", provider = "puter-cloud", app = "Shop", cost = money("2 USD") },
      { day = "2026-11-02", source = "puter", app = "Shop", cost = 100, tags = { team = "web" } } }
    """

  /// Why a test fails that runs a script on the rows and looks at the result, `r`.
  private func failing(
    _ body: String,
    script: String,
    options: String = "period = '2026-10', "
  ) async throws -> String? {
    try await failure(
      ofTest: "local r = run { script = 'spend', \(options)usage = \(Self.rows) } \(body)"
        .replacing("\n", with: " "),
      script: script
    )
  }

  @Test func `The script sees the rows of its period, by every dimension they tell`() async throws {
    let script = """
      local f = usage.load { period = period.month() }
      log.info(tostring(f.cost) .. " " .. #f .. " " .. tostring(f.requests))
      for row in f:by("app", "provider"):rows() do
        log.info(row.app .. " " .. row.provider .. " " .. tostring(row.cost))
      end
      log.info(table.concat(usage.apps(), ","))
      return report.new { title = "x" }
      """
    #expect(
      try await failing(
        "expect(r.error):is_nil() expect(r.log):equals { '$3.25 2 12', 'Shop puter-cloud $2.00', "
          + "'Scout notte $1.25', 'Scout,Shop' }",
        script: script
      ) == nil
    )
  }

  @Test func `Tables, figures, title and text are as a reader sees them`() async throws {
    let script = """
      local f = usage.load { period = period.month() }
      local r = report.new { title = "Spend in " .. period.month().label }
      r:figures { { "Spent", f.cost }, { "Requests", f.requests } }
      r:section("Inside", function(s)
        s:table(f:by("app"), { "app", "cost" }, { caption = "By app" })
      end)
      return r
      """
    let wanted = """
      expect(r.title):equals("Spend in October 2026")
      expect(r.markdown):equals("# Spend in October 2026")
      expect(r.figures):equals { Spent = "$3.25", Requests = "12" }
      expect(#r.tables):equals(1)
      expect(r.tables[1].caption):equals("By app")
      expect(r.tables[1].columns):equals { "App", "Cost" }
      expect(r.tables[1].rows):equals { { "Shop", "$2.00" }, { "Scout", "$1.25" } }
      expect(#r.reports):equals(1)
      """
    #expect(try await failing(wanted, script: script) == nil)
  }

  @Test func `An error of the script is a result with its place`() async throws {
    let wanted = """
      expect(r.title):is_nil()
      expect(r.error):contains("Scripts/spend.lua:2: attempt to call a nil value (global 'nope')")
      expect(r.log):equals { "before" }
      """
    #expect(try await failing(wanted, script: "log.info 'before'\nnope()") == nil)
  }

  @Test func `Parameters, the clock and the period are the test's`() async throws {
    let script = """
      local p = params { top = 1, team = "none", loud = false }
      log.info(p.top .. p.team .. tostring(p.loud) .. " " .. os.date("%Y-%m-%d") .. " " .. tostring(period.month()))
      return report.new { title = "x" }
      """
    #expect(
      try await failing(
        "expect(r.log):equals { '3webtrue 2026-10-15 2026-10' }",
        script: script,
        options:
          "period = '2026-10', now = '2026-10-15T06:00:00Z', params = { top = 3, team = 'web', loud = true }, "
      ) == nil
    )
    #expect(
      try await failing(
        "expect(r.log):equals { '1nonefalse 2026-12-01 2026-11' }",
        script: script,
        options: ""
      ) == nil,
      "without a period it is the month of the last row, at its end"
    )
  }

  @Test func `Several reports come as a list, each with its file`() async throws {
    let script = """
      return report.each({ "a", "b" }, function(name) return report.new { title = name, file = name } end)
      """
    #expect(
      try await failing(
        "local t = {} for i, x in ipairs(r.reports) do t[i] = x.file .. x.title end "
          + "expect(t):equals { 'aa', 'bb' }",
        script: script
      ) == nil
    )
  }

  @Test func `Allowances are what the test says`() async throws {
    let script = """
      for _, a in ipairs(allowances.load {}) do
        log.info(a.source .. " " .. a.name .. " " .. tostring(a.remaining) .. " " .. a.unit)
      end
      return report.new { title = "x" }
      """
    #expect(
      try await failing(
        "expect(r.log):equals { 'notte credits 3 notte:credit' }",
        script: script.replacing("tostring(a.remaining)", with: "\"3\""),
        options:
          "period = '2026-10', allowances = { { source = 'notte', name = 'credits', limit = 10, remaining = 3, "
          + "unit = 'notte:credit' } }, "
      ) == nil
    )
  }

  @Test(arguments: [
    ("usage = { { dya = 1 } }", "usage row 1: unknown field \"dya\"; did you mean \"day\"?"),
    (
      "usage = { { day = '2026-10-01' } }", "usage row 1: field \"source\" is missing"
    ),
    (
      "usage = { { day = 'today', source = 'a' } }",
      "usage row 1: day: expected a day such as 2026-10-15, got \"today\""
    ),
    (
      "usage = { { day = '2026-10-01', source = 'a', cost = 'much' } }",
      "usage row 1: cost: expected a number such as 1.25, got \"much\""
    ),
    (
      "usage = { { day = '2026-10-01', source = 'a', cost = '1 EUR' } }",
      "usage row 1: cost: expected an amount in USD, the reporting currency, got 1 EUR"
    ),
    (
      "usage = { { day = '2026-10-01', source = 'a', charge = 'free' } }",
      "usage row 1: charge: expected \"usage\", \"fee\", \"top-up\", \"credit\", \"adjustment\" or \"tax\", "
        + "got \"free\""
    ),
    ("usage = { 1 }", "usage row 1: expected a table, got 1"),
    (
      "usage = {}", "option \"period\" is missing: without a row of usage it has to be said"
    ),
    (
      "usage = {}, period = 'soon'",
      "option \"period\": \"soon\" is no period; write 2026, 2026-Q3, 2026-10, 2026-W41, 2026-10-15 or "
        + "2026-10-01..2026-10-15"
    ),
    ("usage = {}, perod = '2026-10'", "unknown option \"perod\"; did you mean \"period\"?"),
  ])
  func `A mistake in what is given is told with the row and field`(
    options: String,
    message: String
  ) async throws {
    #expect(
      try await failure(ofTest: "run { script = 'spend', \(options) }")
        == "Scripts/x_test.lua:1: run: \(message)"
    )
  }
}
