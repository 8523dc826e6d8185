import CProcess
import Foundation
import Subprocess
import Synchronization
import SystemPackage
import UsageProviders

/// A program of the user's machine that is run once, with a bound on its time.
///
/// It is the leader of a session of its own: when its time is up, all that it started ends with it.
struct ChildCommand {
  /// How a command ended.
  enum End: Hashable {
    case exited(Int32)
    case signalled(Int32)
    /// It ran beyond its time, and was killed with all that it started.
    case overdue
    /// The run was ended.
    case cancelled
    /// It could not be started; why.
    case notStarted(String)
  }

  /// The program's path.
  let program: String
  /// Its arguments.
  let arguments: [String]
  /// The folder that it works in.
  let folder: String
  /// Its variables.
  let environment: [String: String]
  /// How long it may take.
  let timeout: Duration
  /// How long it has from being asked to end until it is killed.
  var grace: Duration = .seconds(2)

  /// What is known of a command while it runs, and after it was killed.
  private final class Progress: Sendable {
    private let state = Mutex<(leader: pid_t?, output: [UInt8])>((nil, []))

    /// Of what a command writes the last bytes are kept.
    private static let mostKept = 64 << 10

    var leader: pid_t? { state.withLock { $0.leader } }
    var output: [UInt8] { state.withLock { $0.output } }

    func start(_ leader: pid_t) {
      state.withLock { $0.leader = leader }
    }

    func take(_ bytes: UnsafeRawBufferPointer) {
      state.withLock { state in
        state.output += bytes
        let surplus = state.output.count - Self.mostKept
        if surplus > Self.mostKept { state.output.removeFirst(surplus) }
      }
    }
  }

  /// The variables of this process that commands get too, which are those that cron sets and a few that people set
  /// for programs in general.
  ///
  /// Credentials can be in any other, so a command has the same few variables in a terminal as under cron.
  private static let passedOn: Set<String> = [
    "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "SHELL", "SSH_AUTH_SOCK",
    "TMPDIR", "TZ", "TZDIR", "USER", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR",
  ]

  /// The environment of commands.
  ///
  /// - Parameters:
  ///   - own: That of this process.
  ///   - secrets: What no variable may hold, whatever its name.
  /// - Returns: The variables that a command gets.
  static func environment(
    from own: [String: String],
    without secrets: KnownSecrets
  ) -> [String: String] {
    var environment = own.filter { name, value in
      (passedOn.contains(name) || name.hasPrefix("LC_")) && secrets.redacted(value) == value
    }
    environment["PATH"] = environment["PATH"] ?? "/usr/bin:/bin"
    return environment
  }

  /// Runs the command with the bytes as its standard input.
  ///
  /// - Returns: How it ended, and the last of what it wrote to standard output and standard error.
  func run(input: [UInt8] = []) async -> (end: End, output: [UInt8]) {
    let progress = Progress()
    let end: End = await withTaskGroup(of: End.self) { group in
      group.addTask { await perform(input, progress) }
      group.addTask {
        do {
          try await Task.sleep(for: timeout)
          return .overdue
        } catch {
          return .cancelled
        }
      }
      let first = await group.next() ?? .cancelled
      // Ends the timer, or else the command; the group is left when both are gone.
      group.cancelAll()
      // Which of the two notices first that the run was ended is chance.
      if case .signalled = first, Task.isCancelled { return .cancelled }
      return first
    }
    if end == .overdue || end == .cancelled, let leader = progress.leader, leader > 1 {
      // What the leader's end has left behind of its group.
      kill(-leader, SIGKILL)
    }
    return (end, progress.output)
  }

  private func perform(
    _ bytes: [UInt8],
    _ progress: Progress
  ) async -> End {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { variables[.init(stringLiteral: name)] = value }
    do {
      let ended = try await Subprocess.run(
        // It begins in its folder, where a relative path would lead elsewhere.
        .path(FilePath(URL(filePath: program).path(percentEncoded: false))),
        arguments: Arguments(arguments),
        environment: .custom(variables),
        workingDirectory: FilePath(folder),
        platformOptions: options,
        input: .fileDescriptor(try Self.file(holding: bytes), closeAfterSpawningProcess: true),
        output: .sequence,
        error: .combinedWithOutput
      ) { execution in
        progress.start(execution.processIdentifier.value)
        for try await buffer in execution.standardOutput {
          buffer.withUnsafeBytes { progress.take($0) }
        }
      }
      return switch ended.terminationStatus {
      case .exited(let status): .exited(status)
      case .signaled(let signal): .signalled(signal)
      }
    } catch let error as SubprocessError where error.code == .executableNotFound {
      return .notStarted("there is no such program")
    } catch let error as SubprocessError where error.code == .failedToChangeWorkingDirectory {
      return .notStarted("there is no folder \(folder)")
    } catch let error as Errno {
      return .notStarted(error.description.lowercased())
    } catch {
      return Task.isCancelled ? .cancelled : .notStarted("\(error)")
    }
  }

  /// A file in memory, which the command reads as its standard input.
  ///
  /// Writing into a pipe whose reader has gone would raise SIGPIPE in this process.
  private static func file(holding bytes: [UInt8]) throws -> FileDescriptor {
    let file = FileDescriptor(rawValue: tsk_memory_file("tally-input"))
    guard file.rawValue >= 0 else { throw Errno(rawValue: errno) }
    do {
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
    } catch {
      try? file.close()
      throw error
    }
    return file
  }
}

extension ChildCommand {
  /// The last of what a command wrote, without secrets and as indented lines.
  static func excerpt(of output: [UInt8], secrets: KnownSecrets) -> String {
    // What was dropped at the start may have cut a secret; what is shown is far behind.
    let text = String(decoding: secrets.redacted(answer: output).utf8.suffix(4096), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).suffix(20)
    return lines.map { "\n  \(Quotation.shown(String($0)))" }.joined()
  }
}
