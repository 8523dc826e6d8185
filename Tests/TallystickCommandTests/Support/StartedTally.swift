import Foundation
import TestSupport

/// A run of the command `tally` that may be cut short, or that another program starts.
final class StartedTally: Sendable {
  /// What ends a run before its time.
  enum Interruption {
    /// SIGKILL after so long.
    case kill(after: Duration)
    /// A failure of every write beyond so many blocks of 512 bytes of a file, in the middle of one at first.
    case failure(beyond: Int)
  }

  private let process: Process
  private let scratch: TemporaryFolder
  private let end: AsyncStream<Never>

  /// Starts the command in a folder; `launcher` is the begin of a command line that `tally` and its arguments end.
  init(_ arguments: [String], in folder: String, by launcher: [String] = []) throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    let words = launcher + [Self.executable] + arguments
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder]
    let files = try ["out", "err"].map { name -> FileHandle in
      try scratch.write("", to: name)
      return try FileHandle(forWritingTo: URL(filePath: scratch.path(name)))
    }
    process.standardOutput = files[0]
    process.standardError = files[1]
    process.standardInput = FileHandle.nullDevice
    let (end, continuation) = AsyncStream.makeStream(of: Never.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    self.process = process
    self.scratch = scratch
    self.end = end
  }

  /// Ends the run as nothing can prevent.
  func kill() {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits for the end; the status of a run that a signal ended is the signal.
  func wait() async throws -> TallyProcess {
    for await _ in end {}
    return TallyProcess(
      status: process.terminationStatus,
      output: try scratch.text(of: "out"),
      messages: try scratch.text(of: "err")
    )
  }

  /// Runs the command until its end or its interruption.
  static func run(
    _ arguments: [String],
    in folder: String,
    until interruption: Interruption
  ) async throws -> TallyProcess {
    switch interruption {
    case .kill(let delay):
      let run = try StartedTally(arguments, in: folder)
      try await Task.sleep(for: delay)
      run.kill()
      return try await run.wait()
    case .failure(let blocks):
      // The signal that goes with the limit would end the process if it came to its first thread.
      let shell = "ulimit -f \(blocks); exec env --ignore-signal=XFSZ \"$@\""
      return try await StartedTally(arguments, in: folder, by: ["/bin/sh", "-c", shell, "sh"])
        .wait()
    }
  }

  /// The command beside the tests' own executable.
  private static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "tally").path()
}

extension SeededGenerator {
  /// One moment in each of so many equal parts of a whole.
  mutating func moments(_ count: Int, within whole: Duration) -> [Duration] {
    (0..<count).map { part in
      whole * ((Double(part) + Double.random(in: 0..<1, using: &self)) / Double(count))
    }
  }
}
