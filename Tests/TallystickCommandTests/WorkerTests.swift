import Foundation
import Testing

/// What a script does to its process hurts no other report.
struct WorkerTests {
  private static let good = "return report.new { title = 'Good' }"

  /// Scripts that no clock inside the process stops.
  private static let hostile = [
    // The keys all fall on one place of the table.
    "local t, k = {}, (1 << 20) - 1\nfor i = 1, 1e6 do t[i * k] = i end",
    // A call that leads back to itself within one instruction.
    "local t = setmetatable({}, {})\ngetmetatable(t).__call = t\nt()",
  ]

  private func folder(with scripts: [String: String]) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("limits: { script_seconds: 1 }\n", to: "tallystick.yaml")
    for (name, script) in scripts { try folder.write(script, to: "Scripts/\(name).lua") }
    return folder
  }

  @Test(arguments: hostile)
  func `A script that cannot be stopped ends with its process; the others are rendered`(
    script: String
  ) async throws {
    let folder = try await folder(with: ["hostile": script, "good": Self.good])
    let report = try await TallyProcess.run(["report"], in: folder.path)
    #expect(report.status == 4)
    #expect(
      report.messages
        == "Scripts/hostile.lua: the script used up its CPU time (limit 1 s) and had to be ended with its "
        + "process\n"
    )
    #expect(report.output.contains("Reports/good/"))
    #expect(!report.output.contains("Reports/hostile/"))
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 4)
    #expect(check.messages == report.messages)
  }

  @Test func `Comparing giant texts ends in time`() async throws {
    let script = """
      local a, b = string.rep("x", 20000000) .. "a", string.rep("x", 20000000) .. "b"
      while true do local isLess = a < b end
      """
    let folder = try await folder(with: ["hostile": script, "good": Self.good])
    let report = try await TallyProcess.run(["report"], in: folder.path)
    #expect(report.status == 4)
    #expect(report.messages.contains("the script used up its CPU time (limit 1 s)"))
    #expect(report.output.contains("Reports/good/"))
  }

  @Test func `A worker is no command for people`() async throws {
    let folder = try TemporaryFolder()
    let run = try await TallyProcess.run(["worker"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(
      run.messages
        == "tally worker is started by tally itself, which tells it what to do; use tally report\n"
    )
    let help = try await TallyProcess.run(["--help"], in: folder.path)
    #expect(!help.output.contains("worker"))
  }
}
