import Foundation
import UsageProviders

/// Whether every source has its credentials, and nobody else has them.
struct SecretCheck: DoctorCheck {
  let name = "secrets"
  private let configuration: Configuration
  private let environment: [String: String]
  private let isAsCron: Bool

  /// Looks in an environment, which may be that of cron.
  init(_ configuration: Configuration, _ environment: [String: String], isAsCron: Bool) {
    self.configuration = configuration
    self.environment = environment
    self.isAsCron = isAsCron
  }

  func findings() async -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    for source in configuration.sources {
      for (key, reference) in source.secrets.sorted(by: { $0.key < $1.key }) {
        findings += self.findings(
          of: reference,
          as: "source \(source.account.name), `\(key)`",
          of: source.account.name,
          line: source.line
        )
      }
    }
    for notification in configuration.notifications {
      guard let reference = notification.reference else { continue }
      findings += self.findings(
        of: reference,
        as: "`notify`, \(notification.label)",
        of: nil,
        line: notification.line
      )
    }
    let references =
      configuration.sources.flatMap { $0.secrets.values }
      + configuration.notifications.compactMap(\.reference)
    let files = Set(references.compactMap(\.file))
      .union(configuration.environmentFile.map { [$0] } ?? [])
    return findings + files.sorted().flatMap(strangers)
  }

  private func findings(
    of reference: SecretReference,
    as name: String,
    of source: String?,
    line: Int?
  ) -> [DoctorFinding] {
    let vault = SecretVault(
      environment: environment,
      environmentFile: configuration.environmentFile
    )
    var findings: [DoctorFinding] = []
    do {
      if let reason = try vault.secret(reference).ordinariness {
        let place = configuration.place(ofLine: line)
        let text = "\(place): \(name): \(Configuration.notHidden(reason))"
        findings.append(DoctorFinding(.note, source: source, text))
      }
    } catch {
      let place = configuration.place(ofLine: line)
      // What to run stands on a line of its own.
      let problem = error.description.components(separatedBy: "; run: ")[0]
      let text = "\(place): \(name): \(problem)"
      let reason = isAsCron && reference.file == nil ? "; cron has no variables of your shell" : ""
      return [DoctorFinding(.fault, text + reason, mend: mend(reference))]
    }
    guard case .environment(let variable) = reference, !isAsCron else { return findings }
    // What only this process has is there today, and missing when cron calls.
    let withoutShell = SecretVault(
      environment: [:],
      environmentFile: configuration.environmentFile
    )
    guard (try? withoutShell.secret(reference)) == nil else { return findings }
    return findings + [
      DoctorFinding(
        .note,
        source: source,
        "\(variable) is set in this environment only; cron will not have it",
        mend: mend(reference)
      )
    ]
  }

  private func mend(_ reference: SecretReference) -> String {
    switch reference {
    case .environment(let name):
      configuration.environmentFile.map { file in
        isTooOpen(file)
          ? "chmod 600 \(ShellWord.quoted(file))" : "add a line \(name)=... to \(file)"
      }
        ?? "write `env_file: secrets/env` into \(configuration.file), "
        + "and a line \(name)=... into that file, mode 600"
    case .file(let path):
      isTooOpen(path)
        ? "chmod 600 \(ShellWord.quoted(path))" : "put the credential into \(path), mode 600"
    }
  }

  private func isTooOpen(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o037 != 0
  }

  /// Other users who own a file, or who could put another one in its place.
  private func strangers(at path: String) -> [DoctorFinding] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    var findings: [DoctorFinding] = []
    if status.st_uid != geteuid(), status.st_uid != 0 {
      findings.append(
        DoctorFinding(
          .fault,
          "the secret file \(path) belongs to another user (number \(status.st_uid))",
          mend: "chown \(geteuid()) \(ShellWord.quoted(path))"
        )
      )
    }
    let folder = path.folderOfFile.isEmpty ? "." : path.folderOfFile
    // In a sticky folder, such as /tmp, nobody can replace a file of others.
    if stat(folder, &status) == 0, status.st_mode & 0o002 != 0, status.st_mode & S_ISVTX == 0 {
      findings.append(
        DoctorFinding(
          .fault,
          "anybody may replace files in \(folder), where a secret is",
          mend: "chmod o-w \(ShellWord.quoted(folder))"
        )
      )
    }
    return findings
  }
}

extension Configuration.Notification {
  /// Where its address is; nil for one that is in the configuration, and for a mail.
  fileprivate var reference: SecretReference? {
    switch channel {
    case .webhook(.reference(let reference), _), .heartbeat(.reference(let reference)): reference
    default: nil
    }
  }
}

extension SecretReference {
  /// The file; nil for a variable.
  fileprivate var file: String? {
    if case .file(let path) = self { path } else { nil }
  }
}
