import Tallystick
import Testing

/// What is said of each mistake in terms, with its line.
@Suite struct TermsMistakeTests {
  private static let reserved = "is a name that reports give to what has none; choose another"

  private func mistake(inFile text: String) -> String? {
    mistake(TermsTests.sources + text)
  }

  private func mistake(_ text: String) -> String? {
    TallystickTests.mistake(text)
  }

  @Test(arguments: [
    ("plans: [{ sorce: shoal }]", "unknown key `plans[1].sorce`; did you mean `source`?"),
    (
      "plans: [{ price: 1 USD }]",
      "unknown key `plans[1].price`; the keys here are before, fee, includes, name, overage, since, "
        + "source, unit"
    ),
    ("charges: [{ befor: 2026-01-01 }]", "unknown key `charges[1].befor`; did you mean `before`?"),
    (
      "charges: [{ kind: fee }]",
      "unknown key `charges[1].kind`; the keys here are amount, app, before, charge, credits, every, "
        + "name, on, since, source"
    ),
    ("invoices: [{ perod: 2026-09 }]", "unknown key `invoices[1].perod`; did you mean `period`?"),
    (
      "plans: 49 USD",
      "`plans`: expected a list (lines that begin with `- `), got \"49 USD\""
    ),
    (
      "charges: [shoal]",
      "`charges[1]`: expected keys with values (`key: value`), got \"shoal\""
    ),
  ])
  func `an unknown key, or no list, has its line`(text: String, expected: String) {
    #expect(mistake(inFile: text) == "t.yaml:7: \(expected)")
  }

  @Test(arguments: [
    (
      "source: shoal, fee: 1 USD",
      ": a plan has source, fee and since: { source: shoal, fee: 29 USD, since: 2026-01-01 }"
    ),
    ("source: [shoal], fee: 1 USD, since: 2026-01-01", ".source: expected a text, got a list"),
    (
      "source: sohal, fee: 1 USD, since: 2026-01-01",
      ".source: unknown source \"sohal\"; did you mean \"shoal\"?"
    ),
    (
      "source: hosting, fee: 1 USD, since: 2026-01-01",
      ".source: unknown source \"hosting\"; the sources are puter, notte, cuadra, helius, shoal"
    ),
    (
      "source: puter, fee: 1 USD, since: 2026-01-01",
      ".source: its platform counts in USD or puter:credit; say with `unit` which of them the plan includes"
    ),
    (
      "source: puter, fee: 1 USD, since: 2026-01-01, unit: EUR",
      ".unit: expected USD or puter:credit, got \"EUR\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, unit: helius:credit",
      ".unit: expected shoal:credit, got \"helius:credit\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, unit:",
      ".unit: expected shoal:credit, got nothing"
    ),
    (
      "source: shoal, fee: -1 USD, since: 2026-01-01",
      ".fee: expected an amount such as 49 USD, got \"-1 USD\""
    ),
    (
      "source: shoal, fee: 49, since: 2026-01-01",
      ".fee: expected an amount such as 49 USD, got \"49\""
    ),
    (
      "source: shoal, fee: 49 shoal:credit, since: 2026-01-01",
      ".fee: expected an amount such as 49 USD, got \"49 shoal:credit\""
    ),
    (
      "source: shoal, fee: {}, since: 2026-01-01",
      ".fee: expected an amount such as 49 USD, got keys with values"
    ),
    (
      "source: shoal, fee: 1 USD, since: January",
      ".since: expected a day such as 2026-01-01, got \"January\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-05-01, before: 2026-05-01",
      ".before: expected a day after 2026-05-01, on which it begins, got \"2026-05-01\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-05-01, before: 2026-04-30",
      ".before: expected a day after 2026-05-01, on which it begins, got \"2026-04-30\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-05-01, before: never",
      ".before: expected a day such as 2026-01-01, got \"never\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, includes: all",
      ".includes: expected how many shoal:credit the fee pays for such as 10000000, or everything, "
        + "got \"all\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, includes: -5",
      ".includes: expected how many shoal:credit the fee pays for such as 10000000, or everything, "
        + "got \"-5\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, includes:",
      ".includes: expected how many shoal:credit the fee pays for such as 10000000, or everything, "
        + "got nothing"
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, overage: -1 USD",
      ".overage: expected an amount such as 0.000005 USD, got \"-1 USD\""
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, includes: everything, overage: 1 USD",
      ".overage: nothing goes beyond a plan that includes everything"
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, name: \"\"",
      ".name: expected a name, got an empty text"
    ),
    (
      "source: shoal, fee: 1 USD, since: 2026-01-01, name: (other)",
      ".name: \"(other)\" \(reserved)"
    ),
  ])
  func `a wrong plan has its line, its key and what is allowed`(plan: String, expected: String) {
    #expect(mistake(inFile: "plans:\n  - { \(plan) }") == message("plans", expected))
  }

  @Test(arguments: [
    (
      "amount: 1 USD, on: 2026-01-01",
      ": a charge has source, amount and a day: { source: shoal, amount: 29 USD, on: 2026-01-01 }"
    ),
    (
      "source: x, on: 2026-01-01",
      ": a charge has source, amount and a day: { source: shoal, amount: 29 USD, on: 2026-01-01 }"
    ),
    ("source: \"\", amount: 1 USD, on: 2026-01-01", ".source: expected a name, got an empty text"),
    ("source: (no app), amount: 1 USD, on: 2026-01-01", ".source: \"(no app)\" \(reserved)"),
    ("source: x, amount: 1 USD, on: 2026-01-01, app: (other)", ".app: \"(other)\" \(reserved)"),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, app: Other (3)",
      ".app: \"Other (3)\" \(reserved)"
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, name: (unallocated)",
      ".name: \"(unallocated)\" \(reserved)"
    ),
    (
      "source: x, amount: free, on: 2026-01-01",
      ".amount: expected an amount such as 29 USD, got \"free\""
    ),
    (
      "source: x, amount: 5 shoal:credit, on: 2026-01-01",
      ".amount: expected an amount such as 29 USD, got \"5 shoal:credit\""
    ),
    (
      "source: x, amount: -1 USD, on: 2026-01-01",
      ".amount: a fee is not below zero, got \"-1 USD\"; money that comes back has `charge: credit`"
    ),
    (
      "source: x, amount: -1 USD, on: 2026-01-01, charge: top-up",
      ".amount: a top-up is not below zero, got \"-1 USD\"; money that comes back has `charge: credit`"
    ),
    (
      "source: x, amount: -1 USD, on: 2026-01-01, charge: tax",
      ".amount: a tax is not below zero, got \"-1 USD\"; money that comes back has `charge: credit`"
    ),
    (
      "source: x, amount: 12.50 USD, on: 2026-01-01, charge: credit",
      ".amount: a credit is below zero, write it with a minus: -12.5 USD"
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, charge: refund",
      ".charge: expected usage, fee, top-up, credit, adjustment or tax, got \"refund\""
    ),
    (
      "source: x, amount: 1 USD, since: 2026-01-01, every: day",
      ".every: expected week, month, quarter or year, got \"day\""
    ),
    (
      "source: x, amount: 1 USD, since: 2026-01-01, every: [month]",
      ".every: expected week, month, quarter or year, got a list"
    ),
    (
      "source: x, amount: 1 USD, on: 1 May",
      ".on: expected a day such as 2026-01-01, got \"1 May\""
    ),
    (
      "source: x, amount: 1 USD, since: 2026-02-29, every: year",
      ".since: expected a day such as 2026-01-01, got \"2026-02-29\""
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, before: 2026-02-01",
      ".before: only a charge that comes again, with `every`, has an end"
    ),
    (
      "source: x, amount: 1 USD, since: 2026-01-02, every: week, before: 2026-01-02",
      ".before: expected a day after 2026-01-02, on which it begins, got \"2026-01-02\""
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, credits: 5 x:credit",
      ".credits: only a charge with `charge: top-up` buys credits"
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, charge: top-up, credits: 5",
      ".credits: expected how much was bought such as 10000 shoal:credit, got \"5\""
    ),
    (
      "source: x, amount: 1 USD, on: 2026-01-01, charge: top-up, credits: 0 x:credit",
      ".credits: expected how much was bought such as 10000 shoal:credit, got \"0 x:credit\""
    ),
    (
      "source: helius, amount: 1 USD, on: 2026-01-01, charge: top-up, credits: 5 x:credit",
      ".credits: expected how much was bought such as 10000 helius:credit, got \"5 x:credit\""
    ),
  ])
  func `a wrong charge has its line, its key and what is allowed`(
    charge: String,
    expected: String
  ) {
    #expect(mistake(inFile: "charges:\n  - { \(charge) }") == message("charges", expected))
  }

  @Test(arguments: [
    "", "since: 2026-01-01", "every: month", "on: 2026-01-01, every: month",
    "on: 2026-01-01, since: 2026-01-01", "on: 2026-01-01, since: 2026-01-01, every: month",
  ])
  func `a charge has one day, or a first one and how often`(days: String) {
    let separator = days.isEmpty ? "" : ", "
    let charge = "{ source: x, amount: 1 USD\(separator)\(days) }"
    #expect(
      mistake(inFile: "charges:\n  - \(charge)")
        == message(
          "charges",
          ": a charge that comes once has `on`; one that comes again has `since` and `every`"
        )
    )
  }

  @Test(arguments: [
    (
      "source: notte, period: 2026-09",
      ": an invoice has source, period and amount: { source: notte, period: 2026-09, amount: 83.10 USD }"
    ),
    (
      "source: notte, period: September, amount: 1 USD",
      ".period: expected 2026, 2026-Q3, 2026-10, 2026-W41, 2026-10-15 or 2026-10-01..2026-10-15, "
        + "got \"September\""
    ),
    (
      "source: notte, period: 2026-09, amount: 1 notte:credit",
      ".amount: expected an amount such as 83.10 USD, got \"1 notte:credit\""
    ),
    ("source: (other), period: 2026-09, amount: 1 USD", ".source: \"(other)\" \(reserved)"),
  ])
  func `a wrong invoice has its line, its key and what is allowed`(
    invoice: String,
    expected: String
  ) {
    #expect(mistake(inFile: "invoices:\n  - { \(invoice) }") == message("invoices", expected))
  }

  @Test(arguments: [
    (
      "2026-09", "2026-09",
      "another invoice of notte is for 2026-09 too"
    ),
    (
      "2026-09", "2026-09-01..2026-09-30",
      "another invoice of notte is for 2026-09-01..2026-09-30 too"
    ),
    (
      "2026-Q3", "2026-09",
      "another invoice of notte, for 2026-Q3, has some of these days too"
    ),
    (
      "2026-W40", "2026-10",
      "another invoice of notte, for 2026-W40, has some of these days too"
    ),
  ])
  func `no day of a source is on two invoices`(first: String, second: String, expected: String) {
    let text = """
      invoices:
        - { source: notte, period: \(first), amount: 1 USD }
        - { source: notte, period: \(second), amount: 1 USD }
      """
    #expect(mistake(inFile: text) == "t.yaml:9: `invoices[2].period`: \(expected)")
  }

  @Test func `two plans of a source, or two rates of a unit, cannot begin on one day`() {
    let plan = "  - { source: shoal, fee: 1 USD, since: 2026-01-01 }\n"
    #expect(
      mistake(inFile: "plans:\n\(plan)\(plan)")
        == "t.yaml:9: `plans[2]`: another plan of shoal begins on 2026-01-01 too"
    )
    let rate = "  - { unit: EUR, price: 1 USD, since: 2026-01-01 }\n"
    #expect(
      mistake("rates:\n\(rate)\(rate)")
        == "t.yaml:3: `rates[2]`: another rate of EUR begins on 2026-01-01 too"
    )
  }

  @Test func `a plan without any source says that there is none`() {
    #expect(
      mistake("plans:\n  - { source: shoal, fee: 1 USD, since: 2026-01-01 }")
        == "t.yaml:2: `plans[1].source`: unknown source \"shoal\"; no source is configured"
    )
  }

  /// The message about the first entry of a list, on the line after its key.
  private func message(_ list: String, _ rest: String) -> String {
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return "t.yaml:8: `\(list)[1]\(parts[0])`:\(parts[1])"
  }
}
