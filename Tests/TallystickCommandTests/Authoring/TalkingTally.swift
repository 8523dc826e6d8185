import Foundation
import Testing

/// A run of the command `tally` that is given lines to read, or that goes on until it is stopped.
final class TalkingTally: Sendable {
  private let process: Process
  private let scratch: TemporaryFolder
  private let end: AsyncStream<Never>

  /// Starts the command in a folder with a text as its standard input.
  init(_ arguments: [String], in folder: String, input: String = "") throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "tally")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
    try scratch.write(input, to: "in")
    for name in ["out", "err"] { try scratch.write("", to: name) }
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.path("in")))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: scratch.path("out")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: scratch.path("err")))
    let (end, continuation) = AsyncStream.makeStream(of: Never.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    self.process = process
    self.scratch = scratch
    self.end = end
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits until it wrote so many lines of results and of messages; that it never does fails the test.
  func waitForLines(output: Int, messages: Int) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if try count("out") >= output, try count("err") >= messages { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("got \(try scratch.text(of: "out")) and \(try scratch.text(of: "err"))")
  }

  /// What it has written to standard error up to now.
  var messages: String { get throws { try scratch.text(of: "err") } }

  private func count(_ name: String) throws -> Int {
    try scratch.text(of: name).count { $0 == "\n" }
  }

  /// Sends a signal.
  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Waits for the end.
  func wait() async throws -> TallyProcess {
    for await _ in end {}
    return TallyProcess(
      status: process.terminationStatus,
      output: try scratch.text(of: "out"),
      messages: try scratch.text(of: "err")
    )
  }
}
