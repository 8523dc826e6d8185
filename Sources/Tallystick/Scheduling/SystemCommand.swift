import CProcess
import Foundation
import Subprocess
import SystemPackage

/// A program of the machine, such as `crontab`, that is run to its end.
struct SystemCommand {
  /// What came of a run.
  struct Ended {
    /// The exit status; nil when a signal ended it.
    let status: Int32?
    /// What it wrote to standard output.
    let output: [UInt8]
    /// What it wrote to standard error, on one line.
    let message: String
  }

  /// Why it came to no end.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The path of the program.
  let path: String

  /// Where programs of the machine are when `PATH` does not say so.
  static let usualFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]

  /// Looks a program up in the folders of `PATH`, then where such programs are.
  init?(
    named name: String,
    in environment: [String: String],
    else usual: [String] = usualFolders
  ) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let paths = (folders.filter { $0.hasPrefix("/") } + usual).map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.path = path
  }

  /// Runs the program; after `seconds` it is killed.
  func run(
    _ arguments: [String],
    input: [UInt8] = [],
    environment: [String: String],
    seconds: Int = 20
  ) async throws(Failure) -> Ended {
    do {
      return try await withThrowingTaskGroup(of: Ended.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await perform(arguments, input, environment) }
        group.addTask {
          try await Task.sleep(for: .seconds(seconds))
          throw Failure(description: "\(path): no end within \(seconds) s")
        }
        for try await ended in group { return ended }
        throw CancellationError()
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(description: "\(path): cannot be run: \(error)")
    }
  }

  private func perform(
    _ arguments: [String],
    _ input: [UInt8],
    _ environment: [String: String]
  ) async throws -> Ended {
    // A file in memory: to write into the pipe of a program that has ended would raise a signal.
    let file = FileDescriptor(rawValue: tsk_memory_file("tally-input"))
    guard file.rawValue >= 0 else { throw Errno(rawValue: errno) }
    do {
      try file.writeAll(input)
      try file.seek(offset: 0, from: .start)
    } catch {
      try? file.close()
      throw error
    }
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { variables[key] = value }
    }
    // Messages are compared with texts below, which have to be those of one language.
    variables["LC_ALL"] = "C"
    let ended = try await Subprocess.run(
      .path(FilePath(path)),
      arguments: Arguments(arguments),
      environment: .custom(variables),
      input: .fileDescriptor(file, closeAfterSpawningProcess: true),
      output: .bytes(limit: 4 << 20),
      error: .bytes(limit: 64 << 10)
    )
    let message = String(decoding: ended.standardError, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "; ")
    var status: Int32?
    if case .exited(let code) = ended.terminationStatus { status = code }
    return Ended(status: status, output: ended.standardOutput, message: message)
  }
}
