import Foundation
import ProviderSimulator
import Testing

/// What goes wrong gives one clear message, the documented status, and no damage.
struct FailureTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// Accounts that were fetched and reported once, with everything in the folder then.
  private func settled() async throws -> (SimulatedAccounts, [String: Data]) {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "--now", Self.now)
    let report = try await accounts.tally("report", "--now", Self.now)
    #expect(report.status == 0, "\(report.messages)")
    return (accounts, try accounts.folder.contents(of: "Reports"))
  }

  private func usage(of accounts: SimulatedAccounts) async throws -> String {
    try await accounts.tally("usage", "--json", "--now", Self.now).output
  }

  @Test func `A missing secret fails its source; the others are fetched`() async throws {
    let (accounts, reports) = try await settled()
    let before = try await usage(of: accounts)
    try FileManager.default.removeItem(atPath: accounts.folder.path("secrets/notte"))
    let fetch = try await accounts.tally("fetch", "--now", Self.now)
    #expect(fetch.status == 3)
    #expect(fetch.messages == "notte: the secret file secrets/notte is missing\n")
    #expect(try await usage(of: accounts) == before)
    #expect(try accounts.folder.contents(of: "Reports") == reports)
    let check = try await accounts.tally("check", "--now", Self.now)
    #expect(check.status == 2)
    #expect(check.messages.hasSuffix("secrets/notte is missing\n"))
    await accounts.simulator.stop()
  }

  @Test func `A secret that others can read is refused with the line that mends it`() async throws {
    let (accounts, _) = try await settled()
    chmod(accounts.folder.path("secrets/shoal"), 0o644)
    let fetch = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    #expect(fetch.status == 3)
    #expect(
      fetch.messages
        == "shoal: the secret file secrets/shoal is open to others (mode 644); run: chmod 600 secrets/shoal\n"
    )
    await accounts.simulator.stop()
  }

  @Test func `An unknown key in the configuration is named with its line`() async throws {
    let (accounts, reports) = try await settled()
    let text = try accounts.folder.text(of: "tallystick.yaml")
    try accounts.folder.write("curency: USD\n" + text, to: "tallystick.yaml")
    for command in ["fetch", "report", "usage", "check"] {
      let run = try await accounts.tally(command, "--now", Self.now)
      #expect(run.status == 2)
      #expect(
        run.messages == "tallystick.yaml:1: unknown key `curency`; did you mean `currency`?\n"
      )
      #expect(run.output == "")
    }
    #expect(try accounts.folder.contents(of: "Reports") == reports)
    await accounts.simulator.stop()
  }

  @Test func `A syntax error fails its script; the others are rendered`() async throws {
    let (accounts, reports) = try await settled()
    try accounts.folder.write("local x = 1\nretrun x\n", to: "Scripts/broken.lua")
    let report = try await accounts.tally("report", "--now", Self.now)
    #expect(report.status == 4)
    #expect(
      report.messages
        == """
        Scripts/broken.lua:2: syntax error near 'x'
             2 | retrun x
               |        ^

        """
    )
    #expect(try accounts.folder.contents(of: "Reports") == reports)
    let check = try await accounts.tally("check", "--now", Self.now)
    #expect(check.status == 4)
    #expect(check.messages == report.messages)
    await accounts.simulator.stop()
  }

  @Test func `An error in a script names file and line`() async throws {
    let (accounts, reports) = try await settled()
    let script = """
      local month = period.month()
      local spend = usage.load { period = month, dims = { "app", "provder" } }
      return report.new { title = "x" }
      """
    try accounts.folder.write(script, to: "Scripts/spend-by-app.lua")
    let report = try await accounts.tally("report", "--now", Self.now)
    #expect(report.status == 4)
    #expect(
      report.messages
        == """
        Scripts/spend-by-app.lua:2: usage.load: unknown dimension "provder"; did you mean "provider"?
             2 | local spend = usage.load { period = month, dims = { "app", "provder" } }
               |                                                             ^
        stack: Scripts/spend-by-app.lua:2 in main chunk

        """
    )
    #expect(try accounts.folder.contents(of: "Reports") == reports)
    await accounts.simulator.stop()
  }

  @Test func `An unreachable platform fails its source, and nothing is lost`() async throws {
    let (accounts, reports) = try await settled()
    let before = try await usage(of: accounts)
    let port = await accounts.simulator.port
    await accounts.simulator.stop()
    let fetch = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    #expect(fetch.status == 3)
    #expect(
      fetch.messages
        == "shoal: Shoal at http://127.0.0.1:\(port)/shoal/v1/usage: no connection could be made; "
        + "check the network of this machine and `base_url:` of source shoal\n"
    )
    #expect(try await usage(of: accounts) == before)
    #expect(try accounts.folder.contents(of: "Reports") == reports)
  }

  @Test func `A wrong key is told apart from other failures, and never shown`() async throws {
    let (accounts, _) = try await settled()
    try accounts.folder.write("wrong-secret-4711", to: "secrets/helius", mode: 0o600)
    let fetch = try await accounts.tally("fetch", "helius", "--now", Self.now)
    #expect(fetch.status == 3)
    #expect(fetch.messages.contains("401"))
    #expect(fetch.messages.contains("check `api_key:` of source helius"))
    #expect(!fetch.messages.contains("wrong-secret-4711"))
    await accounts.simulator.stop()
  }

  @Test func `A damaged store is not touched`() async throws {
    let (accounts, _) = try await settled()
    for ending in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(
        atPath: accounts.folder.path("tallystick.sqlite\(ending)")
      )
    }
    let garbage = String(repeating: "not a database ", count: 400)
    try accounts.folder.write(garbage, to: "tallystick.sqlite")
    for command in ["fetch", "report", "usage"] {
      let run = try await accounts.tally(command, "--now", Self.now)
      #expect(run.status == 6)
      #expect(run.messages.contains("tallystick.sqlite: the file is damaged or not a store"))
    }
    #expect(try accounts.folder.text(of: "tallystick.sqlite") == garbage)
    await accounts.simulator.stop()
  }

  @Test func `An output folder that cannot be made gives status 7`() async throws {
    let (accounts, _) = try await settled()
    try accounts.folder.write("a file", to: "blocked")
    let report = try await accounts.tally("report", "--out", "blocked", "--now", Self.now)
    #expect(report.status == 7)
    #expect(report.messages == "blocked: cannot be written: not a directory\n")
    #expect(try accounts.folder.text(of: "blocked") == "a file")
    await accounts.simulator.stop()
  }

  @Test func `Without a source there is nothing to fetch: status 2`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let fetch = try await TallyProcess.run(["fetch"], in: folder.path)
    #expect(fetch.status == 2)
    #expect(fetch.messages == "tallystick.yaml: no source is configured; add one to `sources:`\n")
    #expect(!folder.has("tallystick.sqlite"))
  }

  @Test(arguments: [
    ["usage", "--by", "provder"], ["usage", "--period", "2026-13"], ["fetch", "--now", "today"],
    ["report", "--format", "pdf"], ["usage", "--json", "--csv"], ["nonsense"],
    ["usage", "--where", "provder=puter"], ["report", "--stdout"], ["fetch", "nobody"],
    ["report", "--out", ""], ["rates", "--period", "soon"], ["allowances", "--as-of", "now"],
    ["store", "backup"], ["store", "backup", ""],
  ])
  func `A wrong command line gives status 2 and a message`(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init"], in: folder.path)
    let run = try await TallyProcess.run(arguments, in: folder.path)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(!run.messages.isEmpty)
  }

  @Test func `A name that was given to another account fails that source alone`() async throws {
    let (accounts, _) = try await settled()
    let before = try await usage(of: accounts)
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing("name: shoal", with: "name: spare").replacing("name: notte", with: "name: shoal")
    try accounts.folder.write(text, to: "tallystick.yaml")
    let fetch = try await accounts.tally("fetch", "--json", "--now", Self.now)
    #expect(fetch.status == 3)
    #expect(
      fetch.messages
        == "source shoal: the store has it as an account at shoal, the configuration as one at notte; "
        + "give the new account a name of its own\n"
    )
    #expect(fetch.output.contains("\"source\": \"spare\", \"status\": \"ok\""))
    try accounts.folder.write(
      text.replacing("name: shoal", with: "name: other"),
      to: "tallystick.yaml"
    )
    let rows = try await usage(of: accounts)
    #expect(rows.contains("\"source\": \"shoal\""))
    #expect(before.contains("\"source\": \"shoal\""))
    await accounts.simulator.stop()
  }

  @Test func `Standard output that is full gives status 7`() async throws {
    let (accounts, _) = try await settled()
    let run = try await TallyProcess.run(
      ["usage", "--now", Self.now],
      in: accounts.folder.path,
      output: "/dev/full"
    )
    #expect(run.status == 7)
    #expect(run.messages == "standard output: cannot be written: no space left on device\n")
    await accounts.simulator.stop()
  }
}
