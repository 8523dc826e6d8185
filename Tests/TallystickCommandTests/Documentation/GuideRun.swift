import Foundation
import ProviderSimulator
import TestSupport
import Testing
import UsageModel

/// One session of a guide that is really run: in a folder of its own, with the simulated platforms behind their port.
struct GuideRun {
  /// A command that was run.
  struct Result {
    let command: GuideSession.Command
    let status: Int
    let printed: [String]
  }

  /// What guides write for the address of the simulated platforms, as `tally demo --serve` has it.
  private static let address = "127.0.0.1:8787"

  /// Runs a session and gives what each command did.
  static func results(of session: GuideSession) async throws -> [Result] {
    let isDemo = session.folder == "demo" || session.folder.hasPrefix("demo-")
    let needsDemo = isDemo || session.commands.contains { $0.line == "tally demo" }
    let demo = needsDemo ? try await SharedDemo.made() : nil
    if let demo { try #require(demo.run.status == 0, "\(demo.run.messages)") }
    let place = try TemporaryFolder()
    let folder = place.path(session.folder)
    let stage = try TemporaryFolder()
    try copyStart(of: session, to: folder, demo: isDemo ? demo : nil)

    // The platforms have the moment of the command that asks them.
    let clock = stage.path("clock")
    let simulator = ProviderSimulator {
      let text = FileManager.default.contents(atPath: clock) ?? Data()
      let moment = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
      return Timestamp(rfc3339: moment) ?? Timestamp(seconds: 0)
    }
    try await simulator.start()
    let here = "127.0.0.1:\(await simulator.port)"
    try setAddress(here, in: folder)
    let shell = GuideShell(stage: stage.path, demo: demo?.path ?? "/nowhere")
    try stage.write(
      shell.script(for: session, in: folder).replacing(address, with: here),
      to: "script"
    )
    let run = try await StartedTally(
      [],
      in: place.path,
      by: ["/usr/bin/timeout", "600", "/bin/bash", stage.path("script")]
    ).wait()
    await simulator.stop()
    try #require(run.status == 0, "\(run.messages)")
    #expect(run.output + run.messages == "", "\(session)")
    return try session.commands.enumerated().map { index, command in
      let output = try String(contentsOfFile: shell.output(of: index), encoding: .utf8)
      let status = try String(contentsOfFile: shell.status(of: index), encoding: .utf8)
      return Result(
        command: command,
        status: Int(status.trimmingCharacters(in: .newlines)) ?? -1,
        printed: output.replacing(here, with: address)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
          .dropLast(output.isEmpty || output.hasSuffix("\n") ? 1 : 0)
      )
    }
  }

  /// A folder starts as a copy of the demo, or of what lies ready for it, and has a configuration, be it an empty one.
  private static func copyStart(
    of session: GuideSession,
    to folder: String,
    demo: SharedDemo?
  ) throws {
    let files = FileManager.default
    if let demo {
      return try files.copyItem(atPath: "\(demo.path)/tally-demo", toPath: folder)
    }
    defer {
      let configuration = "\(folder)/tallystick.yaml"
      if !files.fileExists(atPath: configuration) {
        _ = files.createFile(atPath: configuration, contents: nil)
      }
    }
    let ready = Guide.repository.appending(path: "Tests/Fixtures/Guides/\(session.folder)").path()
    guard files.fileExists(atPath: ready) else {
      return try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    // Some of it are links to what ships, and some are credentials.
    let copy = Process()
    copy.executableURL = URL(filePath: "/bin/sh")
    copy.arguments = ["-c", #"umask 077 && cp -RL "$1" "$2""#, "sh", ready, folder]
    try copy.run()
    copy.waitUntilExit()
    try #require(copy.terminationStatus == 0, "\(ready) cannot be copied")
    if session.folder.hasPrefix("worked") { try WorkedExample().makeStore(in: folder) }
  }

  /// Names the port of this session in place of the one that guides and the demo name.
  private static func setAddress(_ here: String, in folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasSuffix(".yaml") {
      let file = URL(filePath: "\(folder)/\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing(address, with: here).utf8).write(to: file)
    }
  }
}
