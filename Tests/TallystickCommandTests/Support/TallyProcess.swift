import Foundation

/// One run of the command `tally`, as a person or cron runs it.
struct TallyProcess {
  /// The exit status.
  let status: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let messages: String

  /// Runs the command in a folder and waits for its end.
  static func run(
    _ arguments: [String],
    in folder: String,
    environment: [String: String] = [:],
    output: String? = nil
  ) async throws -> TallyProcess {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    // Like cron: nothing of the user's own environment.
    process.environment = environment.merging(["PATH": "/usr/bin:/bin", "HOME": folder]) {
      given,
      _ in given
    }
    // Files take any amount of text, where a pipe that nobody reads would stop the process.
    let files = try ["out", "err"].map { name -> FileHandle in
      let path = scratch.path(name)
      try Data().write(to: URL(filePath: path))
      return try FileHandle(forWritingTo: URL(filePath: path))
    }
    process.standardOutput =
      try output.map { try FileHandle(forWritingTo: URL(filePath: $0)) } ?? files[0]
    process.standardError = files[1]
    process.standardInput = FileHandle.nullDevice
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    return TallyProcess(
      status: process.terminationStatus,
      output: try scratch.text(of: "out"),
      messages: try scratch.text(of: "err")
    )
  }

  /// The command beside the tests' own executable.
  private static var executable: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "tally")
  }
}
