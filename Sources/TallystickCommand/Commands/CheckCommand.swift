import ArgumentParser
import ReportScripting
import Tallystick
import UsagePlugins

/// `tally check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check the configuration, look through every script, and run it once on made-up data.",
    discussion:
      "Nothing is written, and no platform is asked. All mistakes of all scripts are told."
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("The scripts to check (default: all).", valueName: "script"))
  var scripts: [String] = []

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    var isConfigured = true
    for problem in configuration.missingSecrets + configuration.missingProviders {
      Console.standard.error(problem)
      isConfigured = false
    }
    if !shared.quiet {
      for text in configuration.ordinarySecrets { Console.standard.error("warning: \(text)") }
    }
    let reports = try configuration.reports(named: scripts)
    let providerProblems = scripts.isEmpty ? configuration.providerProblems : []
    for problem in providerProblems { Console.standard.error(problem.description) }
    let areScriptsRunning = try await check(reports, of: configuration)
    let arePluginsRunning =
      scripts.isEmpty ? try await checkPlugins(besides: reports, of: configuration) : true
    let isRunning = areScriptsRunning && arePluginsRunning && providerProblems.isEmpty
    if !isConfigured { throw ExitStatus.usage }
    if !isRunning { throw ExitStatus.script }
    if !shared.quiet {
      try Console.standard.output(
        "\(configuration.file): no mistakes (sources: \(configuration.sources.count), "
          + "scripts: \(reports.count))"
      )
    }
  }

  /// Tells what is wrong with writers and methods; whether there is nothing but warnings.
  private func checkPlugins(
    besides reports: [Configuration.Report],
    of configuration: Configuration
  ) async throws -> Bool {
    let reviews = try await PluginReviews(
      configuration: configuration,
      moment: shared.moment,
      executable: ThisProgram.path
    )
    .reviews(of: [.writer, .method], runsTests: false)
    let problems = reviews.flatMap(\.problems)
    let files = reviews.map { Configuration.Report(script: $0.file) }
    let findings = try await configuration.scriptFindings(in: files)
    let untold = findings.filter { finding in !problems.contains { finding.isTold(by: $0) } }
    for finding in untold where !(finding.isWarning && shared.quiet) {
      Console.standard.error(finding.description)
    }
    for problem in problems { Console.standard.error(problem) }
    return problems.isEmpty && untold.allSatisfy(\.isWarning)
  }

  /// Tells what is wrong with scripts; whether there is nothing but warnings.
  private func check(
    _ reports: [Configuration.Report],
    of configuration: Configuration
  ) async throws -> Bool {
    let findings = try await configuration.scriptFindings(in: reports)
    let request = ReportRequest(reports: reports, now: shared.moment)
    let outcomes = try await ReportWorkers(
      configuration: configuration,
      usage: .sample,
      executable: ThisProgram.path
    )
    .render(request)
    let problems = outcomes.compactMap { outcome in
      if case .failure(let problem) = outcome.result { problem.description } else { nil }
    }
    // The error that a run ends with shows the line, too, so of the same mistake it is the one to tell.
    let untold = findings.filter { finding in !problems.contains { finding.isTold(by: $0) } }
    for finding in untold where !(finding.isWarning && shared.quiet) {
      Console.standard.error(finding.description)
    }
    for problem in problems { Console.standard.error(problem) }
    return problems.isEmpty && untold.allSatisfy(\.isWarning)
  }
}
