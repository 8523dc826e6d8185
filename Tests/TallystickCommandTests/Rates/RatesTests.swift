import Foundation
import ProviderSimulator
import Testing

/// `tally rates`, as a person runs it.
struct RatesTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// The cells of a row of a table, without those that are empty.
  private func cells(_ line: String) -> [String] {
    line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  @Test func `each term has its row, also one that priced nothing; unpriced comes last`()
    async throws
  {
    let accounts = try await SimulatedAccounts.make { text in
      text.replacing("unit: \"shoal:credit\"", with: "unit: \"shoal:credits\"")
    }
    try accounts.configure("charges", "source: hosting, amount: 12 USD, on: 2026-11-02")
    _ = try await accounts.tally("fetch", "shoal", "cuadra", "--now", Self.now)
    await accounts.simulator.stop()
    let rates = try await accounts.tally("rates", "--now", Self.now)
    #expect(rates.status == 0)
    #expect(rates.messages == "")
    let lines = rates.output.split(separator: "\n").map(String.init)
    #expect(
      cells(lines[0])
        == ["kind", "source", "term", "since", "priced", "days", "effective", "billed"]
    )
    let rows = lines.dropFirst(2).map(cells)
    #expect(rows.count == 7)
    #expect(rows[0].prefix(4) == ["rate", "cuadra", "1 cuadra:credit = 0.002 USD", "2025-01-01"])
    #expect(rows[0][4].hasSuffix(" cuadra:credit"))
    #expect(rows[0][5] == "21")
    #expect(rows[1] == ["rate", "1 helius:credit = 0.000005 USD", "2025-01-01", "nothing"])
    #expect(rows[2] == ["rate", "1 shoal:credits = 0.012 USD", "2025-01-01", "nothing"])
    #expect(rows[3] == ["fee", "hosting", "12 USD", "2026-11-02", "1", "$12.00", "$12.00"])
    #expect(rows[4].first == "unpriced")
    #expect(rows[4].last?.hasSuffix(" shoal:credit") == true)
    #expect(rows[6].first == "total")
  }

  @Test func `the totals are those of tally usage in both views, in JSON`() async throws {
    let accounts = try await SimulatedAccounts.make()
    try accounts.configure(
      "plans",
      "source: helius, fee: 49 USD, includes: 100000, overage: 0.000005 EUR, since: 2026-11-01"
    )
    try accounts.configure("rates", "unit: EUR, price: 1.08 USD, since: 2026-01-01")
    try accounts.configure(
      "charges",
      "source: shoal, amount: 25 USD, on: 2026-11-02, charge: top-up, credits: 1000 shoal:credit"
    )
    _ = try await accounts.tally("fetch", "--now", Self.now)
    await accounts.simulator.stop()
    let rates = try await accounts.tally(
      "rates",
      "--json",
      "--period",
      "2026-11",
      "--now",
      Self.now
    )
    let object = try JSONSerialization.jsonObject(with: Data(rates.output.utf8)) as? [String: Any]
    let total = try #require(object?["total"] as? [String: String])
    for view in ["effective", "billed"] {
      let usage = try await accounts.tally(
        "usage",
        "--json",
        "--view",
        view,
        "--now",
        Self.now
      )
      let told = try JSONSerialization.jsonObject(with: Data(usage.output.utf8)) as? [String: Any]
      #expect(told?["view"] as? String == view)
      #expect((told?["total"] as? [String: Any])?["cost"] as? String == total[view])
    }
    #expect(total["effective"] != total["billed"])
    #expect(
      object?["period"] as? [String: String] == ["start": "2026-11-01", "stop": "2026-12-01"]
    )
    let rows = try #require(object?["rows"] as? [[String: Any]])
    #expect(
      rows.map { $0["kind"] as? String }
        == ["plan", "top-up", "rate", "rate", "rate", "rate", "platform"]
    )
    let plan = rows[0]
    #expect(
      plan["term"] as? String
        == "49 USD a cycle with 100,000 helius:credit, then 0.000005 EUR each"
    )
    #expect(plan["sources"] as? [String] == ["helius"])
    #expect(plan["before"] is NSNull)
    let priced = try #require(rows[1]["priced"] as? [[String: String]])
    #expect(priced == [["unit": "shoal:credit", "quantity": "1000"]])
    let euro = rows[2]
    #expect(euro["term"] as? String == "1 EUR = 1.08 USD")
    #expect(euro["days"] as? Int == 0)
    #expect((euro["converted_days"] as? Int ?? 0) > 0)
    #expect((object?["unpriced"] as? [Any])?.isEmpty == true)
  }

  @Test func `terms count from the moment at which they were learnt`() async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    await accounts.simulator.stop()
    try accounts.configure("charges", "source: shoal, amount: 7 USD, on: 2026-11-20")
    let later = "2026-11-22T06:00:00Z"
    let now = try await accounts.tally("rates", "--now", later)
    #expect(now.output.contains("7 USD"))
    let then = try await accounts.tally("rates", "--now", later, "--as-of", Self.now)
    #expect(!then.output.contains("7 USD"))
    #expect(then.output.contains("1 shoal:credit = 0.012 USD"))
  }

  @Test func `without terms and usage the message says so`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let rates = try await TallyProcess.run(["rates", "--now", Self.now], in: folder.path)
    #expect(rates.status == 0)
    #expect(rates.output == "")
    #expect(
      rates.messages
        == "Nothing is stored for this; `tally fetch` fetches what the platforms tell.\n"
    )
    #expect(!folder.has("tallystick.sqlite"))
  }
}
