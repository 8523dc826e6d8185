import Glibc

/// A program that is run to its end.
public enum ChildProcess {
  /// What a run took.
  public struct Run: Sendable {
    /// Seconds of processor time, its own and the system's for it.
    public let processorSeconds: Double
    /// Seconds on the wall.
    public let wallSeconds: Double
    /// The most bytes of memory that it had at once.
    public let peakBytes: Double
  }

  /// Why a program gave nothing.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened, and what to do.
    public let description: String
  }

  /// Runs a program that is found in `PATH`.
  ///
  /// - Parameters:
  ///   - arguments: The program's name and its arguments.
  ///   - input: The file that it reads from.
  ///   - output: The file that it writes to, in place of what was in it.
  /// - Returns: What it took.
  /// - Throws: When it cannot be started or fails.
  @discardableResult
  public static func run(
    _ arguments: [String],
    input: String = "/dev/null",
    output: String = "/dev/null"
  ) throws -> Run {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0)
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output, writing, 0o600)
    var process: pid_t = 0
    let start = wallSeconds
    guard posix_spawnp(&process, arguments[0], &files, nil, &argv, environ) == 0 else {
      throw Failure(description: "\(arguments[0]) cannot be started; install it")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    guard status == 0 else {
      throw Failure(description: "\(arguments[0]) ended with status \(status >> 8)")
    }
    let seconds = [usage.ru_utime, usage.ru_stime]
      .map { (time: timeval) -> Double in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
      .reduce(0, +)
    return Run(
      processorSeconds: seconds,
      wallSeconds: wallSeconds - start,
      peakBytes: Double(usage.ru_maxrss) * 1024
    )
  }

  private static var wallSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
