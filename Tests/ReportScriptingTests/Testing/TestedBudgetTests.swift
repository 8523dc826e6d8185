import Testing

/// Budgets that a test gives to the script it runs.
struct TestedBudgetTests {
  /// Tells every budget as a line of the log.
  private static let script = """
    for _, b in ipairs(budget.all()) do
      log.info(b.name .. " " .. tostring(b.period) .. " " .. b.unit .. " " .. tostring(b.limit) .. " "
        .. tostring(b.spent) .. " " .. tostring(b.remaining))
    end
    return report.new { title = "x" }
    """

  private static let usage = """
    { { day = "2026-10-01", source = "web", provider = "puter", app = "Shop", cost = 3, requests = 7 },
      { day = "2026-10-02", source = "rpc", provider = "helius", native = "50 helius:credit" },
      { day = "2026-09-02", source = "web", app = "Shop", cost = 5, requests = 1 } }
    """

  /// Why a test fails that expects these lines of the log.
  private func failing(_ budgets: String, _ lines: String...) async throws -> String? {
    let wanted = lines.map { "\"\($0)\"" }.joined(separator: ", ")
    return try await failure(
      ofTest: """
        local r = run { script = 'spend', period = '2026-10', budgets = { \(budgets) }, usage = \(Self.usage) } \
        expect(r.error):is_nil() expect(r.log):equals { \(wanted) }
        """.replacing("\n", with: " "),
      script: Self.script
    )
  }

  @Test func `A limit is a text or money, and what it counts is told with it or beside it`()
    async throws
  {
    #expect(
      try await failing(
        """
        { name = 'text', limit = '10 USD' }, { name = 'money', limit = money('10 USD') },
        { name = 'credits', limit = '60 helius:credit' },
        { name = 'number', limit = 60, unit = 'helius:credit' },
        { name = 'calls', limit = '5', unit = 'requests' }
        """,
        "text 2026-10 USD $10.00 $3.00 $7.00",
        "money 2026-10 USD $10.00 $3.00 $7.00",
        "credits 2026-10 helius:credit 60 helius credits 50 helius credits 10 helius credits",
        "number 2026-10 helius:credit 60 helius credits 50 helius credits 10 helius credits",
        "calls 2026-10 requests 5 7 -2"
      ) == nil
    )
  }

  @Test func `The period says which days count`() async throws {
    #expect(
      try await failing(
        """
        { name = 'none', limit = '10 USD' }, { name = 'quarter', limit = '10 USD', period = 'quarter' },
        { name = 'year', limit = '10 USD', period = 'year' },
        { name = 'range', limit = '10 USD', period = '2026-09-01..2026-10-31' },
        { name = 'object', limit = '10 USD', period = period('2026-10-01..2026-10-01') },
        { name = 'cycle', limit = '10 USD', period = 'cycle', scope = { source = 'web' } }
        """,
        "none 2026-10 USD $10.00 $3.00 $7.00",
        "quarter 2026-Q4 USD $10.00 $3.00 $7.00",
        "year 2026 USD $10.00 $8.00 $2.00",
        "range 2026-09-01..2026-10-31 USD $10.00 $8.00 $2.00",
        "object 2026-10-01..2026-10-01 USD $10.00 $3.00 $7.00",
        "cycle 2026-10 USD $10.00 $3.00 $7.00"
      ) == nil
    )
  }

  @Test func `Amounts by period, scopes and shares are those of the configuration`() async throws {
    #expect(
      try await failing(
        """
        { name = 'each', limit = { ['2026-10'] = '4 USD', ['2026-11'] = '9 USD' } },
        { name = 'other', limit = { ['2026-11'] = '9 USD' }, warn_at = { '80%', 'forecast 100%' } },
        { name = 'rpc', limit = '4 USD', scope = { provider = { 'h*', 'x' } } },
        { name = 'web', limit = '4 USD', scope = { provider = 'puter' } }
        """,
        "each 2026-10 USD $4.00 $3.00 $1.00",
        "other 2026-10 USD nil $3.00 nil",
        "rpc 2026-10 USD $4.00 nil nil",
        "web 2026-10 USD $4.00 $3.00 $1.00"
      ) == nil
    )
  }

  @Test func `What September left over is added to October`() async throws {
    // In September 5 of 8 USD were spent, in October 3.
    #expect(
      try await failing(
        """
        { name = 'all', limit = '8 USD', rollover = true },
        { name = 'capped', limit = '8 USD', rollover = { cap = '1 USD' } },
        { name = 'money', limit = '8 USD', rollover = { cap = money('2 USD') } },
        { name = 'calls', limit = 5, unit = 'requests', rollover = { cap = 3 } },
        { name = 'none', limit = '8 USD', rollover = false }
        """,
        "all 2026-10 USD $11.00 $3.00 $8.00",
        "capped 2026-10 USD $9.00 $3.00 $6.00",
        "money 2026-10 USD $10.00 $3.00 $7.00",
        "calls 2026-10 requests 8 7 1",
        "none 2026-10 USD $8.00 $3.00 $5.00"
      ) == nil
    )
  }

  @Test(arguments: [
    ("1", "budget 1: expected a table, got 1"),
    ("{ name = 'a', limt = 1 }", "budget 1: unknown field \"limt\"; did you mean \"limit\"?"),
    ("{ limit = '1 USD' }", "budget 1: field \"name\" is missing"),
    ("{ name = 'a' }", "budget 1: field \"limit\" is missing"),
    ("{ name = '', limit = '1 USD' }", "budget 1: name: \"\" cannot be a budget's name"),
    (
      "{ name = 'a', limit = '1 USD' }, { name = 'a', limit = '2 USD' }",
      "budget 2: name: another budget is called \"a\" too"
    ),
    (
      "{ name = 'a', limit = 5 }",
      "budget 1: limit: expected an amount such as \"500 USD\", or a number and its unit, got 5"
    ),
    (
      "{ name = 'a', limit = '-5 USD' }",
      "budget 1: limit: expected an amount such as \"500 USD\", or a number and its unit, got \"-5 USD\""
    ),
    (
      "{ name = 'a', limit = 'much', unit = 'requests' }",
      "budget 1: limit: expected a number of requests such as 8000000, got \"much\""
    ),
    (
      "{ name = 'a', limit = '5 EUR' }",
      "budget 1: limit: a budget of money is in USD, the reporting currency, got 5 EUR"
    ),
    (
      "{ name = 'a', limit = 5, unit = 'EUR' }",
      "budget 1: unit: a budget of money is in USD, the reporting currency"
    ),
    (
      "{ name = 'a', limit = 5, unit = 'two words' }",
      "budget 1: unit: expected what the limit counts, such as \"helius:credit\" or \"requests\", "
        + "got \"two words\""
    ),
    (
      "{ name = 'a', limit = { 5 } }",
      "budget 1: limit: takes amounts by period: { [\"2026-10\"] = \"400 USD\" }"
    ),
    (
      "{ name = 'a', limit = { soon = '5 USD' } }",
      "budget 1: limit: \"soon\" is no period; write 2026, 2026-Q3, 2026-10, 2026-W41, 2026-10-15 or "
        + "2026-10-01..2026-10-15"
    ),
    (
      "{ name = 'a', limit = { ['2026-10'] = '5 USD', ['2026-Q4'] = '9 USD' } }",
      "budget 1: limit: 2026-Q4 and 2026-10 have days in common"
    ),
    (
      "{ name = 'a', limit = { ['2026-10'] = '5 USD', ['2026-11'] = '9 x:credit' } }",
      "budget 1: limit: the amounts count different things; give them one unit"
    ),
    (
      "{ name = 'a', limit = '5 USD', period = 'weekly' }",
      "budget 1: period: expected month, quarter, year, cycle or a range such as "
        + "2026-10-01..2026-12-31, got \"weekly\""
    ),
    (
      "{ name = 'a', limit = '5 USD', period = 'cycle' }",
      "budget 1: period: each source has a billing cycle of its own; narrow the scope to one of them, "
        + "such as { source = \"NAME\" } (this one has none)"
    ),
    (
      "{ name = 'a', limit = '5 USD', scope = 'puter' }",
      "budget 1: scope: expected a table such as { provider = \"puter\" }, got \"puter\""
    ),
    (
      "{ name = 'a', limit = '5 USD', scope = { provder = 'puter' } }",
      "budget 1: scope: unknown dimension \"provder\"; did you mean \"provider\"?"
    ),
    (
      "{ name = 'a', limit = '5 USD', scope = { provider = {} } }",
      "budget 1: scope: provider: expected a text or a list of texts"
    ),
    (
      "{ name = 'a', limit = '5 USD', warn_at = { '80' } }",
      "budget 1: warn_at: expected a share such as \"80%\", \"forecast 100%\" or \"chance 30%\", got \"80\""
    ),
    (
      "{ name = 'a', limit = '5 USD', warn_at = '80%' }",
      "budget 1: warn_at: expected a list of shares, got \"80%\""
    ),
    (
      "{ name = 'a', limit = '5 USD', rollover = 5 }",
      "budget 1: rollover: expected true, false or { cap = \"100 USD\" }, got 5"
    ),
    (
      "{ name = 'a', limit = '5 USD', rollover = { cap = 5 } }",
      "budget 1: rollover: cap: expected an amount such as \"100 USD\", got 5"
    ),
    (
      "{ name = 'a', limit = 5, unit = 'requests', rollover = { cap = 'x' } }",
      "budget 1: rollover: cap: expected a number of requests such as 100, got \"x\""
    ),
    (
      "{ name = 'a', limit = '5 USD', rollover = { cup = 5 } }",
      "budget 1: rollover: unknown field \"cup\"; did you mean \"cap\"?"
    ),
    (
      "{ name = 'a', limit = '5 USD', period = '2026-10', rollover = true }",
      "budget 1: rollover: a budget of one period has no next one to add what is left over to"
    ),
    ("name = 'a'", "option \"budgets\": a list is expected, got a value called \"name\""),
  ])
  func `A mistake in a budget is told with its number and field`(
    budgets: String,
    message: String
  ) async throws {
    #expect(
      try await failure(
        ofTest: "run { script = 'spend', period = '2026-10', usage = {}, budgets = { \(budgets) } }"
      ) == "Scripts/x_test.lua:1: run: \(message)"
    )
  }
}
