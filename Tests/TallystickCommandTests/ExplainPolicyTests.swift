import Foundation
import Testing
import UsageModel

/// A policy in the configuration, as `tally check` and `tally explain` see it.
struct ExplainPolicyTests {
  @Test(arguments: [
    (
      "  - { name: server, match: { service: Web server }, too: Shop }",
      "tallystick.yaml:9: unknown key `allocation[1].too`; did you mean `to`?\n"
    ),
    (
      "  - { name: own, to: app }\n  - name: server\n    percent: { Shop: 60, Wallet: 30 }",
      "tallystick.yaml:10: rule \"server\": its percentages total 90; make them total 100\n"
    ),
    (
      "  - { name: own, to: app }\n  - { name: server, to: Walet }",
      "tallystick.yaml:10: rule \"server\": no app is called \"Walet\"; did you mean \"Wallet\"?\n"
    ),
  ])
  func `a wrong policy is found by check, with its line`(
    rules: String,
    expected: String
  ) async throws {
    let folder = try await ExplainFolder.make(policy: "allocation:\n\(rules)\n")
    for command in [["check"], ["explain", "split"]] {
      let run = try await TallyProcess.run(
        command + ["--now", "2026-11-04T06:00:00Z"],
        in: folder.folder.path
      )
      #expect(run.status == 2)
      #expect(run.messages == expected)
    }
  }

  @Test func `a right policy is checked with the scripts that use it`() async throws {
    let folder = try await ExplainFolder.make()
    let run = try await folder.tally("check")
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages == "")
  }

  @Test func `the report shows the ledger that the command explains`() async throws {
    let folder = try await ExplainFolder.make(
      script: """
        local shares = allocation.policy():apply {}
        return report.new { title = "Split" }:ledger(shares)
        """
    )
    let run = try await folder.tally("report", "split", "--stdout", "--format", "markdown")
    #expect(run.status == 0, "\(run.messages)")
    #expect(
      run.output.contains(
        """
        | Target | Source | Rule | Method | Divided | Share | Amount |
        | :-- | :-- | :-- | :-- | --: | --: | --: |
        | Shop | hosting | own | to | $6.00 | 100.0% | **$6.00** |
        | Shop | hosting | server | weights | $3.00 | 66.7% | **$2.00** |
        | Wallet | hosting | server | weights | $3.00 | 33.3% | **$1.00** |
        | **Total** |  |  |  | – | – | **$9.00** |

        """
      ),
      "\(run.output)"
    )
  }

  /// What `tally usage --by day --json` prints, as far as it is needed.
  private struct UsedByDay: Decodable {
    struct Row: Decodable {
      var day: String
      var cost: String?
    }

    var rows: [Row]
  }

  @Test(arguments: [ExplainFolder.policy, ExplainFolder.stepped, ""])
  func `the shares of each day sum to its cost, to the last digit`(policy: String) async throws {
    let folder = try await ExplainFolder.make(policy: policy)
    let period = "2026-11-01..2026-11-03"
    let usage = try await folder.tally("usage", "--by", "day", "--json", "--period", period)
    let used = try JSONDecoder().decode(UsedByDay.self, from: Data(usage.output.utf8))
    let explained = try await folder.tally("explain", "split", "--json", "--period", period)
    var sums: [String: FixedDecimal] = [:]
    for row in try ExplainedShares(explained).rows where !row.passedOn {
      sums[row.day] = try (sums[row.day] ?? 0) + (try #require(FixedDecimal(row.amount)))
    }
    #expect(sums.count == 3)
    for row in used.rows { #expect(sums[row.day] == row.cost.flatMap { FixedDecimal($0) }) }
    #expect(used.rows.count == 3)
  }
}
