import Foundation
import ProviderSimulator
import Testing

/// `tally allowances`, as a person runs it.
struct AllowancesTests {
  private static let now = "2026-11-21T06:00:00Z"

  private func shoal(at moments: String...) async throws -> SimulatedAccounts {
    let accounts = try await SimulatedAccounts.make()
    for moment in moments {
      let fetch = try await accounts.tally("fetch", "shoal", "--now", moment)
      #expect(fetch.status == 0, "\(fetch.messages)")
    }
    await accounts.simulator.stop()
    return accounts
  }

  @Test func `what is left is told as the platform told it, in both forms`() async throws {
    let accounts = try await shoal(at: Self.now)
    let json = try await accounts.tally("allowances", "--json", "--now", Self.now)
    #expect(json.status == 0)
    #expect(json.messages == "")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(
      row.keys.sorted() == [
        "draw", "limit", "name", "remaining", "resets_at", "runs_out", "seen_at", "source",
        "standing", "unit", "unused", "used",
      ]
    )
    #expect(row["source"] as? String == "shoal")
    #expect(row["name"] as? String == "monthly credits")
    #expect(row["unit"] as? String == "shoal:credit")
    #expect(row["resets_at"] as? String == "2026-12-01T00:00:00Z")
    #expect(row["runs_out"] is NSNull)
    #expect(row["seen_at"] as? String == Self.now)
    #expect(row["standing"] as? String == "current")
    let amounts = try ["limit", "used", "remaining"].map { key in
      try #require(Int(row[key] as? String ?? ""))
    }
    #expect(amounts[0] == amounts[1] + amounts[2])

    let table = try await accounts.tally("allowances", "--now", Self.now)
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0].split(separator: " ").joined(separator: " ")
        == "source name limit used remaining unit resets at runs out drawn expires note"
    )
    #expect(lines[2].hasPrefix("shoal   monthly credits  "))
    #expect(lines[2].hasSuffix("  shoal:credit  2026-12-01T00:00:00Z            now"))
  }

  @Test func `what is not of now is marked with the moment it was seen`() async throws {
    let accounts = try await shoal(at: "2026-11-20T06:00:00Z", Self.now)
    let stale = try await accounts.tally("allowances", "--now", "2026-11-23T06:00:00Z")
    #expect(
      stale.output.hasSuffix(
        "  2026-12-01T00:00:00Z            now             as of 2026-11-21T06:00:00Z\n"
      )
    )
    let reset = try await accounts.tally("allowances", "--now", "2026-12-01T00:00:00Z")
    #expect(
      reset.output.hasSuffix("  as of 2026-11-21T06:00:00Z; it has started again since\n")
    )
    let then = try await accounts.tally(
      "allowances",
      "--json",
      "--now",
      Self.now,
      "--as-of",
      "2026-11-20T12:00:00Z"
    )
    #expect(
      then.output.contains("\"seen_at\": \"2026-11-20T06:00:00Z\", \"standing\": \"current\"")
    )
  }

  @Test func `an account that is not configured any more is not listed`() async throws {
    let accounts = try await shoal(at: Self.now)
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing("name: shoal", with: "name: other")
    try accounts.folder.write(text, to: "tallystick.yaml")
    let allowances = try await accounts.tally("allowances", "--json", "--now", Self.now)
    #expect(allowances.status == 0)
    #expect(allowances.output == "{\n  \"rows\": []\n}\n")
    #expect(
      allowances.messages
        == "Nothing is stored for this; `tally fetch` fetches what the platforms tell.\n"
    )
  }
}
