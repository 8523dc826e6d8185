import ArgumentParser
import Tallystick

/// `tally check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the configuration, and run every script once on made-up data; writes nothing."
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("The scripts to check (default: all).", valueName: "script"))
  var scripts: [String] = []

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    var isConfigured = true
    for problem in configuration.missingSecrets {
      Console.standard.error(problem)
      isConfigured = false
    }
    let reports = try configuration.reports(named: scripts)
    let request = ReportRequest(reports: reports, now: shared.moment)
    let outcomes = try await ReportWorkers(configuration: configuration, usage: .sample)
      .render(request)
    var isRunning = true
    for outcome in outcomes {
      if case .failure(let problem) = outcome.result {
        Console.standard.error(problem.description)
        isRunning = false
      }
    }
    if !isConfigured { throw ExitStatus.usage }
    if !isRunning { throw ExitStatus.script }
    if !shared.quiet {
      try Console.standard.output(
        "\(configuration.file): no mistakes (sources: \(configuration.sources.count), "
          + "scripts: \(reports.count))"
      )
    }
  }
}
