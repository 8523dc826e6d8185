import Foundation
import Testing

/// A working folder without any account: two fees of a source of its own, which a policy divides.
struct ExplainFolder {
  let folder: TemporaryFolder

  /// A fee of 1 USD a day for all, and one of 2 USD a day for Shop.
  private static let head = """
    currency: USD
    apps:
      app-1: { name: Shop, tags: { team: web } }
      app-2: { name: Wallet, tags: { team: core } }
    charges:
      - { source: hosting, amount: 30 USD, every: month, since: 2026-11-01, name: Web server }
      - { source: hosting, amount: 60 USD, every: month, since: 2026-11-01, name: Shop server, app: Shop }

    """

  /// The policy of the configuration; its rules are in the lines 9 and 10.
  static let policy = """
    allocation:
      - { name: own, to: app }
      - name: server
        match: { service: Web server }
        weights: { Shop: 2, Wallet: 1 }

    """

  /// A policy of two steps that divides everything by odd numbers.
  static let stepped = """
    allocation:
      - { name: collected, weights: { Shop: 0.7, Wallet: 2.33 } }
      - { name: again, step: 2, match: { target: Wallet }, since: 2026-11-02, percent: { Shop: 100 } }

    """

  /// Makes the folder with a script that divides by the policy.
  static func make(
    policy: String = policy,
    script: String = """
    local shares = allocation.policy():apply {}
    return report.new { title = "Split" }:table(shares:by("target"), { "target", "cost" })
    """
  ) async throws -> ExplainFolder {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "-q", "."], in: folder.path)
    try folder.write(head + policy, to: "tallystick.yaml")
    try folder.write(script, to: "Scripts/split.lua")
    return ExplainFolder(folder: folder)
  }

  /// Runs the command when three days of November are over.
  func tally(_ arguments: String...) async throws -> TallyProcess {
    try await TallyProcess.run(arguments + ["--now", "2026-11-04T06:00:00Z"], in: folder.path)
  }
}

/// What `tally explain --json` prints.
struct ExplainedShares: Decodable, Equatable {
  struct Row: Decodable, Equatable {
    var target: String
    var day: String
    var source: String
    var rule: String?
    var place: String?
    var method: String
    var ratio: String
    var amount: String
    var remainder: String
    var unit: String
    var whole: String
    var weight: String
    var totalWeight: String
    var charge: String
    var step: Int
    var from: String?
    var passedOn: Bool
    var origin: [String: String]
  }

  var rows: [Row]
  var total: String?
  var currency: String

  /// Reads what the command printed.
  init(_ run: TallyProcess) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: Data(run.output.utf8))
  }
}
