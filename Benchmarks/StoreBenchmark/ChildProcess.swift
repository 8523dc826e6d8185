import Foundation
import Glibc

/// A program that is run to its end.
enum ChildProcess {
  /// Runs a program that is found in `PATH`.
  ///
  /// - Parameters:
  ///   - arguments: The program's name and its arguments.
  ///   - input: The file that it reads from.
  ///   - output: The file that it writes to, in place of what was in it.
  /// - Returns: The seconds of processor time that it took, its own and the system's for it.
  /// - Throws: When it cannot be started or fails.
  @discardableResult
  static func run(
    _ arguments: [String],
    input: String = "/dev/null",
    output: String = "/dev/null"
  ) throws -> Double {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0)
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output, writing, 0o600)
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &files, nil, &argv, environ) == 0 else {
      throw WorkingFolder.Failure(description: "\(arguments[0]) cannot be started; install it")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    guard status == 0 else {
      throw WorkingFolder.Failure(description: "\(arguments[0]) ended with status \(status >> 8)")
    }
    return [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
      sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
  }
}
