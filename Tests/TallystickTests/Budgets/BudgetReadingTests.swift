import Tallystick
import Testing
import UsageModel

/// `budgets:` of the configuration.
struct BudgetReadingTests {
  private static let sources = """
    sources:
      - { name: helius-main, provider: helius, project: p, api_key: { env: K } }
      - { name: helius-two, provider: helius, project: q, api_key: { env: K } }
      - { name: web, provider: puter, token: { env: T } }

    """

  private func read(_ text: String) throws -> Configuration {
    try Configuration.read(Self.sources + text, file: "t.yaml")
  }

  private func mistake(_ text: String) -> String? {
    do {
      let configuration = try read(text)
      return configuration.warnings.joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  @Test func `each key says what it says`() throws {
    let budgets = try read(
      """
      budgets:
        - { name: everything, limit: 500 USD, period: month, warn_at: [50%, 80%, forecast 100%] }
        - name: rpc
          limit: 8000000
          unit: "helius:credit"
          scope: { source: helius-main, tag.team: [web, "core*"] }
          period: cycle
        - { name: launch, limit: { 2026-Q4: 900 USD, 2026-Q3: 400.50 USD }, period: quarter }
        - { name: calls, limit: 1e6, unit: requests, period: 2026-10-01..2026-12-31 }
        - { name: credits, limit: 100 shoal:credit, period: year }
        - { name: plain, limit: 0 USD }
      """
    ).budgets
    #expect(
      budgets == [
        Budget(
          name: "everything",
          limit: .same(500),
          unit: "USD",
          warnings: [
            .init(share: FixedDecimal("0.5") ?? 0), .init(share: FixedDecimal("0.8") ?? 0),
            .init(share: 1, of: .forecast),
          ]
        ),
        Budget(
          name: "rpc",
          limit: .same(8_000_000),
          unit: "helius:credit",
          span: .cycle(source: "helius-main"),
          scope: UsageFilter([
            .init(.source, anyOf: [.init("helius-main")]),
            .init(.tag("team"), anyOf: [.init("web"), .init("core*")]),
          ])
        ),
        Budget(
          name: "launch",
          limit: .each([
            .init(FixedDecimal("400.5") ?? 0, in: try #require(Period("2026-Q3"))),
            .init(900, in: try #require(Period("2026-Q4"))),
          ]),
          unit: "USD",
          span: .quarter
        ),
        Budget(
          name: "calls",
          limit: .same(1_000_000),
          unit: "requests",
          span: .once(try #require(Period("2026-10-01..2026-12-31")))
        ),
        Budget(name: "credits", limit: .same(100), unit: "shoal:credit", span: .year),
        Budget(name: "plain", limit: .same(0), unit: "USD"),
      ]
    )
  }

  @Test func `what is left over goes on, at most the cap`() throws {
    let budgets = try read(
      """
      budgets:
        - { name: all, limit: 5 USD, rollover: true }
        - { name: capped, limit: 5 USD, period: quarter, rollover: { cap: 100.50 USD } }
        - { name: credits, limit: 5, unit: "helius:credit", rollover: { cap: 100 } }
        - { name: named, limit: 5, unit: "helius:credit", rollover: { cap: 100 helius:credit } }
        - { name: open, limit: 5 USD, rollover: {} }
        - { name: none, limit: 5 USD, rollover: false }
        - { name: once, limit: 5 USD, period: 2026-10, rollover: false }
      """
    ).budgets
    #expect(
      budgets.map(\.rollover) == [
        .init(), .init(cap: FixedDecimal("100.5")), .init(cap: 100), .init(cap: 100), .init(), nil,
        nil,
      ]
    )
  }

  @Test func `a threshold may be about a chance`() throws {
    let budgets = try read(
      "budgets:\n  - { name: a, limit: 5 USD, warn_at: [chance 30%, forecast 90.5%] }"
    ).budgets
    #expect(
      budgets.first?.warnings == [
        .init(share: FixedDecimal("0.3") ?? 0, of: .chance),
        .init(share: FixedDecimal("0.905") ?? 0, of: .forecast),
      ]
    )
  }

  @Test(arguments: [
    (
      "{ limit: 5 USD }",
      "`budgets[1]`: a budget has name and limit: { name: everything, limit: 500 USD }"
    ),
    ("{ name: a, limt: 5 USD }", "unknown key `budgets[1].limt`; did you mean `limit`?"),
    (
      "{ name: a, limit: 5 USD, colour: red }",
      "unknown key `budgets[1].colour`; the keys here are limit, name, period, rollover, scope, unit, warn_at"
    ),
    (
      "{ name: a, limit: 5 USD, rollover: 100 USD }",
      "`budgets[1].rollover`: expected true, false or { cap: 100 USD }, got \"100 USD\""
    ),
    (
      "{ name: a, limit: 5, unit: requests, rollover: [] }",
      "`budgets[1].rollover`: expected true, false or { cap: 100 }, got a list"
    ),
    (
      "{ name: a, limit: 5 USD, rollover: { cup: 1 USD } }",
      "unknown key `budgets[1].rollover.cup`; did you mean `cap`?"
    ),
    (
      "{ name: a, limit: 5 USD, rollover: { cap: 100 } }",
      "`budgets[1].rollover.cap`: expected an amount such as 100 USD, got \"100\""
    ),
    (
      "{ name: a, limit: 5 USD, rollover: { cap: 100 EUR } }",
      "`budgets[1].rollover.cap`: expected an amount such as 100 USD, got \"100 EUR\""
    ),
    (
      "{ name: a, limit: 5 USD, rollover: { cap: -1 USD } }",
      "`budgets[1].rollover.cap`: expected an amount such as 100 USD, got \"-1 USD\""
    ),
    (
      "{ name: a, limit: 5, unit: requests, rollover: { cap: much } }",
      "`budgets[1].rollover.cap`: expected a number of requests such as 100, got \"much\""
    ),
    (
      "{ name: a, limit: 5 USD, period: 2026-10, rollover: true }",
      "`budgets[1].rollover`: a budget of one period has no next one to add what is left over to"
    ),
    (
      "{ name: a, limit: 5 USD, warn_at: [chance 101%] }",
      "`budgets[1].warn_at[1]`: expected a share such as 80%, forecast 100% or chance 30%, got \"chance 101%\""
    ),
    ("{ name: '', limit: 5 USD }", "`budgets[1].name`: expected a name, got an empty text"),
    (
      "{ name: (other), limit: 5 USD }",
      "`budgets[1].name`: \"(other)\" is a name that reports give to what has none; choose another"
    ),
    (
      "{ name: a, limit: 5 }",
      "`budgets[1].limit`: expected an amount such as 500 USD, or a number and its unit, got \"5\""
    ),
    (
      "{ name: a, limit: -5 USD }",
      "`budgets[1].limit`: expected an amount such as 500 USD, or a number and its unit, got \"-5 USD\""
    ),
    (
      "{ name: a, limit: 5 EUR }",
      "`budgets[1].limit`: a budget of money is in USD, the reporting currency, got \"5 EUR\""
    ),
    (
      "{ name: a, limit: many, unit: requests }",
      "`budgets[1].limit`: expected a number of requests such as 8000000, got \"many\""
    ),
    (
      "{ name: a, limit: 5 USD, unit: USD }",
      "`budgets[1].limit`: expected a number of USD such as 8000000, got \"5 USD\""
    ),
    (
      "{ name: a, limit: 5, unit: EUR }",
      "`budgets[1].unit`: a budget of money is in USD, the reporting currency"
    ),
    (
      "{ name: a, limit: 5, unit: two words }",
      "`budgets[1].unit`: expected what the limit counts, such as \"helius:credit\" or requests, got \"two words\""
    ),
    (
      "{ name: a, limit: { soon: 5 USD } }",
      "`budgets[1].limit.soon`: expected a period such as 2026-10 or 2026-Q4, got \"soon\""
    ),
    (
      "{ name: a, limit: { 2026-10: 5 USD, 2026-Q4: 9 USD } }",
      "`budgets[1].limit.2026-Q4`: 2026-10 has some of these days too"
    ),
    (
      "{ name: a, limit: {} }", "`budgets[1].limit`: name at least one period: { 2026-10: 400 USD }"
    ),
    (
      "{ name: a, limit: 5 USD, period: fortnight }",
      "`budgets[1].period`: expected month, quarter, year, cycle or a range such as 2026-10-01..2026-12-31, got \"fortnight\""
    ),
    (
      "{ name: a, limit: 5 USD, period: cycle, scope: { provider: helius } }",
      "`budgets[1].period`: each source has a billing cycle of its own; narrow the scope to one of them, such as scope: { source: NAME } (this one has helius-main, helius-two)"
    ),
    (
      "{ name: a, limit: 5 USD, period: cycle, scope: { provider: shoal } }",
      "`budgets[1].period`: each source has a billing cycle of its own; narrow the scope to one of them, such as scope: { source: NAME } (this one has no configured source)"
    ),
    (
      "{ name: a, limit: 5 USD, scope: { provder: puter } }",
      "`budgets[1].scope.provder`: unknown dimension; did you mean `provider`?"
    ),
    (
      "{ name: a, limit: 5 USD, scope: { colour: red } }",
      "`budgets[1].scope.colour`: unknown dimension; there are day, week, month, source, provider, account, app, app_id, service, category, meter, unit, charge, quality and tag.NAME"
    ),
    (
      "{ name: a, limit: 5 USD, scope: { app: [] } }",
      "`budgets[1].scope.app`: expected a text or a list of texts"
    ),
    (
      "{ name: a, limit: 5 USD, scope: { app: { b: c } } }",
      "`budgets[1].scope.app`: expected a text such as Shop, got keys with values"
    ),
    (
      "{ name: a, limit: 5 USD, warn_at: 80% }",
      "`budgets[1].warn_at`: expected a list (lines that begin with `- `), got \"80%\""
    ),
    (
      "{ name: a, limit: 5 USD, warn_at: [80] }",
      "`budgets[1].warn_at[1]`: expected a share such as 80%, forecast 100% or chance 30%, got \"80\""
    ),
    (
      "{ name: a, limit: 5 USD, warn_at: [50%, forecast] }",
      "`budgets[1].warn_at[2]`: expected a share such as 80%, forecast 100% or chance 30%, got \"forecast\""
    ),
    (
      "{ name: a, limit: 5 USD, warn_at: [0%] }",
      "`budgets[1].warn_at[1]`: expected a share such as 80%, forecast 100% or chance 30%, got \"0%\""
    ),
    // Nearly right is worth a warning, since a scope may name what is still to come.
    (
      "{ name: a, limit: 5 USD, scope: { source: helius-mian } }",
      "`budgets[1].scope.source`: no source is called \"helius-mian\"; did you mean \"helius-main\"?"
    ),
  ])
  func `a mistake has its line and what is right`(budget: String, expected: String) {
    #expect(mistake("budgets:\n  - \(budget)") == "t.yaml:6: \(expected)")
  }

  @Test func `two budgets have two names`() {
    #expect(
      mistake("budgets:\n  - { name: a, limit: 5 USD }\n  - { name: a, limit: 6 USD }")
        == "t.yaml:7: `budgets[2]`: another budget is called \"a\" too"
    )
  }

  @Test func `an empty list is no budget`() throws {
    #expect(try read("budgets:\n").budgets.isEmpty)
    #expect(try read("budgets: []\n").warnings.isEmpty)
  }
}
