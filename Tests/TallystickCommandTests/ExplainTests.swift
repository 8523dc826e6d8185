import Foundation
import Testing
import UsageModel

/// `tally explain`, as a person runs it.
struct ExplainTests {
  @Test func `the ledger names rules and their places, and ends with the total`() async throws {
    let folder = try await ExplainFolder.make()
    let run = try await folder.tally("explain", "split")
    #expect(run.status == 0 && run.messages == "", "\(run.messages)")
    #expect(
      run.output == """
        target  source   rule    written at          method   divided   share  amount
        ──────  ───────  ──────  ──────────────────  ───────  ───────  ──────  ──────
        Shop    hosting  own     tallystick.yaml:9   to         $6.00  100.0%   $6.00
        Shop    hosting  server  tallystick.yaml:10  weights    $3.00   66.7%   $2.00
        Wallet  hosting  server  tallystick.yaml:10  weights    $3.00   33.3%   $1.00
        ──────  ───────  ──────  ──────────────────  ───────  ───────  ──────  ──────
        total                                                                   $9.00

        """
    )
    // It is about figures that exist: nothing is written.
    #expect(!folder.folder.has("Reports"))
  }

  @Test func `one target, day by day`() async throws {
    let folder = try await ExplainFolder.make()
    let run = try await folder.tally("explain", "Scripts/split.lua", "--target", "Wallet", "--days")
    #expect(run.status == 0 && run.messages == "", "\(run.messages)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines.first == "day target source rule method weight of ratio amount")
    #expect(
      lines.filter { $0.hasPrefix("2026") }
        == (1...3).map {
          "2026-11-0\($0) Wallet hosting server weights 1 3 33.3% $0.33"
        }
    )
    #expect(lines.last == "total $1.00")
  }

  @Test func `JSON has every share with all its digits`() async throws {
    let folder = try await ExplainFolder.make()
    let run = try await folder.tally("explain", "split", "--json")
    #expect(run.status == 0 && run.messages == "", "\(run.messages)")
    let shares = try ExplainedShares(run)
    #expect(shares.total == "9")
    #expect(shares.currency == "USD")
    #expect(shares.rows.count == 9)
    let first = shares.rows.filter { $0.day == "2026-11-01" && $0.rule == "server" }
    #expect(first.map(\.target) == ["Shop", "Wallet"])
    #expect(first.map(\.ratio) == ["0.666666666667", "0.333333333333"])
    #expect(first.map(\.amount) == ["0.666666666667", "0.333333333333"])
    #expect(first.map(\.remainder) == ["0.000000000001", "0"])
    #expect(first.map(\.weight) == ["2", "1"])
    for row in first {
      #expect(row.source == "hosting" && row.charge == "fee" && row.method == "weights")
      #expect(row.place == "tallystick.yaml:10" && row.step == 1 && row.from == nil)
      #expect(row.unit == "USD" && row.whole == "1" && row.totalWeight == "3" && !row.passedOn)
    }
    let amounts = try shares.rows.map { try #require(FixedDecimal($0.amount)) }
    #expect(try FixedDecimal.sum(of: amounts) == 9)
    // The same on request of a part.
    let wallet = try await folder.tally("explain", "split", "--json", "--target", "Wallet")
    #expect(try ExplainedShares(wallet).rows == shares.rows.filter { $0.target == "Wallet" })
    #expect(try ExplainedShares(wallet).total == "0.999999999999")
    let hosting = try await folder.tally("explain", "split", "--json", "--source", "hosting")
    #expect(try ExplainedShares(hosting) == shares)
  }

  @Test func `what a later step divided is in brackets, and what no rule took is told`()
    async throws
  {
    let folder = try await ExplainFolder.make(
      policy: "",
      script: """
        local rule = allocation.rule
        local shares = allocation.policy {
          rule { "all of it", match = { app = "Shop" }, to = "Shop" },
          rule { "again", step = 2, match = { target = "Shop" }, percent = { Wallet = 100 } },
        }:apply {}
        return report.new { title = "Split" }:ledger(shares)
        """
    )
    let run = try await folder.tally("explain", "split")
    #expect(run.status == 0, "\(run.messages)")
    #expect(
      run.output == """
        target         source   from  rule       written at           method   divided   share   amount
        ─────────────  ───────  ────  ─────────  ───────────────────  ───────  ───────  ──────  ───────
        Shop           hosting        all of it  Scripts/split.lua:3  to         $6.00  100.0%  ($6.00)
        Wallet         hosting  Shop  again      Scripts/split.lua:4  percent    $6.00  100.0%    $6.00
        (unallocated)  hosting                                        no rule    $3.00  100.0%    $3.00
        ─────────────  ───────  ────  ─────────  ───────────────────  ───────  ───────  ──────  ───────
        total                                                                                     $9.00

        """
    )
    let shares = try ExplainedShares(try await folder.tally("explain", "split", "--json"))
    #expect(shares.total == "9")
    #expect(shares.rows.filter(\.passedOn).map(\.target) == ["Shop", "Shop", "Shop"])
    #expect(Set(shares.rows.filter { $0.step == 2 }.map(\.from)) == ["Shop"])
    let none = shares.rows.filter { $0.target == "(unallocated)" }
    #expect(none.count == 3 && none.allSatisfy { $0.rule == nil && $0.place == nil })
  }

  @Test func `warnings come with it, unless it is quiet`() async throws {
    let folder = try await ExplainFolder.make(
      policy: "",
      script: """
        print("hello")
        local rule = allocation.rule { "follows", by = "requests" }
        return report.new { title = "Split" }:ledger(allocation.policy { rule }:apply {})
        """
    )
    let warning =
      "warning: Scripts/split.lua:2: rule \"follows\": the driver requests is zero or missing, so that 9 USD from "
      + "2026-11-01 to 2026-11-03 is (unallocated) (3 cells); say with otherwise = \"even\", or with another method, "
      + "who bears it then\n"
    #expect(try await folder.tally("explain", "split").messages == warning)
    #expect(try await folder.tally("explain", "split", "-v").messages == "hello\n" + warning)
    let quiet = try await folder.tally("explain", "split", "-q")
    #expect(quiet.messages == "" && quiet.output.contains("$9.00"))
  }

  @Test func `a period without usage has nothing to explain, and that is no error`() async throws {
    let folder = try await ExplainFolder.make()
    let text = try await folder.tally("explain", "split", "--period", "2026-10")
    #expect(text.status == 0 && text.output == "" && text.messages == "")
    let json = try await folder.tally("explain", "split", "--period", "2026-10", "--json")
    let shares = try ExplainedShares(json)
    #expect(shares.rows.isEmpty && shares.total == nil)
  }

  @Test(arguments: [
    (
      ["split", "--target", "Walet"],
      "Scripts/split.lua: no target is called \"Walet\"; did you mean \"Wallet\"?\n"
    ),
    (
      ["split", "--target", "Zeppelin"],
      "Scripts/split.lua: no target is called \"Zeppelin\"; there are Shop, Wallet\n"
    ),
    (
      ["split", "--source", "hostng"],
      "Scripts/split.lua: nothing of it comes from a source called \"hostng\"; did you mean \"hosting\"?\n"
    ),
    (
      ["split", "--source", "elsewhere", "--target", "Shop"],
      "Scripts/split.lua: nothing of it comes from a source called \"elsewhere\"; there are hosting\n"
    ),
    (
      ["split", "--target", "Shop", "--period", "2026-10"],
      "Scripts/split.lua: no target is called \"Shop\"; nothing was divided\n"
    ),
    (
      ["spend-by-app"],
      "Scripts/spend-by-app.lua: the report divides no costs; there is nothing to explain\n"
    ),
    (
      ["splt"],
      "there is no report or script \"splt\"; did you mean \"split\"?\n"
    ),
    (
      ["split", "--param", "a=b"],
      "Scripts/split.lua: the script has no parameter \"a\"; it declares none\n"
    ),
  ])
  func `what cannot be explained is the command line's fault`(
    arguments: [String],
    expected: String
  ) async throws {
    let folder = try await ExplainFolder.make()
    let run = try await TallyProcess.run(
      ["explain"] + arguments + ["--now", "2026-11-04T06:00:00Z"],
      in: folder.folder.path
    )
    #expect(run.status == 2)
    #expect(run.messages == expected)
    #expect(run.output == "")
  }

  @Test func `a script that fails is told with its line`() async throws {
    let folder = try await ExplainFolder.make(
      script: "local shares = allocation.policy():apply {}\nerror('broken')"
    )
    let run = try await folder.tally("explain", "split")
    #expect(run.status == 4)
    #expect(run.messages.hasPrefix("Scripts/split.lua:2: broken\n"), "\(run.messages)")
    #expect(run.output == "")
  }

  @Test func `the ledger is of the period and the parameters that are given`() async throws {
    let folder = try await ExplainFolder.make(
      script: """
        local p = params { share = 50 }
        local rule = allocation.rule {
          "split", percent = { Shop = p.share, Wallet = 100 - p.share },
        }
        return report.new { title = "Split" }:ledger(allocation.policy { rule }:apply {})
        """
    )
    func amounts(_ options: String...) async throws -> [String] {
      let run = try await TallyProcess.run(
        ["explain", "split", "--json", "--now", "2026-11-04T06:00:00Z"] + options,
        in: folder.folder.path
      )
      return try ExplainedShares(run).rows.filter { $0.target == "Shop" }.map(\.amount)
    }
    #expect(try await amounts() == ["1.5", "1.5", "1.5"])
    #expect(try await amounts("--param", "share=10") == ["0.3", "0.3", "0.3"])
    #expect(try await amounts("--period", "2026-11-02") == ["1.5"])
  }
}
