import Foundation
import ProviderSimulator
import Testing
import UsageModel

/// `tally run` on machines whose clock, zone and language are not what one would wish.
struct RunEnvironmentTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// The files of the output folder, by path.
  private func reports(of folder: TemporaryFolder) throws -> [String: String] {
    let root = folder.path("Reports")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".md") || $0.hasSuffix(".html") }
    return Dictionary(
      uniqueKeysWithValues: try paths.map { ($0, try folder.text(of: "Reports/\($0)")) }
    )
  }

  private func run(
    _ accounts: SimulatedAccounts,
    at moment: String,
    _ environment: [String: String] = [:]
  ) async throws -> TallyProcess {
    await accounts.simulator.setNow(Timestamp(rfc3339: moment) ?? Timestamp(seconds: 0))
    return try await TallyProcess.run(
      ["run", "--now", moment],
      in: accounts.folder.path,
      environment: environment
    )
  }

  @Test func `zone and language of the machine change no byte of a report`() async throws {
    let accounts = try await SimulatedAccounts.make()
    #expect(try await run(accounts, at: Self.now).status == 0)
    let wanted = try reports(of: accounts.folder)
    #expect(wanted.count >= 4)
    let environments = [
      ["TZ": "Pacific/Kiritimati"], ["TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8"],
      ["TZ": ":/nowhere", "LC_ALL": "ar_EG.UTF-8"], ["TZ": "", "LANG": ""],
      ["TZ": "XYZ-25", "LC_ALL": "nonsense"], ["LC_NUMERIC": "de_DE.UTF-8", "LANGUAGE": "de:fr"],
    ]
    for environment in environments {
      // Those of closed months are not written again.
      for path in wanted.keys where !path.contains("2026-10") {
        try accounts.folder.write("", to: "Reports/\(path)")
      }
      let run = try await run(accounts, at: Self.now, environment)
      #expect(run.status == 0 && run.messages == "", "\(environment): \(run.messages)")
      #expect(try reports(of: accounts.folder) == wanted, "\(environment)")
    }
    await accounts.simulator.stop()
  }

  @Test func `a clock that jumps loses nothing and counts nothing twice`() async throws {
    let steady = try await SimulatedAccounts.make(at: "2026-11-19T06:00:00Z")
    for moment in ["2026-11-19T06:00:00Z", "2026-11-20T06:00:00Z", Self.now] {
      #expect(try await run(steady, at: moment).status == 0)
    }
    // The same moments with a day back and an hour back in between.
    let jumping = try await SimulatedAccounts.make(at: "2026-11-19T06:00:00Z")
    let moments = [
      "2026-11-19T06:00:00Z", "2026-11-20T06:00:00Z", "2026-11-19T06:00:00Z", Self.now,
      "2026-11-21T05:00:00Z", Self.now,
    ]
    for moment in moments {
      let run = try await run(jumping, at: moment)
      #expect(run.status == 0 && run.messages == "", "\(moment): \(run.messages)")
    }
    func usage(_ accounts: SimulatedAccounts) async throws -> String {
      try await accounts.tally("usage", "--by", "source", "--json", "--now", Self.now).output
    }
    let (one, other) = (try await usage(steady), try await usage(jumping))
    #expect(one.contains("\"cost\": \""))
    #expect(one == other)
    await steady.simulator.stop()
    await jumping.simulator.stop()
  }
}
