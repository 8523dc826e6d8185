import ArgumentParser
import Tallystick

/// `tally doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is missing, and what platforms send that this version does not know."
  )

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Print the findings as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let doctor = Doctor(
      configuration: configuration,
      store: try configuration.openStoreForReading(at: shared.moment)
    )
    let findings = try doctor.findings()
    if json {
      let list = findings.map { finding in
        JSONText.object([
          ("severity", .string(finding.severity.rawValue)), ("source", .text(finding.source)),
          ("text", .string(finding.text)),
        ])
      }
      try Console.standard.output(
        JSONText.object([("findings", .array(list))]).written(breaking: 2)
      )
    } else {
      for finding in findings {
        try Console.standard.output("\(finding.severity.rawValue): \(finding)")
      }
      if findings.isEmpty, !shared.quiet {
        try Console.standard.output(
          "\(configuration.file): nothing found (sources: \(configuration.sources.count))"
        )
      }
    }
    if findings.contains(where: { $0.severity == .fault }) { throw ExitStatus.usage }
  }
}
