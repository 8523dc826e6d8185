import ProviderSimulator
import UsageModel

extension SimulatedAccounts {
  /// Fetches from all accounts at each of some moments.
  func fetch(at moments: [String]) async throws {
    for moment in moments {
      await simulator.setNow(Timestamp(rfc3339: moment) ?? Timestamp(seconds: 0))
      _ = try await tally("fetch", "--now", moment)
    }
  }

  /// Accounts with a history of two months.
  static func withHistory() async throws -> SimulatedAccounts {
    let accounts = try await make(at: history[0])
    try await accounts.fetch(at: history)
    return accounts
  }

  /// When that history was fetched; the last moment is that of its reports.
  static let history = [
    "2026-10-02T06:00:00Z", "2026-10-20T18:30:00Z", "2026-10-31T23:50:00Z", "2026-11-03T06:00:00Z",
    "2026-11-21T06:00:00Z",
  ]

  /// Everything that the store tells, as one text.
  func everything(asOf moment: String = "2026-11-21T06:00:00Z") async throws -> String {
    let usage = try await tally(
      "usage",
      "--by",
      "day,source,app,service,charge",
      "--json",
      "--period",
      "2026",
      "--now",
      "2026-11-21T06:00:00Z",
      "--as-of",
      moment
    )
    let allowances = try await tally(
      "allowances",
      "--json",
      "--now",
      "2026-11-21T06:00:00Z",
      "--as-of",
      moment
    )
    return usage.output + allowances.output
  }

  /// Adds entries to a list of the configuration.
  func configure(_ key: String, _ entries: String...) throws {
    let lines = entries.map { "  - { \($0) }\n" }.joined()
    let text = try folder.text(of: "tallystick.yaml")
      .replacing("\n\(key):\n", with: "\n\(key):\n\(lines)")
    try folder.write(text, to: "tallystick.yaml")
  }
}
