import Foundation
import Testing

extension ReportWorkersTests {
  /// The command beside the tests' own executable.
  static let tally = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "tally").path(percentEncoded: false)

  /// A program to start in place of `tally`, which tells who it is.
  struct Worker {
    let path: String
    private let note: String

    /// Makes the program from lines of the shell.
    init(_ lines: String, in folder: String) throws {
      path = "\(folder)/worker.sh"
      note = "\(folder)/worker.pid"
      try write("#!/bin/sh\necho $$ >> \(note)\n\(lines)\n", to: path, mode: 0o755)
    }

    /// The number of the first process that was started.
    func process() async throws -> pid_t {
      try await eventually { text(of: note)?.contains("\n") == true }
      return try #require(text(of: note)?.split(separator: "\n").first.flatMap { pid_t($0) })
    }
  }
}

/// Waits for something that happens soon, also on a slow machine.
func eventually(_ condition: () -> Bool) async throws {
  for _ in 0..<3000 {
    if condition() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record("it did not happen within a minute")
}
