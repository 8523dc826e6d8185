import Foundation
import Testing

/// What `tally demo` makes, which it makes once for all tests that need it: it takes the longest of all commands.
struct SharedDemo {
  /// How the command ended.
  let run: TallyProcess
  /// The folder that it was run in, which has the demo's as `tally-demo`, and what was printed as `printed`.
  let path: String

  /// The demo of these tests.
  static func made() async throws -> SharedDemo {
    try await task.value
  }

  /// A folder with a copy of the demo's, which is called `demo`.
  static func copy() async throws -> TemporaryFolder {
    let demo = try await made()
    try #require(demo.run.status == 0, "\(demo.run.messages)")
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: "\(demo.path)/tally-demo",
      toPath: folder.path("demo")
    )
    return folder
  }

  private static let task = Task {
    // Beside the tests' program, where the next run finds and removes it.
    let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "demo-of-tests").path()
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let run = try await TallyProcess.run(["demo"], in: path)
    try Data(run.output.utf8).write(to: URL(filePath: "\(path)/printed"))
    return SharedDemo(run: run, path: path)
  }
}
