public import Foundation
import LuaHost

/// A command of the user's that runs at a point of `tally run`.
public struct RunHook: Sendable {
  private let key: String
  private let hook: Configuration.Hooks.Hook
  private let folder: WorkingFolder
  private let secrets: KnownSecrets
  private let environment: [String: String]

  /// Creates a hook.
  ///
  /// - Parameters:
  ///   - hook: The line and its time.
  ///   - key: Its key in the configuration, for messages.
  ///   - folder: The folder that it works in.
  ///   - secrets: What is blanked out of its output, and kept out of its environment.
  ///   - environment: The variables of this process, of which it gets a few.
  public init(
    _ hook: Configuration.Hooks.Hook,
    key: String = "hooks.after_reports",
    in folder: WorkingFolder,
    secrets: KnownSecrets,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.hook = hook
    self.key = key
    self.folder = folder
    self.secrets = secrets
    self.environment = ChildCommand.environment(from: environment, without: secrets)
  }

  /// Runs the line in a shell, and returns why it failed with what it wrote; nil where it worked.
  public func run() async -> String? {
    let command = ChildCommand(
      program: "/bin/sh",
      arguments: ["-c", hook.line],
      folder: folder.path,
      environment: environment,
      timeout: hook.timeout
    )
    let (end, output) = await command.run()
    let said = ChildCommand.excerpt(of: output, secrets: secrets)
    switch end {
    case .exited(0): return nil
    case .exited(let status): return "\(key): the command ended with status \(status)\(said)"
    case .signalled(let signal):
      return "\(key): the command was ended by signal \(signal)\(said)"
    case .overdue:
      return
        "\(key): the command took longer than \(LimitText.duration(hook.timeout)) and was ended; "
        + "allow more with `timeout:`\(said)"
    case .cancelled: return "\(key): the run was ended\(said)"
    case .notStarted(let reason): return "\(key): the command cannot be run: \(reason)"
    }
  }
}
