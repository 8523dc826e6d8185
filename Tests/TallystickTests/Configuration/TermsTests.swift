import Tallystick
import Testing
import UsageModel
import UsageProviders

/// What `rates:`, `plans:`, `charges:` and `invoices:` say, as terms.
@Suite struct TermsTests {
  /// One source of each platform, in the first six lines of a file.
  static let sources = """
    sources:
      - { provider: puter, token: { env: T } }
      - { provider: notte, api_key: { env: T } }
      - { provider: cuadra, token: { env: T } }
      - { provider: helius, project: p, api_key: { env: T } }
      - { provider: shoal, api_key: { env: T } }

    """

  private func configuration(_ text: String) throws -> Configuration {
    try Configuration.read(Self.sources + text, file: "t.yaml")
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test func `a plan says what it costs, what it includes and what more costs`() throws {
    let plans = try configuration(
      """
      plans:
        - { source: helius, fee: 49 USD, since: 2026-01-01 }
        - { source: helius, fee: 0 EUR, includes: 0.5, overage: 0 USD, since: 2026-03-01, before: 2026-03-02, name: Big }
        - { source: puter, fee: 9 USD, includes: everything, unit: "puter:credit", since: 2026-01-01 }
      """
    ).terms.plans
    let start = try day("2026-01-01")
    #expect(
      plans == [
        Plan(source: "helius", fee: Money(49, "USD"), unit: "helius:credit", since: start),
        Plan(
          source: "helius",
          name: "Big",
          fee: Money(0, "EUR"),
          unit: "helius:credit",
          includes: .amount(try #require(FixedDecimal("0.5"))),
          overage: Money(0, "USD"),
          since: try day("2026-03-01"),
          before: try day("2026-03-02")
        ),
        Plan(
          source: "puter",
          fee: Money(9, "USD"),
          unit: "puter:credit",
          includes: .everything,
          since: start
        ),
      ]
    )
  }

  @Test(arguments: [
    ("notte", "USD"), ("cuadra", "cuadra:credit"), ("helius", "helius:credit"),
    ("shoal", "shoal:credit"),
  ])
  func `a plan is about what its platform counts in`(source: String, unit: String) throws {
    let line = "plans: [{ source: \(source), fee: 1 USD, since: 2026-01-01"
    #expect(try configuration("\(line) }]").terms.plans.map(\.unit) == [unit])
    let written = try configuration("\(line), unit: \"\(unit)\" }]")
    #expect(written.terms.plans.map(\.unit) == [unit])
  }

  @Test func `nothing that a platform tells is counted in a currency that no plan could be about`()
    async throws
  {
    try await Simulation.run { simulation async throws in
      _ = try await simulation.fetch()
      let records = try simulation.records()
      #expect(Set(records.map(\.provider)).count == ProviderCatalogue.builtIn.all.count)
      for record in records {
        guard let currency = record.native?.currency else { continue }
        let units = try #require(ProviderCatalogue.builtIn.named(record.provider)).costUnits
        #expect(units.contains(currency), "\(record.provider)")
      }
    }
  }

  @Test func `a charge comes once, or again and again`() throws {
    let charges = try configuration(
      """
      charges:
        - { source: hosting, amount: 120 USD, on: 2026-02-28 }
        - { source: notte, amount: 29 USD, since: 2026-03-31, every: quarter, before: 2027-01-01, name: Seats, app: Shop }
        - { source: shoal, amount: 25 USD, on: 2026-04-01, charge: top-up, credits: 10000 shoal:credit }
        - { source: notte, amount: -12.50 USD, on: 2026-04-02, charge: credit }
      """
    ).terms.charges
    #expect(
      charges == [
        FixedCharge(source: "hosting", amount: Money(120, "USD"), since: try day("2026-02-28")),
        FixedCharge(
          source: "notte",
          amount: Money(29, "USD"),
          name: "Seats",
          app: "Shop",
          since: try day("2026-03-31"),
          every: .quarter,
          before: try day("2027-01-01")
        ),
        FixedCharge(
          source: "shoal",
          charge: .topUp,
          amount: Money(25, "USD"),
          since: try day("2026-04-01"),
          credits: Money(10_000, "shoal:credit")
        ),
        FixedCharge(
          source: "notte",
          charge: .credit,
          amount: try #require(Money("-12.50 USD")),
          since: try day("2026-04-02")
        ),
      ]
    )
  }

  @Test(arguments: Charge.allCases)
  func `only what can be is below zero, and only what can be is above`(charge: Charge) throws {
    func isRead(_ amount: String) -> Bool {
      let line = "{ source: notte, amount: \(amount), on: 2026-01-01, charge: \(charge.rawValue) }"
      return (try? configuration("charges: [\(line)]"))?.terms.charges.map(\.charge) == [charge]
    }
    #expect(isRead("-1 USD") == [.credit, .adjustment, .usage].contains(charge))
    #expect(isRead("1 USD") == (charge != .credit))
    #expect(isRead("0 USD"))
  }

  @Test(arguments: FixedCharge.Recurrence.allCases)
  func `a charge comes as often as it says`(every: FixedCharge.Recurrence) throws {
    let text =
      "charges: [{ source: x, amount: 1 USD, since: 2026-01-31, every: \(every.rawValue) }]"
    #expect(try configuration(text).terms.charges.map(\.every) == [every])
  }

  @Test(arguments: [
    "2026", "2026-Q3", "2026-09", "2026-W41", "2026-10-15", "2026-10-01..2026-10-15",
  ])
  func `an invoice is for any period`(period: String) throws {
    let text = "invoices: [{ source: notte, period: \(period), amount: -1.5 USD }]"
    #expect(
      try configuration(text).terms.invoices == [
        Invoice(
          source: "notte",
          period: try #require(Period(period)),
          amount: try #require(Money("-1.5 USD"))
        )
      ]
    )
  }

  @Test func `invoices of two sources, or of days side by side, do not disturb each other`() throws
  {
    let invoices = try configuration(
      """
      invoices:
        - { source: notte, period: 2026-09, amount: 1 USD }
        - { source: notte, period: 2026-10, amount: 2 USD }
        - { source: notte, period: 2026-08-01..2026-08-31, amount: 3 USD }
        - { source: puter, period: 2026, amount: 4 USD }
      """
    ).terms.invoices
    #expect(invoices.map(\.amount.amount) == [1, 2, 3, 4])
  }

  @Test func `the order of the keys in the file does not matter`() throws {
    let parts = [
      Self.sources,
      "rates:\n  - { unit: EUR, price: 1.08 USD, since: 2026-01-01 }\n",
      "plans:\n  - { source: helius, fee: 49 EUR, since: 2026-01-01 }\n",
      "charges:\n  - { source: hosting, amount: 9 EUR, on: 2026-01-01 }\n",
      "invoices:\n  - { source: hosting, period: 2026-01, amount: 9 EUR }\n",
    ]
    let first = try Configuration.read(parts.joined(), file: "t.yaml")
    let second = try Configuration.read(parts.reversed().joined(), file: "t.yaml")
    #expect(first.terms == second.terms)
    #expect(first.terms.plans.count == 1)
    #expect(first.warnings.isEmpty)
    #expect(second.warnings.isEmpty)
  }

  // MARK: - Warnings

  @Test(arguments: [
    (
      "rates:\n  - { unit: \"shoal:credit\", price: 0.01 EUR, since: 2026-01-01 }\n"
        + "  - { unit: \"shoal:credit\", price: 0.02 EUR, since: 2026-02-01 }",
      ["8: `rates[1].price`: no rate prices EUR in USD: what this rate prices stays unpriced"]
    ),
    (
      // A price reaches the reporting currency by one more rate, never by two.
      "rates:\n  - { unit: EUR, price: 0.9 GBP, since: 2026-01-01 }\n"
        + "  - { unit: GBP, price: 1.2 USD, since: 2026-01-01 }\n"
        + "  - { unit: \"shoal:credit\", price: 0.02 EUR, since: 2026-02-01 }",
      ["10: `rates[3].price`: no rate prices EUR in USD: what this rate prices stays unpriced"]
    ),
    (
      "plans:\n  - { source: helius, fee: 1 EUR, overage: 1 GBP, since: 2026-01-01 }",
      [
        "8: `plans[1].fee`: no rate prices EUR in USD: what this plan costs stays unpriced",
        "8: `plans[1].overage`: no rate prices GBP in USD: what this plan costs stays unpriced",
      ]
    ),
    (
      "charges:\n  - { source: hosting, amount: 1 EUR, on: 2026-01-01 }",
      ["8: `charges[1].amount`: no rate prices EUR in USD: this charge stays unpriced"]
    ),
    (
      "invoices:\n  - { source: notte, period: 2026-09, amount: 1 EUR }",
      ["8: `invoices[1].amount`: no rate prices EUR in USD: this invoice is compared with nothing"]
    ),
    (
      "charges:\n  - { source: nottee, amount: 1 USD, on: 2026-01-01 }",
      ["8: `charges[1].source`: no source is called \"nottee\"; did you mean \"notte\"?"]
    ),
    (
      "charges:\n  - { source: hosting, amount: 1 USD, on: 2026-01-01 }\n"
        + "invoices:\n  - { source: hosting, period: 2026-09, amount: 1 USD }\n"
        + "  - { source: hostin, period: 2026-09, amount: 1 USD }",
      ["11: `invoices[2].source`: no source is called \"hostin\"; did you mean \"hosting\"?"]
    ),
    (
      "charges:\n  - { source: shoal, amount: 25 USD, on: 2026-01-01, charge: top-up }",
      [
        "8: `charges[1]`: shoal counts in shoal:credit; "
          + "say how much of it was bought: credits: 10000 shoal:credit"
      ]
    ),
    (
      "rates:\n  - { unit: EUR, price: 0.9 GBP, since: 2026-01-01 }\n"
        + "  - { unit: GBP, price: 1.2 USD, since: 2026-01-01 }\n"
        + "charges:\n  - { source: hosting, amount: 1 EUR, on: 2026-01-01 }", []
    ),
    ("charges:\n  - { source: notte, amount: 25 USD, on: 2026-01-01, charge: top-up }", []),
    ("charges:\n  - { source: hosting, amount: 25 USD, on: 2026-01-01, charge: top-up }", []),
  ])
  func `what has no effect as it stands is told`(text: String, expected: [String]) throws {
    #expect(try configuration(text).warnings == expected.map { "t.yaml:\($0)" })
  }
}
