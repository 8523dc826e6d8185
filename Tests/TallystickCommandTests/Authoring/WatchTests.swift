import Foundation
import Testing

/// `tally watch` renders again when something changes.
struct WatchTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("", to: "tallystick.yaml")
    try folder.write("return report.new { title = require 'title' }", to: "Scripts/x.lua")
    try folder.write("return 'First'", to: "Scripts/lib/title.lua")
    return folder
  }

  private static let options = [
    "watch", "x", "--period", "2026-10", "--now", "2026-11-01T00:00:00Z",
  ]

  @Test(arguments: [SIGINT, SIGTERM])
  func `A change renders again, an error keeps the last good report, a signal ends it well`(
    signal: Int32
  ) async throws {
    let folder = try folder()
    let watch = try TalkingTally(Self.options, in: folder.path)
    try await watch.waitForLines(output: 1, messages: 0)
    #expect(try folder.text(of: "Reports/x/2026-10.md").contains("# First"))

    // Editors write beside the file and rename.
    try folder.write("return 'Second'", to: "Scripts/lib/title.lua.new")
    try FileManager.default.removeItem(atPath: folder.path("Scripts/lib/title.lua"))
    try FileManager.default.moveItem(
      atPath: folder.path("Scripts/lib/title.lua.new"),
      toPath: folder.path("Scripts/lib/title.lua")
    )
    try await waitFor { try folder.text(of: "Reports/x/2026-10.md").contains("# Second") }

    try folder.write("return report.nwe { title = 'Third' }", to: "Scripts/x.lua")
    try await waitFor { try watch.messages.contains("report has no \"nwe\"") }
    #expect(try folder.text(of: "Reports/x/2026-10.md").contains("# Second"))

    try folder.write("return report.new { title = 'Fourth' }", to: "Scripts/x.lua")
    try await waitFor { try folder.text(of: "Reports/x/2026-10.md").contains("# Fourth") }

    try folder.write("output: Elsewhere\n", to: "tallystick.yaml")
    try await waitFor { folder.has("Elsewhere/x/2026-10.md") }

    try folder.write("outptu: Elsewhere\n", to: "tallystick.yaml")
    try await waitFor { try watch.messages.contains("outptu") }
    watch.send(signal)
    let end = try await watch.wait()
    #expect(end.status == 0)
    let line = #/Reports/x/2026-10.html Reports/x/2026-10.md \(\d+ ms\)/#
    let first = try #require(end.output.split(separator: "\n").first)
    #expect(first.wholeMatch(of: line) != nil, "\(first)")
  }

  @Test func `A script that does not exist is no report to watch`() async throws {
    let folder = try folder()
    let watch = try await TallyProcess.run(["watch", "y"], in: folder.path)
    #expect(watch.status == 2)
    #expect(watch.messages == "there is no report or script \"y\"; the reports are x\n")
  }

  private func waitFor(_ holds: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if (try? holds()) == true { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it never happened")
  }
}
