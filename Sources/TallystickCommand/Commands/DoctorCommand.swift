import ArgumentParser
import Foundation
import Tallystick
import UsageProviders

/// `tally doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at the machine: configuration, secrets, clock, network, store, disk, schedule.",
    discussion: """
      Each finding comes with the line that mends it, where there is one. No platform is asked for usage, and no \
      credential is sent or shown. The exit status is 2 where anything has to be mended.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Look with the environment of cron, which has nothing of your shell's.")
  var asCron = false

  @Flag(name: .long, help: "Ask no host.")
  var offline = false

  @Flag(name: .long, help: "Print the findings as JSON.")
  var json = false

  func run() async throws {
    if asCron { try CronEnvironment.enter(config: shared.configurationFile) }
    var circumstances = Doctor.Circumstances(
      file: shared.configurationFile,
      environment: ProcessInfo.processInfo.environment,
      transport: CurlTransport(version: Tallystick.version)
    )
    circumstances.now = shared.now?.timestamp
    circumstances.isAsCron = asCron
    circumstances.isOffline = offline
    let report = await Doctor(circumstances).examine()
    if json {
      try Console.standard.output(Self.json(report).written(breaking: 2))
    } else {
      for finding in report.findings {
        try Console.standard.output("\(finding.severity.rawValue): \(finding)")
        if let mend = finding.mend { try Console.standard.output("    \(mend)") }
      }
      if report.findings.isEmpty, !shared.quiet {
        let checks = report.checks.joined(separator: ", ")
        try Console.standard.output("\(circumstances.file): nothing found (checks: \(checks))")
      }
    }
    if report.hasFault { throw ExitStatus.usage }
  }

  private static func json(_ report: DoctorReport) -> JSONText {
    let findings = report.findings.map { finding in
      JSONText.object([
        ("severity", .string(finding.severity.rawValue)), ("check", .string(finding.check)),
        ("source", .text(finding.source)), ("text", .string(finding.text)),
        ("mend", .text(finding.mend)),
      ])
    }
    return .object([
      ("findings", .array(findings)), ("checks", .array(report.checks.map { .string($0) })),
    ])
  }
}
