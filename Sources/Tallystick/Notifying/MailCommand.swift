import Foundation
import LuaHost
import UsageProviders

/// Hands mails to a program that takes them as `sendmail -t -oi` does.
struct MailCommand {
  /// The program and its own arguments.
  let command: [String]
  let folder: String
  let environment: [String: String]
  let timeout: Duration
  let secrets: KnownSecrets

  /// The status by which a program says that it may work later (`EX_TEMPFAIL` of sysexits.h).
  private static let temporary: Int32 = 75

  /// Where mail programs are that cron's `PATH` does not have.
  private static let usualFolders = ["/usr/sbin", "/usr/lib", "/usr/local/sbin", "/sbin"]

  /// Hands over one mail; nil where the program took it.
  func send(_ mail: [UInt8]) async -> DeliveryFailure? {
    let name = command.first ?? "sendmail"
    guard let program = path(of: name) else {
      let places =
        name.contains("/") ? "" : " in PATH or \(Self.usualFolders.joined(separator: ", "))"
      return DeliveryFailure(
        what: "there is no program \(name)\(places); install one, or name another with `command:`",
        isTemporary: false
      )
    }
    let child = ChildCommand(
      program: program,
      arguments: command.dropFirst() + ["-t", "-oi"],
      folder: folder,
      environment: environment,
      timeout: timeout
    )
    let (end, output) = await child.run(input: mail)
    let said = ChildCommand.excerpt(of: output, secrets: secrets)
    switch end {
    case .exited(0): return nil
    case .exited(let status):
      return DeliveryFailure(
        what: "\(name) ended with status \(status)\(said)",
        isTemporary: status == Self.temporary
      )
    case .signalled(let signal):
      return DeliveryFailure(
        what: "\(name) was ended by signal \(signal)\(said)",
        isTemporary: false
      )
    case .overdue:
      let seconds = LimitText.duration(timeout)
      return DeliveryFailure(what: "\(name) took longer than \(seconds)\(said)", isTemporary: false)
    case .cancelled: return DeliveryFailure(what: "the run was ended", isTemporary: false)
    case .notStarted(let reason):
      return DeliveryFailure(what: "\(name) cannot be run: \(reason)", isTemporary: false)
    }
  }

  /// Where a program is; nil where it is nowhere, or is none.
  private func path(of name: String) -> String? {
    let paths =
      name.contains("/")
      ? [name]
      : ((environment["PATH"] ?? "").split(separator: ":").map(String.init) + Self.usualFolders)
        .map { "\($0)/\(name)" }
    return paths.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
  }
}
