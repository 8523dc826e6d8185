import Foundation
import ProviderSimulator
import Testing

/// What `tally fetch` shows, to whom, and what it refuses before it asks anybody.
struct FetchingTests {
  private static let now = "2026-11-21T06:00:00Z"

  @Test func `a person sees how far it is, on one line that is gone in the end`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let run = try await TerminalRun.run(["fetch", "--now", Self.now], in: accounts.folder.path)
    #expect(run.status == 0)
    let line = { (done: Int) in "\r\u{1B}[KFetched \(done) of 5 sources" }
    let progress = (0...5).map(line).joined() + "\r\u{1B}[K"
    #expect(
      run.shown
        == progress + "cuadra: ok\r\nhelius: ok\r\nnotte: ok\r\nputer: ok\r\nshoal: ok\r\n"
    )
    await accounts.simulator.stop()
  }

  @Test(arguments: [
    (["--quiet"], "xterm", ""), (["--json"], "xterm", ""),
    ([], "dumb", "shoal: ok\r\n"), ([], "", "shoal: ok\r\n"),
  ])
  func `where nobody wants it, or nothing can show it, there is no such line`(
    options: [String],
    terminal: String,
    shown: String
  ) async throws {
    let accounts = try await SimulatedAccounts.make()
    let run = try await TerminalRun.run(
      ["fetch", "shoal", "--now", Self.now] + options,
      in: accounts.folder.path,
      terminal: terminal
    )
    #expect(run.status == 0)
    #expect(run.shown == shown)
    await accounts.simulator.stop()
  }

  @Test func `under cron all is silent when all is well`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let fetch = try await accounts.tally("fetch", "--now", Self.now)
    #expect(fetch.status == 0)
    #expect(fetch.output == "")
    #expect(fetch.messages == "")
    await accounts.simulator.stop()
  }

  @Test func `every failed source has its line, the others are fetched, status 3`() async throws {
    let accounts = try await SimulatedAccounts.make()
    await accounts.simulator.setFault(.notJSON, for: "cuadra")
    await accounts.simulator.setFault(.wrongKey, for: "shoal")
    let fetch = try await accounts.tally("fetch", "--verbose", "--now", Self.now)
    #expect(fetch.status == 3)
    let port = await accounts.simulator.port
    #expect(
      fetch.messages == """
        cuadra: Cuadra AI at http://127.0.0.1:\(port)/cuadra/v1/usage sends what cannot be read: \
        expected JSON, found an HTML page titled "Sign in"; nothing of it was stored: \
        check `base_url:`, or look for a newer version of tally
        helius: ok
        notte: ok
        puter: ok
        shoal: Shoal at http://127.0.0.1:\(port)/shoal/v1/usage answers 403: "Invalid API key"; \
        check `api_key:` of source shoal

        """
    )
    await accounts.simulator.stop()
  }

  @Test(arguments: [
    (
      "http://api.example.com",
      "plain http to api.example.com would show the credential to everyone; use https, "
        + "or say `allow_http: true` in source shoal"
    ),
    ("https://api..example.com", #""api..example.com" is no host name; "#),
    ("https://api.example.com:70000", "there is no such port; "),
  ])
  func `an address that will not do is found by tally check, with its line`(
    address: String,
    message: String
  ) async throws {
    let accounts = try await SimulatedAccounts.make()
    let good = await accounts.simulator.baseURL(for: "shoal")
    let text = try accounts.folder.text(of: "tallystick.yaml").replacing(good, with: address)
    try accounts.folder.write(text, to: "tallystick.yaml")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains(address) }) + 1
    let advice = message.hasSuffix("; ") ? "write it like https://api.example.com" : ""
    for command in ["check", "fetch"] {
      let run = try await accounts.tally(command, "--now", Self.now)
      #expect(run.status == 2)
      #expect(
        run.messages == "tallystick.yaml:\(line): `sources[5].base_url`: \(message)\(advice)\n"
      )
    }
    #expect(!accounts.folder.has("tallystick.sqlite"))
    await accounts.simulator.stop()
  }

  @Test func `plain http that is allowed is no mistake`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let good = await accounts.simulator.baseURL(for: "shoal")
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing(good, with: "http://api.example.com\n    allow_http: true")
    try accounts.folder.write(text, to: "tallystick.yaml")
    let check = try await accounts.tally("check", "--now", Self.now)
    #expect(check.status == 0, "\(check.messages)")
    await accounts.simulator.stop()
  }

  @Test(arguments: [
    (["--fault", "bomb"], "--fault goes with --serve only"),
    (["--serve", "--fault", "bom"], "'bom' is invalid"),
    (["--serve", "--fault", "puterr=bomb"], "'puterr=bomb' is invalid"),
  ])
  func `faults are for the simulated platforms, by their names`(
    options: [String],
    text: String
  ) async throws {
    let folder = try TemporaryFolder()
    let run = try await TallyProcess.run(["demo"] + options, in: folder.path)
    #expect(run.status == 2)
    #expect(run.messages.contains(text))
  }

  @Test func `a proxy comes from the environment, and what it refuses is told`() async throws {
    let accounts = try await SimulatedAccounts.make()
    let good = await accounts.simulator.baseURL(for: "shoal")
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing(good, with: "https://api.shoal.example")
    try accounts.folder.write(text, to: "tallystick.yaml")
    // The simulator is no proxy, and says so.
    let port = await accounts.simulator.port
    let run = try await TallyProcess.run(
      ["fetch", "shoal", "puter", "--now", Self.now],
      in: accounts.folder.path,
      environment: ["https_proxy": "http://me:proxy-word@127.0.0.1:\(port)"]
    )
    #expect(run.status == 3)
    #expect(
      run.messages
        == "shoal: Shoal at https://api.shoal.example/v1/usage: the proxy in the environment refuses "
        + "the connection with 404; check the network of this machine and `base_url:` of source shoal\n"
    )
    await accounts.simulator.stop()
  }
}

/// One run of the command with its messages on a terminal.
private struct TerminalRun {
  let status: Int32
  /// What the terminal was sent.
  let shown: String

  static func run(
    _ arguments: [String],
    in folder: String,
    terminal: String = "xterm"
  ) async throws -> TerminalRun {
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    try #require(openpty(&ours, &theirs, nil, nil, nil) == 0)
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "tally")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
    if !terminal.isEmpty { process.environment?["TERM"] = terminal }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: theirs, closeOnDealloc: false)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    // A terminal keeps a few kilobytes for who reads late, far more than is shown here.
    close(theirs)
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ours, &buffer, buffer.count), count > 0 {
      shown += buffer[..<count]
    }
    close(ours)
    return TerminalRun(
      status: process.terminationStatus,
      shown: String(decoding: shown, as: UTF8.self)
    )
  }
}
