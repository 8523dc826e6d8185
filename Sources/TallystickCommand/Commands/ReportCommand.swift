import ArgumentParser
import Foundation
import Tallystick
import UsageModel

/// `tally report`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Render reports from what is stored."
  )

  @OptionGroup var shared: SharedOptions

  @Argument(
    help: ArgumentHelp(
      "Scripts, or names of reports (default: those of the configuration, else all in Scripts/).",
      valueName: "script"
    )
  )
  var scripts: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: the month of --now).", valueName: "period")
  )
  var period: Period?

  @Option(name: .long, help: ArgumentHelp("Use only what was learnt by then.", valueName: "time"))
  var asOf: Moment?

  @Option(
    name: .long,
    help: ArgumentHelp("html, markdown, or html,markdown.", valueName: "formats")
  )
  var format: FormatList?

  @Option(
    name: .long,
    help: ArgumentHelp("The folder to write to (default: `output:`).", valueName: "dir")
  )
  var out: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A value for a parameter of the script; may be repeated.", valueName: "k=v")
  )
  var param: [NamedValue] = []

  @Flag(name: .long, help: "Write one script's report in one format to standard output.")
  var stdout = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let reports = try chosenReports(of: configuration)
    if stdout, reports.count != 1 || format?.formats.count != 1 {
      throw CommandFailure(
        .usage,
        "--stdout takes one script and one format: tally report SCRIPT --format markdown --stdout"
      )
    }
    guard !reports.isEmpty else {
      throw CommandFailure(
        .usage,
        "\(configuration.file): there is no report; add a script to \(configuration.folder.path("Scripts"))"
      )
    }
    let store = try configuration.openStoreForReading()
    let parameters = Dictionary(param.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let request = ReportRequest(
      reports: reports,
      period: period,
      now: shared.moment,
      asOf: asOf?.timestamp,
      formats: format?.formats,
      parameters: parameters
    )
    let outcomes = try await ReportRun(configuration: configuration, store: store).render(request)
    try deliver(outcomes, to: ReportFolder(out ?? configuration.output))
  }

  /// The reports that the arguments name: by name or script as configured, else a script's file.
  private func chosenReports(
    of configuration: Configuration
  ) throws -> [Configuration.Report] {
    let all = configuration.allReports
    guard !scripts.isEmpty else { return all }
    return try scripts.flatMap { wanted -> [Configuration.Report] in
      let known = all.filter { $0.name == wanted || $0.script == wanted }
      guard known.isEmpty else { return known }
      // A script is named as the configuration would, or as it lies from here.
      if FileManager.default.fileExists(atPath: configuration.folder.path(wanted)) {
        return [Configuration.Report(script: wanted)]
      }
      let here = URL(filePath: wanted).standardizedFileURL.path()
      if FileManager.default.fileExists(atPath: here) {
        return [Configuration.Report(script: here)]
      }
      let names = all.map(\.name)
      let hint =
        closestName(to: wanted, in: names).map { "did you mean \"\($0)\"?" }
        ?? "the reports are \(names.joined(separator: ", "))"
      throw CommandFailure(.usage, "there is no report or script \"\(wanted)\"; \(hint)")
    }
  }

  private func deliver(_ outcomes: [ReportOutcome], to folder: ReportFolder) throws {
    var files: [RenderedFile] = []
    var failures: [ScriptProblem] = []
    for outcome in outcomes {
      for line in outcome.log where shared.verbose || (line.hasPrefix("warning: ") && !shared.quiet)
      {
        Console.standard.error("\(outcome.report): \(line)")
      }
      switch outcome.result {
      case .success(let rendered): files += rendered
      case .failure(let problem): failures.append(problem)
      }
    }
    for failure in failures { Console.standard.error(failure.description) }
    if stdout {
      if failures.isEmpty { for file in files { Console.standard.output(bytes: file.bytes) } }
    } else if !files.isEmpty {
      for path in try folder.write(files) where !shared.quiet { Console.standard.output(path) }
    }
    if failures.contains(where: \.isUsage) { throw ExitStatus.usage }
    if !failures.isEmpty { throw ExitStatus.script }
  }
}
