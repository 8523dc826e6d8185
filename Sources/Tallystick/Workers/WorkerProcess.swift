import CProcess
import Foundation
import Subprocess
import SystemPackage

/// One process of the command `tally` that performs one job.
struct WorkerProcess {
  /// The program.
  let executable: String
  /// The name of its command.
  var command = "worker"
  /// How long it may take from its start, before it is killed.
  let deadline: Duration
  /// The most bytes that it may answer.
  let outputLimit: Int

  /// What came of the process.
  enum Result {
    case replied([UInt8])
    case ended(WorkerEnd, messages: [UInt8])
  }

  /// The variables of this process that a worker gets too: without them it may not find its libraries,
  /// its time zones, or what a sanitizer is told to leave out.
  private static let passedOn: [Environment.Key] = [
    "LD_LIBRARY_PATH", "TZDIR", "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS",
  ]

  /// Of what a worker writes to standard error; a sanitizer's report fits.
  private static let messageLimit = 256 << 10

  /// The environment of workers, where no credential can be.
  static func environment(from own: [String: String]) -> [Environment.Key: String] {
    var environment: [Environment.Key: String] = [:]
    for name in passedOn { environment[name] = own[name.rawValue] }
    // The order of texts, and how numbers are written.
    environment["LC_ALL"] = "C"
    // Each further arena takes 64 MiB of the bounded address space, and more threads make more of them.
    environment["MALLOC_ARENA_MAX"] = "1"
    // A crash is told in one sentence; a dump of registers has no place in a mail of cron.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    return environment
  }

  /// Starts the process, gives it its job, and waits for its end; cancelling the task kills it.
  func run(_ job: [UInt8]) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await perform(job) }
      group.addTask {
        try await Task.sleep(for: deadline)
        return .ended(.overdue, messages: [])
      }
      for try await result in group { return result }
      throw CancellationError()
    }
  }

  /// An answer that is longer than allowed.
  private struct TooLong: Error {}

  private func perform(_ job: [UInt8]) async throws -> Result {
    let input = try Self.file(holding: job)
    do {
      let ended = try await Subprocess.run(
        .path(FilePath(executable)),
        arguments: Arguments(executablePathOverride: "tally", remainingValues: [command]),
        environment: .custom(Self.environment(from: ProcessInfo.processInfo.environment)),
        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
        output: .sequence,
        error: .bytes(limit: Self.messageLimit)
      ) { execution in
        var answer: [UInt8] = []
        for try await buffer in execution.standardOutput {
          buffer.withUnsafeBytes { answer += $0 }
          guard answer.count <= outputLimit else { throw TooLong() }
        }
        return answer
      }
      return switch ended.terminationStatus {
      case .exited(0) where !ended.closureResult.isEmpty: .replied(ended.closureResult)
      case .exited(let status): .ended(.exited(status), messages: ended.standardError)
      case .signaled(let signal): .ended(.signalled(signal), messages: ended.standardError)
      }
    } catch is TooLong {
      return .ended(.tooLong, messages: [])
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      return .ended(.tooLong, messages: [])
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw WorkerError("\(executable): the worker cannot be run: \(error)")
    }
  }

  /// A file in memory, which the process reads as its standard input.
  ///
  /// Writing into a pipe whose reader has died would raise SIGPIPE in this process.
  private static func file(holding bytes: [UInt8]) throws -> FileDescriptor {
    let file = FileDescriptor(rawValue: tsk_memory_file("tally-job"))
    do {
      guard file.rawValue >= 0 else { throw Errno(rawValue: errno) }
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
    } catch {
      if file.rawValue >= 0 { try? file.close() }
      throw WorkerError("the job of a worker cannot be written: \(error)")
    }
    return file
  }
}
