import Foundation
import ProviderSimulator
import Testing
import UsageModel

/// `tally budgets`, as a person runs it.
struct BudgetsTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// A folder with two fetches of one platform, and some budgets.
  private func folder(_ budgets: String...) async throws -> SimulatedAccounts {
    let accounts = try await SimulatedAccounts.make(at: "2026-11-01T00:00:00Z")
    for moment in ["2026-11-01T00:00:00Z", "2026-11-21T00:00:00Z"] {
      await accounts.simulator.setNow(try #require(Timestamp(rfc3339: moment)))
      let fetch = try await accounts.tally("fetch", "shoal", "--now", moment)
      #expect(fetch.status == 0, "\(fetch.messages)")
    }
    await accounts.simulator.stop()
    let lines = budgets.map { "  - { \($0), scope: { source: shoal } }\n" }.joined()
    let text = try accounts.folder.text(of: "tallystick.yaml")
    try accounts.folder.write("\(text)\nbudgets:\n\(lines)", to: "tallystick.yaml")
    return accounts
  }

  private func rows(_ run: TallyProcess) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return try #require(object?["rows"] as? [[String: Any]])
  }

  @Test func `the JSON has what is documented, in exact texts`() async throws {
    let accounts = try await folder(
      "name: credits, limit: 50000, unit: 'shoal:credit', warn_at: [10%, chance 30%]",
      "name: other, limit: { 2026-10: 5 USD }"
    )
    let run = try await accounts.tally("budgets", "--json", "--now", Self.now)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages == "")
    let rows = try rows(run)
    #expect(rows.compactMap { $0["name"] as? String } == ["credits", "other"])
    let row = try #require(rows.first)
    #expect(
      row.keys.sorted() == [
        "chance", "expected", "high80", "limit", "low80", "name", "pace", "period", "reached",
        "reason", "remaining", "rollover", "spent", "status", "unit",
      ]
    )
    let amounts = try ["limit", "spent", "remaining"].map { key in
      try #require(Int(row[key] as? String ?? ""), "\(key): \(row)")
    }
    #expect(amounts[0] == 50_000 && amounts[1] > 5000 && amounts[0] == amounts[1] + amounts[2])
    #expect(row["unit"] as? String == "shoal:credit")
    #expect(row["pace"] as? String == "33333.333333333333")
    // Twenty days are too few for a forecast, and so for a chance.
    #expect(row["low80"] is NSNull && row["high80"] is NSNull && row["chance"] is NSNull)
    #expect(row["status"] as? String == "ok")
    #expect((row["reason"] as? String)?.hasPrefix("no forecast: ") == true)
    #expect(row["reached"] as? [String] == ["10%"])
    #expect(row["rollover"] as? String == "0")
    #expect(row["period"] as? [String: String] == ["start": "2026-11-01", "stop": "2026-12-01"])
    #expect(rows[1]["limit"] is NSNull && rows[1]["status"] is NSNull)
    #expect(rows[1]["reason"] as? String == "no limit in November 2026")
  }

  @Test func `the table tells the same`() async throws {
    let accounts = try await folder("name: credits, limit: 1000, unit: 'shoal:credit'")
    let run = try await accounts.tally("budgets", "--now", Self.now)
    #expect(run.status == 0 && run.messages == "")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines.first?.split(separator: " ").joined(separator: " ")
        == "name period limit spent remaining pace expected from to unit chance status note"
    )
    #expect(lines.last?.hasPrefix("credits  2026-11  1,000  ") == true)
    #expect(lines.last?.contains("  over    ") == true)
    #expect(lines.last?.hasSuffix("% of the limit is spent") == true)
  }

  @Test(arguments: [
    ("limit: 1000, unit: 'shoal:credit'", "breach", 5, "budgets over: a\n"),
    ("limit: 1000, unit: 'shoal:credit'", "forecast", 5, "budgets over: a\n"),
    ("limit: 5000000, unit: 'shoal:credit'", "breach", 0, ""),
    ("limit: 5000000, unit: 'shoal:credit'", "forecast", 0, ""),
    // A limit that is passed soon is no breach yet, and twenty days are too few to say that it will be.
    ("limit: 26000, unit: 'shoal:credit'", "forecast", 0, ""),
  ])
  func `a budget that is over ends with status 5 where that is asked for`(
    budget: String,
    failure: String,
    status: Int32,
    message: String
  ) async throws {
    let accounts = try await folder("name: a, \(budget)")
    let run = try await accounts.tally("budgets", "--fail-on", failure, "--now", Self.now)
    #expect(run.status == status)
    #expect(run.messages == message)
    // The table is there in any case.
    #expect(run.output.split(separator: "\n").count == 3)
    let quiet = try await accounts.tally("budgets", "--now", Self.now, "-q")
    #expect(quiet.status == 0 && quiet.messages == "")
    #expect(quiet.output == run.output)
  }

  @Test func `another period is shown as it was, and what was left over goes on`() async throws {
    let accounts = try await folder(
      "name: all, limit: 50000, unit: 'shoal:credit', rollover: true",
      "name: capped, limit: 50000, unit: 'shoal:credit', rollover: { cap: 100 }"
    )
    let november = try rows(try await accounts.tally("budgets", "--json", "--now", Self.now))
    let spent = try #require(Int(november.first?["spent"] as? String ?? ""))
    #expect(november.compactMap { $0["rollover"] as? String } == ["0", "0"])
    let december = try rows(
      try await accounts.tally(
        "budgets",
        "--json",
        "--period",
        "2026-12-05",
        "--now",
        "2026-12-10T06:00:00Z"
      )
    )
    #expect(
      december.compactMap { $0["rollover"] as? String } == ["\(50_000 - spent)", "100"]
    )
    #expect(december.compactMap { $0["limit"] as? String } == ["\(100_000 - spent)", "50100"])
    let again = try rows(
      try await accounts.tally(
        "budgets",
        "--json",
        "--period",
        "2026-11",
        "--now",
        "2026-12-10T06:00:00Z"
      )
    )
    #expect(again.first?["spent"] as? String == "\(spent)")
    #expect(again.first?["expected"] as? String == "\(spent)")
    #expect(again.first?["chance"] as? String == "0")
    #expect(
      (again.first?["reason"] as? String)?.hasSuffix("% of the limit was spent by the end") == true
    )
  }

  @Test func `without budgets, and without data, a message says what to do`() async throws {
    let accounts = try await folder()
    let none = try await accounts.tally("budgets", "--now", Self.now)
    #expect(none.status == 0 && none.output == "")
    #expect(
      none.messages == "There is no budget; add one below `budgets:` of tallystick.yaml.\n"
    )
    #expect(try await accounts.tally("budgets", "--json").output == "{\n  \"rows\": []\n}\n")
    #expect(try await accounts.tally("budgets", "-q").messages == "")
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    let text = try folder.text(of: "tallystick.yaml")
    try folder.write(
      "\(text)\nbudgets:\n  - { name: all, limit: 5 USD }\n",
      to: "tallystick.yaml"
    )
    let empty = try await TallyProcess.run(
      ["budgets", "--fail-on", "forecast", "--now", Self.now],
      in: folder.path
    )
    #expect(empty.status == 0)
    #expect(empty.output.hasSuffix("  nothing is known of what was spent\n"))
    #expect(
      empty.messages
        == "Nothing is stored for this; `tally fetch` fetches what the platforms tell.\n"
    )
  }

  @Test func `a wrong option is refused`() async throws {
    let folder = try TemporaryFolder()
    let run = try await TallyProcess.run(["budgets", "--fail-on", "overspending"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.messages.contains("'overspending'"))
    #expect(run.messages.contains("breach"))
  }
}
