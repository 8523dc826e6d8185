import ProviderSimulator
import Testing

/// `tally store prune` and `tally store rebuild`: neither changes what the store tells.
struct StorePruneTests {
  private static let now = "2026-11-21T06:00:00Z"

  @Test func `pruning and rebuilding change no figure, as of any moment`() async throws {
    let accounts = try await SimulatedAccounts.withHistory()
    await accounts.simulator.stop()
    var before: [String: String] = [:]
    for moment in SimulatedAccounts.history {
      before[moment] = try await accounts.everything(asOf: moment)
    }
    #expect(Set(before.values).count == SimulatedAccounts.history.count)
    func isUnchanged(after step: String) async throws {
      for moment in SimulatedAccounts.history {
        let isSame = try await accounts.everything(asOf: moment) == before[moment]
        #expect(isSame, "as of \(moment), after \(step)")
      }
      let verify = try await accounts.tally("store", "verify", "--now", Self.now)
      #expect(verify.status == 0, "\(verify.messages)")
      #expect(verify.messages == "")
    }

    let rebuilt = try await accounts.tally("store", "rebuild", "--now", Self.now)
    #expect(rebuilt.status == 0, "\(rebuilt.messages)")
    let all = #/tallystick\.sqlite: read [0-9]+ replies again; nothing changed\n/#
    #expect(rebuilt.output.wholeMatch(of: all) != nil, "\(rebuilt.output)")
    try await isUnchanged(after: "a rebuild")

    let pruned = try await accounts.tally(
      "store",
      "prune",
      "--before",
      "2026-11-01",
      "--now",
      Self.now
    )
    #expect(pruned.status == 0, "\(pruned.messages)")
    #expect(pruned.messages == "")
    let some =
      #/tallystick\.sqlite: dropped [0-9]+ replies \([0-9.]+ k?B\); what was read of them stays\n/#
    #expect(pruned.output.wholeMatch(of: some) != nil, "\(pruned.output)")
    try await isUnchanged(after: "pruning")

    let again = try await accounts.tally("store", "rebuild", "--now", Self.now)
    #expect(again.status == 0, "\(again.messages)")
    let rest =
      #/tallystick\.sqlite: read [0-9]+ replies again; nothing changed; [0-9]+ pruned ones stay as they were read\n/#
    #expect(again.output.wholeMatch(of: rest) != nil, "\(again.output)")
    try await isUnchanged(after: "pruning and a rebuild")

    let nothing = try await accounts.tally(
      "store",
      "prune",
      "--older-than",
      "20",
      "--now",
      Self.now
    )
    #expect(nothing.status == 0)
    #expect(nothing.output == "tallystick.sqlite: there is nothing to drop\n")
  }

  @Test func `days are counted back from now`() async throws {
    let accounts = try await SimulatedAccounts.make(at: "2026-11-01T06:00:00Z")
    for moment in ["2026-11-01T06:00:00Z", Self.now] {
      _ = try await accounts.fetchShoal(at: moment)
    }
    await accounts.simulator.stop()
    let early = try await accounts.tally("store", "prune", "--older-than", "20", "--now", Self.now)
    #expect(early.output == "tallystick.sqlite: there is nothing to drop\n")
    let late = try await accounts.tally("store", "prune", "--older-than", "19", "--now", Self.now)
    #expect(late.output.hasPrefix("tallystick.sqlite: dropped 1 reply ("))
    let quiet = try await accounts.tally(
      "store",
      "prune",
      "-q",
      "--older-than",
      "1",
      "--now",
      "2027-11-21T06:00:00Z"
    )
    #expect(quiet.output + quiet.messages == "", "the newest reply to each request stays")
    let info = try await accounts.tally("store", "info", "--json", "--now", Self.now)
    #expect(info.output.contains("\"replies\": 2, \"pruned\": 1"))
  }

  @Test(arguments: [
    ([], "Error: Say which replies to drop: --older-than DAYS or --before DAY.\n"),
    (
      ["--older-than", "3", "--before", "2026-01-01"],
      "Error: Choose --older-than or --before.\n"
    ),
    (["--older-than", "0"], "Error: --older-than takes a number of days from 1 to 36500.\n"),
    (["--older-than", "40000"], "Error: --older-than takes a number of days from 1 to 36500.\n"),
  ])
  func `options that do not say one thing have status 2`(
    options: [String],
    message: String
  ) async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let run = try await TallyProcess.run(["store", "prune"] + options, in: folder.path)
    #expect(run.status == 2)
    #expect(run.messages.hasPrefix(message), "\(run.messages)")
    #expect(run.output == "")
  }
}

extension SimulatedAccounts {
  fileprivate func fetchShoal(at moment: String) async throws {
    let fetch = try await tally("fetch", "shoal", "--now", moment)
    #expect(fetch.status == 0, "\(fetch.messages)")
  }
}
