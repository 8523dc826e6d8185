import Foundation
import ProviderSimulator
import Testing
import UsageModel

/// `tally doctor` on a working folder, as a person and as cron runs it.
struct DoctorCommandTests {
  private struct Answer: Decodable {
    struct Finding: Decodable {
      let severity: String
      let check: String
      let source: String?
      let text: String
      let mend: String?
    }

    let findings: [Finding]
    let checks: [String]
  }

  private func answer(_ run: TallyProcess) throws -> Answer {
    try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
  }

  private static let now = "2026-11-21T06:00:00Z"

  @Test func `a folder that works has no fault, its hosts answer, and nothing is asked of them`()
    async throws
  {
    let accounts = try await SimulatedAccounts.make(at: Self.now)
    _ = try await accounts.tally("fetch", "--now", Self.now)
    var asked: [String: Int] = [:]
    for name in ProviderSimulator.credentials.keys {
      asked[name] = await accounts.simulator.requests(to: name)
    }
    let run = try await accounts.tally("doctor", "--now", Self.now, "--json")
    #expect(run.status == 0, "\(run.output)")
    let answer = try answer(run)
    #expect(answer.findings.allSatisfy { $0.severity == "note" }, "\(run.output)")
    #expect(
      answer.checks == [
        "configuration", "secrets", "time-zone", "store", "replies", "fetches", "last-run",
        "disk-space", "output", "schedule", "network",
      ]
    )
    for (name, count) in asked { #expect(await accounts.simulator.requests(to: name) == count) }
    // Only the machine's own clock is compared, and not the moment to take for it.
    let here = Timestamp(Date())
    await accounts.simulator.setNow(here.advanced(bySeconds: -7200))
    let late = try await accounts.tally("doctor", "--json")
    #expect(late.status == 2)
    let clock = try self.answer(late).findings.filter { $0.check == "clock" }
    #expect(clock.allSatisfy { $0.text.hasSuffix(" s ahead of the platforms' clocks") })
    #expect(clock.count == 1)
    await accounts.simulator.stop()
    let gone = try await accounts.tally("doctor", "--now", Self.now, "--json")
    #expect(gone.status == 2)
    let network = try self.answer(gone).findings.filter { $0.check == "network" }
    #expect(network.first?.text.hasSuffix(" does not answer: no connection could be made") == true)
    #expect(try await accounts.tally("doctor", "--now", Self.now, "--offline").status == 0)
    for output in [run, late, gone].map(\.output) {
      for secrets in ProviderSimulator.credentials.values {
        for key in ["token", "api_key"] {
          if let secret = secrets[key] { #expect(!output.contains(secret)) }
        }
      }
    }
  }

  @Test func `as cron, a variable of the shell is not there, and the configuration still is`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "sources: [{ name: shoal, provider: shoal, api_key: { env: KEY } }]\n",
      to: "elsewhere.yaml"
    )
    let environment = ["KEY": "hush-hush", "TALLYSTICK_CONFIG": folder.path("elsewhere.yaml")]
    let arguments = ["doctor", "--offline", "--json"]
    let own = try await TallyProcess.run(arguments, in: folder.path, environment: environment)
    #expect(own.status == 0, "\(own.output)")
    let cron = try await TallyProcess.run(
      arguments + ["--as-cron"],
      in: folder.path,
      environment: environment
    )
    #expect(cron.status == 2)
    let faults = try answer(cron).findings.filter { $0.severity == "fault" }
    #expect(
      faults.map(\.text) == [
        "\(folder.path("elsewhere.yaml")):1: source shoal, `api_key`: the variable KEY is missing: "
          + "the environment does not set it; cron has no variables of your shell"
      ]
    )
    try folder.write("KEY=hush-hush\n", to: "env", mode: 0o600)
    try folder.write(
      try folder.text(of: "elsewhere.yaml") + "env_file: env\n",
      to: "elsewhere.yaml"
    )
    let mended = try await TallyProcess.run(
      arguments + ["--as-cron"],
      in: folder.path,
      environment: environment
    )
    #expect(mended.status == 0, "\(mended.output)")
    for output in [own, cron, mended].map(\.output) { #expect(!output.contains("hush")) }
  }

  @Test func `the line that mends a finding stands below it`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "sources: [{ name: shoal, provider: shoal, api_key: { file: key } }]\n",
      to: "tallystick.yaml"
    )
    try folder.write("hush-hush\n", to: "key", mode: 0o644)
    let run = try await TallyProcess.run(["doctor", "--offline"], in: folder.path)
    #expect(run.status == 2)
    #expect(
      run.output.hasPrefix(
        """
        fault: tallystick.yaml:1: source shoal, `api_key`: the secret file key is open to others (mode 644)
            chmod 600 key
        note: tallystick.sqlite: there is no store yet
            tally fetch

        """
      )
    )
  }
}
