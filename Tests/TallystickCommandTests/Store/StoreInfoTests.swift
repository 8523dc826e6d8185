import Foundation
import ProviderSimulator
import Testing

/// `tally store info` and `tally store verify` of a store that is whole, and of none.
struct StoreInfoTests {
  private static let now = "2026-11-21T06:00:00Z"

  @Test func `info tells what is kept of each source, also as JSON`() async throws {
    let accounts = try await SimulatedAccounts.withHistory()
    let info = try await accounts.tally("store", "info", "--now", Self.now)
    #expect(info.status == 0)
    #expect(info.messages == "")
    let lines = info.output.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init
    )
    #expect(lines.count == 10)
    #expect(
      lines[0]
        == "source  provider  replies  pruned  windows  counters  first                 last"
    )
    #expect(lines[2].hasPrefix("cuadra  cuadra          5       0        2         1  2026-10-02"))
    #expect(lines[6].hasSuffix("2026-10-02T06:00:00Z  2026-11-21T06:00:00Z"))
    #expect(lines[7] == "")
    let summary =
      #/tallystick\.sqlite: [0-9]+ kB, with 1 version of the plans, rates, charges and invoices/#
    #expect(lines[8].wholeMatch(of: summary) != nil, "\(lines[8])")

    let json = try await accounts.tally("store", "info", "--json", "--now", Self.now)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let sources = try #require(object?["sources"] as? [[String: Any]])
    #expect(object?["path"] as? String == "tallystick.sqlite")
    #expect(object?["terms"] as? Int == 1)
    #expect(
      sources.map { $0["source"] as? String } == ["cuadra", "helius", "notte", "puter", "shoal"]
    )
    #expect(sources[4]["replies"] as? Int == 5)
    #expect(sources[4]["pruned"] as? Int == 0)
    #expect(sources[4]["last_observed"] as? String == Self.now)
    await accounts.simulator.stop()
  }

  @Test func `changed terms are a new version`() async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "--now", Self.now)
    try accounts.configure("invoices", "source: notte, period: 2026-09, amount: 8 USD")
    let info = try await accounts.tally("store", "info", "--now", "2026-11-21T07:00:00Z")
    #expect(
      info.output.hasSuffix(", with 2 versions of the plans, rates, charges and invoices\n")
    )
    await accounts.simulator.stop()
  }

  @Test func `verify says that nothing is damaged, and changes nothing`() async throws {
    let accounts = try await SimulatedAccounts.withHistory()
    // The terms have changed, and are not learnt by looking.
    try accounts.configure("invoices", "source: notte, period: 2026-09, amount: 8 USD")
    let before = FileManager.default.contents(atPath: accounts.folder.path("tallystick.sqlite"))
    let verify = try await accounts.tally("store", "verify", "--now", Self.now)
    #expect(verify.status == 0)
    #expect(verify.messages == "")
    let sentence =
      #/tallystick\.sqlite: no damage \(replies: [0-9]+, pruned: 0, entries of what they said: [0-9]+\)\n/#
    #expect(verify.output.wholeMatch(of: sentence) != nil, "\(verify.output)")
    #expect(
      FileManager.default.contents(atPath: accounts.folder.path("tallystick.sqlite")) == before
    )
    let quiet = try await accounts.tally("store", "verify", "--quiet", "--now", Self.now)
    #expect(quiet.output + quiet.messages == "")
    await accounts.simulator.stop()
  }

  @Test(arguments: [
    ["info"], ["verify"], ["backup", "copy.sqlite"], ["prune", "--older-than", "30"], ["rebuild"],
  ])
  func `where there is no store, the status is 6 and none is made`(
    arguments: [String]
  ) async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let run = try await TallyProcess.run(["store"] + arguments, in: folder.path)
    #expect(run.status == 6)
    #expect(run.messages == "tallystick.sqlite: there is no store yet; `tally fetch` makes it\n")
    #expect(run.output == "")
    #expect(!folder.has("tallystick.sqlite"))
    #expect(!folder.has("copy.sqlite"))
  }
}
