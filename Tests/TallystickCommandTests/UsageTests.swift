import Foundation
import ProviderSimulator
import Testing

/// `tally usage` over plans, charges and time.
struct UsageTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// The rows of `--json`, and the whole.
  private func rows(
    _ run: TallyProcess
  ) throws -> (rows: [[String: Any]], all: [String: Any]) {
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let all = try #require(object as? [String: Any])
    return (try #require(all["rows"] as? [[String: Any]]), all)
  }

  @Test func `requests sum to the same in every breakdown that counts the same sources`()
    async throws
  {
    let folder = try await SharedDemo.copy()
    var totals: [[String]: Set<String>] = [:]
    for by in ["provider", "source", "day", "charge", "app", "app,day", "app,provider", "service"] {
      let usage = ["usage", "--json", "--by", by, "--now", Self.now]
      let run = try await TallyProcess.run(usage, in: folder.path("demo"))
      let all = try rows(run).all
      let total = try #require(all["total"] as? [String: Any])
      let uncounted = try #require(all["uncounted"] as? [String])
      totals[uncounted, default: []].insert(try #require(total["requests"] as? String))
      // What nobody counts is not in any row either.
      for source in uncounted {
        let own = try await TallyProcess.run(
          usage + ["--where", "source=\(source)"],
          in: folder.path("demo")
        )
        let ownTotal = try rows(own).all["total"] as? [String: Any]
        #expect(ownTotal?["requests"] is NSNull, "\(by): \(source)")
      }
    }
    #expect(totals.count > 1, "breakdowns differ in whom they count")
    #expect(totals.values.allSatisfy { $0.count == 1 }, "\(totals)")
    let table = try await TallyProcess.run(
      ["usage", "--by", "provider", "--now", Self.now],
      in: folder.path("demo")
    )
    #expect(table.output.hasSuffix("\nNot in the requests: cuadra, helius, notte, puter\n"))
  }

  @Test func `fees, top-ups and credits have rows of their own, in both views`() async throws {
    let accounts = try await SimulatedAccounts.make()
    try accounts.configure(
      "charges",
      "source: hosting, amount: 30 USD, every: month, since: 2026-11-01",
      "source: shoal, amount: 25 USD, on: 2026-11-02, charge: top-up, credits: 1000 shoal:credit",
      "source: hosting, amount: -4 USD, on: 2026-11-03, charge: credit",
      "source: hosting, amount: 3 USD, on: 2026-11-03, charge: tax"
    )
    _ = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    await accounts.simulator.stop()
    var costs: [String: [String: String]] = [:]
    for view in ["effective", "billed"] {
      let usage = try await accounts.tally(
        "usage",
        "--by",
        "charge",
        "--view",
        view,
        "--json",
        "--now",
        Self.now
      )
      for row in try rows(usage).rows {
        costs[view, default: [:]][row["charge"] as? String ?? ""] = row["cost"] as? String
      }
    }
    let effective = try #require(costs["effective"])
    let billed = try #require(costs["billed"])
    #expect(effective.keys.sorted() == ["credit", "fee", "tax", "top-up", "usage"])
    #expect(billed.keys.sorted() == effective.keys.sorted())
    // 21 of the 30 days have begun.
    #expect(effective["fee"] == "21")
    #expect(billed["fee"] == "30")
    #expect(effective["top-up"] == "0")
    #expect(billed["top-up"] == "25")
    for view in [effective, billed] {
      #expect(view["credit"] == "-4")
      #expect(view["tax"] == "3")
    }
    let used = try #require(Decimal(string: effective["usage"] ?? ""))
    let billedUsage = try #require(Decimal(string: billed["usage"] ?? ""))
    #expect(used - billedUsage == 25, "what the bought credits paid for")
  }

  @Test func `a source that was never fetched counts as not seen`() async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "shoal", "notte", "--now", Self.now)
    await accounts.simulator.stop()
    let all = try await accounts.tally("usage", "--json", "--now", Self.now)
    #expect(try rows(all).all["coverage"] as? String == "0.4")
    let some = try await accounts.tally(
      "usage",
      "--json",
      "--where",
      "source=shoal puter",
      "--now",
      Self.now
    )
    #expect(try rows(some).all["coverage"] as? String == "0.5")
  }

  @Test func `quantities have one row a unit`() async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "notte", "--now", Self.now)
    await accounts.simulator.stop()
    let usage = try await accounts.tally(
      "usage",
      "--by",
      "source",
      "--measure",
      "quantity",
      "--json",
      "--now",
      Self.now
    )
    let (rows, all) = try rows(usage)
    let units = rows.compactMap { $0["unit"] as? String }
    #expect(Set(units).count == rows.count)
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0["cost"] == nil && $0["quantity"] is String })
    let total = (all["total"] as? [String: Any])?["quantities"] as? [[String: String]]
    let told = rows.compactMap { $0["quantity"] as? String }
    #expect(total?.compactMap { $0["quantity"] }.sorted() == told.sorted())
  }

  @Test(arguments: ["usage", "rates", "allowances"])
  func `before anything was learnt there are no rows, and the message says so`(
    command: String
  ) async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    await accounts.simulator.stop()
    let early = "2026-11-20T06:00:00Z"
    let run = try await accounts.tally(command, "--now", Self.now, "--as-of", early)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.messages == "Nothing was known at 2026-11-20T06:00:00Z yet.\n")
    let quiet = try await accounts.tally(command, "-q", "--now", Self.now, "--as-of", early)
    #expect(quiet.output + quiet.messages == "")
  }

  @Test func `a rate that is added later prices only what is told since`() async throws {
    let accounts = try await SimulatedAccounts.make { text in
      text.replacing("unit: \"shoal:credit\"", with: "unit: \"shoal:other\"")
    }
    _ = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    await accounts.simulator.stop()
    let later = "2026-11-22T06:00:00Z"
    try accounts.configure("rates", "unit: \"shoal:credit\", price: 1 USD, since: 2026-11-01")
    let after = try await accounts.tally("usage", "--json", "--now", later)
    let cost = (try rows(after).all["total"] as? [String: Any])?["cost"] as? String
    #expect(cost != nil)
    let before = try await accounts.tally(
      "usage",
      "--json",
      "--now",
      later,
      "--as-of",
      Self.now
    )
    let total = try #require(try rows(before).all["total"] as? [String: Any])
    #expect(total["cost"] is NSNull)
    let unpriced = try #require(total["unpriced"] as? [[String: String]])
    #expect(unpriced.map { $0["quantity"] } == [cost])
  }
}
