import Foundation
import Testing
import UsageModel

@testable import Tallystick

struct DoctorTests {
  private func report(
    _ text: String,
    in folder: String,
    isOffline: Bool = true
  ) async throws -> DoctorReport {
    try write(text, to: "\(folder)/t.yaml")
    let programs = ProgramFolder(path: folder)
    try programs.addCrontab()
    var circumstances = Doctor.Circumstances(
      file: "\(folder)/t.yaml",
      environment: programs.environment.merging(["KEY": "hush-hush"]) { first, _ in first },
      transport: ScriptedHosts(headers: [:])
    )
    circumstances.isOffline = isOffline
    return await Doctor(circumstances).examine()
  }

  private let source = "sources: [{ name: shoal, provider: shoal, api_key: { env: KEY } }]\n"

  @Test func `a broken configuration keeps no check from what can still be looked at`()
    async throws
  {
    try await withTemporaryFolder { folder in
      try write("no store", to: "\(folder)/elsewhere.db")
      try write("", to: "\(folder)/Out")
      let report = try await report(
        source + "store: elsewhere.db\noutput: Out\nlimits: 7\n",
        in: folder
      )
      #expect(
        report.checks == [
          "configuration", "secrets", "time-zone", "store", "disk-space", "output", "schedule",
        ]
      )
      let faults = report.findings.filter { $0.severity == .fault }
      #expect(faults.map(\.check) == ["configuration", "store", "output"])
      #expect(faults[0].text.hasPrefix("\(folder)/t.yaml:4: `limits`: "))
      #expect(faults[1].text.hasPrefix("\(folder)/elsewhere.db: "))
      #expect(faults[2].text.hasPrefix("\(folder)/Out: "))
      #expect(report.hasFault)
    }
  }

  @Test func `a configuration that is not there is a fault, and the rest is looked at`()
    async throws
  {
    try await withTemporaryFolder { folder in
      var circumstances = Doctor.Circumstances(
        file: "\(folder)/t.yaml",
        environment: ["PATH": folder],
        transport: ScriptedHosts(headers: [:])
      )
      circumstances.isOffline = true
      let report = await Doctor(circumstances).examine()
      #expect(report.findings.first?.severity == .fault)
      #expect(report.checks.contains("schedule"))
    }
  }

  @Test func `hosts are asked unless they must not be, and no credential is told`() async throws {
    try await withTemporaryFolder { folder in
      let online = try await report(source, in: folder, isOffline: false)
      let offline = try await report(source, in: folder)
      #expect(online.checks == offline.checks + ["network", "clock"])
      #expect(online.findings.filter { $0.check == "network" }.count == 1)
      #expect(!"\(online)".contains("hush"))
    }
  }

  @Test func `a store that is there is looked into`() async throws {
    try await withTemporaryFolder { folder in
      let configuration = try doctorConfiguration(file: "\(folder)/t.yaml")
      _ = try configuration.openStore(at: Timestamp(seconds: 0))
      let report = try await report(source, in: folder)
      #expect(report.checks.contains("replies"))
      #expect(
        report.findings.filter { $0.check == "fetches" }.map(\.description) == [
          "shoal: it was never fetched"
        ]
      )
    }
  }

  @Test func `a configuration that anybody may change is a fault`() async throws {
    try await withTemporaryFolder { folder in
      try write(source, to: "\(folder)/t.yaml", mode: 0o646)
      #expect(
        await LoadedConfiguration("\(folder)/t.yaml").lines() == [
          "fault: \(folder)/t.yaml: anybody may change it", "    chmod o-w \(folder)/t.yaml",
        ]
      )
    }
  }
}
