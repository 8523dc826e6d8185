import Foundation

/// The environment that cron gives a command.
enum CronEnvironment {
  /// The variables, as crontab(5) has them: home and name of the user, and the plainest shell.
  static var variables: [String: String] {
    var variables = ["SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"]
    if let user = getpwuid(getuid()) {
      variables["HOME"] = String(cString: user.pointee.pw_dir)
      variables["LOGNAME"] = String(cString: user.pointee.pw_name)
    }
    return variables
  }

  /// Goes on in that environment: the program starts once more with it, and the same arguments.
  ///
  /// Then all parts of the process see it, also those that read variables of their own, such as a proxy's.
  ///
  /// - Parameter config: The configuration's file, since the variable that may name it is not there any more.
  /// - Throws: Where the program cannot be started.
  static func enter(config: String) throws {
    let variables = variables
    guard ProcessInfo.processInfo.environment != variables else { return }
    var words = CommandLine.arguments
    if !words.contains(where: { $0 == "--config" || $0.hasPrefix("--config=") }) {
      words += ["--config", config]
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map {
      strdup("\($0.key)=\($0.value)")
    }
    arguments.append(nil)
    environment.append(nil)
    execve("/proc/self/exe", arguments, environment)
    throw CommandFailure(
      .bug,
      "tally: cannot be started once more: \(String(cString: strerror(errno)).lowercased())"
    )
  }
}
