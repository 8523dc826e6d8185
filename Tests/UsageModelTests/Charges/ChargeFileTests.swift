import TestSupport
import Testing

@testable import UsageModel

/// Files of charges that no platform reports.
struct ChargeFileTests {
  private func read(_ text: String) throws -> [String] {
    try ChargeFile.read(Array(text.utf8), file: "fees.csv").charges.map {
      "\($0.key) = \($0.amount)"
    }
  }

  private func mistake(_ text: String) -> String? {
    do {
      _ = try ChargeFile.read(Array(text.utf8), file: "fees.csv")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a day is a fee and a month is usage where nothing else is said`() throws {
    #expect(
      try read("day,source,amount,currency\n2026-03-01,rent,29,USD\n2025-03,notte,61.5,USD\n")
        == ["2025-03, notte, usage, USD = 61.5", "2026-03-01, rent, fee, USD = 29"]
    )
  }

  @Test func `columns come in any order`() throws {
    let text = """
      name,amount,charge,source,currency,app,day
      Desk,10,fee,rent,EUR,Shop,2026-03-01
      ,-5,credit,rent,USD,,2026-03-02
      """
    #expect(
      try read(text) == [
        "2026-03-01, rent, fee, Shop, Desk, EUR = 10", "2026-03-02, rent, credit, USD = -5",
      ]
    )
  }

  @Test func `rows that are alike add up, whatever their order`() throws {
    let rows = [
      "2026-03-01,rent,1,USD", "2026-03-01,rent,2,USD", "2026-03-01,rent,4,EUR",
      "2026-03,rent,8,USD", "2026-03-02,rent,16,USD",
    ]
    let header = "day,source,amount,currency"
    let first = try read(([header] + rows).joined(separator: "\n"))
    #expect(
      first == [
        "2026-03, rent, usage, USD = 8", "2026-03-01, rent, fee, EUR = 4",
        "2026-03-01, rent, fee, USD = 3", "2026-03-02, rent, fee, USD = 16",
      ]
    )
    var generator = SeededGenerator(seed: 7)
    let shuffled = rows.shuffled(using: &generator)
    #expect(try read(([header] + shuffled).joined(separator: "\r\n")) == first)
  }

  @Test func `a header alone has no charges`() throws {
    #expect(try read("day,source,amount,currency\n") == [])
  }

  private static let header = "day,source,amount,currency,charge,app,name"

  @Test(
    arguments: [
      (
        "",
        "fees.csv: the file is empty; its first line is day,source,amount,currency[,charge][,app][,name]"
      ),
      (
        "day,source,amount\n",
        "fees.csv:1: the column \"currency\" is missing; the header is day,source,amount,currency[,charge][,app][,name]"
      ),
      (
        "day,source,amount,currency,team\n",
        "fees.csv:1: column 5: there is no column \"team\"; the header is day,source,amount,currency[,charge][,app][,name]"
      ),
      (
        "day,source,day,amount,currency\n",
        "fees.csv:1: column 3: column 1 is called \"day\" too"
      ),
      (
        "\(header)\n2026-03-01,rent,29\n",
        "fees.csv:2: expected 7 fields (day,source,amount,currency,charge,app,name), got 3"
      ),
      (
        "\(header)\n4/1/25,rent,29,USD,,,\n",
        "fees.csv:2: column 1 (\"day\"): expected a day such as 2025-03-01, or a month such as 2025-03, got \"4/1/25\""
      ),
      (
        "\(header)\n2026-03-01,,29,USD,,,\n",
        "fees.csv:2: column 2 (\"source\"): expected a text, got nothing"
      ),
      (
        "\(header)\n2026-03-01,rent,29 USD,USD,,,\n",
        "fees.csv:2: column 3 (\"amount\"): expected a number such as 29 or -12.5, got \"29 USD\""
      ),
      (
        "\(header)\n2026-03-01,rent,1e3,USD,,,\n",
        "fees.csv:2: column 3 (\"amount\"): expected a number such as 29 or -12.5, got \"1e3\""
      ),
      (
        "\(header)\n2026-03-01,rent,0.0000000000001,USD,,,\n",
        "fees.csv:2: column 3 (\"amount\"): expected at most 12 decimals, got \"0.0000000000001\""
      ),
      (
        "\(header)\n0206-11-01,rent,29,USD,,,\n",
        "fees.csv:2: column 1 (\"day\"): expected a year from 2000 to 2099, got \"0206-11-01\""
      ),
      (
        "\(header)\n2026-03-01,rent*,29,USD,,,\n",
        "fees.csv:2: column 2 (\"source\"): expected a name without `*`, line breaks and spaces around it, got \"rent*\""
      ),
      (
        "\(header)\n2026-03-01,rent,29,dollars,,,\n",
        "fees.csv:2: column 4 (\"currency\"): expected a currency code such as USD, got \"dollars\""
      ),
      (
        "\(header)\n2026-03-01,rent,29,USD,rent,,\n",
        "fees.csv:2: column 5 (\"charge\"): expected usage, fee, top-up, credit, adjustment or tax, got \"rent\""
      ),
      (
        "\(header)\n2026-03-01,rent,-29,USD,fee,,\n",
        "fees.csv:2: column 3 (\"amount\"): a fee is not below zero, and money that comes back is a credit; expected a number from 0 on, got \"-29\""
      ),
      (
        "\(header)\n2026-03-01,rent,5,USD,credit,,\n",
        "fees.csv:2: column 3 (\"amount\"): expected a credit with a minus, such as -5, got \"5\""
      ),
      (
        "\(header)\n2026-03-01,rent,29,USD,,(other),\n",
        "fees.csv:2: column 6 (\"app\"): expected a name that reports do not give themselves, got \"(other)\""
      ),
      (
        "\(header)\n2026-03-01,rent,170000000000000000000000000,USD,,,\n2026-03-01,rent,170000000000000000000000000,USD,,,\n",
        "fees.csv:3: the amounts of 2026-03-01, rent, fee, USD are too large to be added up"
      ),
      (
        "\(header)\n2026-03-01,\"rent,29,USD,,,\n",
        "fees.csv:2: column 2: the quote that opens the field is never closed"
      ),
    ]
  )
  func `a mistake is told with its place`(text: String, message: String) {
    #expect(mistake(text) == message)
  }
}
