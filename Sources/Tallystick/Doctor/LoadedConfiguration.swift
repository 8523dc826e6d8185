import Foundation
import UsageModel

/// The configuration, or what can be read of one that is broken.
struct LoadedConfiguration: DoctorCheck {
  let name = "configuration"

  /// What the other checks look at; without sources where the file is broken.
  let configuration: Configuration
  /// Why the file is broken.
  let error: ConfigurationError?

  /// Loads a configuration.
  init(_ file: String) {
    do {
      configuration = try Configuration.load(file)
      error = nil
    } catch {
      configuration = Self.rest(of: file)
      self.error = error
    }
  }

  func findings() async -> [DoctorFinding] {
    var findings = error.map { [DoctorFinding(.fault, $0.description)] } ?? []
    findings += configuration.warnings.map { DoctorFinding(.note, $0) }
    if error == nil, configuration.sources.isEmpty {
      let text = "\(configuration.file): no source is configured; add one to `sources:`"
      findings.append(DoctorFinding(.note, text))
    }
    var status = stat()
    // It names files to read and commands to run.
    if stat(configuration.file, &status) == 0, status.st_mode & 0o002 != 0 {
      findings.append(
        DoctorFinding(
          .fault,
          "\(configuration.file): anybody may change it",
          mend: "chmod o-w \(ShellWord.quoted(configuration.file))"
        )
      )
    }
    return findings
  }

  /// The places that a broken file names, as far as they can be read.
  private static func rest(of file: String) -> Configuration {
    let folder = WorkingFolder(ofConfiguration: file)
    var rest = Configuration(
      file: file,
      folder: folder,
      store: folder.path("tallystick.sqlite"),
      output: folder.path("Reports")
    )
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let top = try? YAMLValue.parse(text, file: file), let entries = try? top.entries()
    else { return rest }
    for (key, value) in entries {
      guard let text = try? value.text() else { continue }
      switch key {
      case "store": rest.store = folder.path(text)
      case "output": rest.output = folder.path(text)
      case "timezone":
        if let zone = TimeZone(identifier: text) {
          rest.calendar = ReportingCalendar(timeZone: zone)
        }
      default: continue
      }
    }
    return rest
  }
}
