import Foundation
import Glibc

/// One run of the command `tally`.
struct TallyRun {
  /// Why a run cannot be measured.
  struct Failure: Error {
    let text: String
  }

  /// Seconds from its start to its end.
  let seconds: Double
  /// The most memory that it had, in MB.
  let peakMemory: Double
  /// The most threads that it had whenever somebody looked.
  let mostThreads: Int

  /// Runs the command in a folder and waits for its end; `look` is called again and again in between.
  static func run(
    _ arguments: [String],
    in folder: String,
    looking look: () -> Void = {}
  ) async throws -> TallyRun {
    let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "tally").path()
    guard FileManager.default.isExecutableFile(atPath: executable) else {
      throw Failure(text: "\(executable) is missing; build it first: swift build --product tally")
    }
    let all = [executable] + arguments + ["--config", "\(folder)/tallystick.yaml"]
    var argv: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    let start = ContinuousClock.now
    var process: pid_t = 0
    guard posix_spawn(&process, executable, nil, nil, &argv, environ) == 0 else {
      throw Failure(text: "\(executable) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    var threads = 0
    while true {
      let ended = wait4(process, &status, WNOHANG, &usage)
      if ended == process { break }
      look()
      threads = max(threads, Self.threads(of: process))
      try await Task.sleep(for: .milliseconds(1))
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    guard status == 0 else {
      throw Failure(text: "tally \(arguments.joined(separator: " ")): status \(status >> 8)")
    }
    return TallyRun(
      seconds: seconds,
      peakMemory: Double(usage.ru_maxrss) * 1024 / 1e6,
      mostThreads: threads
    )
  }

  private static func threads(of process: pid_t) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task"))?.count ?? 0
  }
}
