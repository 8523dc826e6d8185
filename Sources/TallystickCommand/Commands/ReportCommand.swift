import ArgumentParser
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
    help: ArgumentHelp(
      "html, markdown or a writer in Scripts/writers; several with commas.",
      valueName: "formats"
    )
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
    try format?.check(in: configuration)
    let reports = try configuration.reports(named: scripts)
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
    guard out != "" else {
      throw CommandFailure(.usage, "--out names no folder; leave it out to write to `output:`")
    }
    let parameters = Dictionary(param.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let request = ReportRequest(
      reports: reports,
      period: period,
      now: shared.moment,
      asOf: asOf?.timestamp,
      formats: format?.formats,
      parameters: parameters
    )
    let folder = ReportFolder(
      out ?? configuration.output,
      appearance: configuration.appearance
    )
    let outcomes = try await ReportWorkers(
      configuration: configuration,
      executable: ThisProgram.path
    ).render(request) {
      guard !stdout, case .success(let files) = $0.result, !$0.documents.isEmpty else { return }
      try folder.write(files, of: $0.documents)
    }
    if !stdout { keepForecasts(of: outcomes, request, in: configuration) }
    try tell(outcomes, in: folder)
  }

  /// Keeps what the reports forecast; they are the same without, so that a store that cannot be written is no failure.
  private func keepForecasts(
    of outcomes: [ReportOutcome],
    _ request: ReportRequest,
    in configuration: Configuration
  ) {
    guard outcomes.contains(where: { !$0.forecasts.isEmpty }) else { return }
    do {
      try request.keepForecasts(
        of: outcomes,
        in: try configuration.openStore(at: shared.moment)
      )
    } catch {
      if shared.verbose { Console.standard.error("forecasts are not kept: \(error)") }
    }
  }

  /// Writes a report to standard output, where several files could not be told apart.
  private func output(_ files: [RenderedFile]) throws {
    if let format = files.first?.format, format.builtIn == nil, files.count > 1 {
      throw CommandFailure(
        .usage,
        "--stdout takes one file, and \(format.rawValue) makes \(files.count) of this report; "
          + "leave --stdout out"
      )
    }
    for file in files { try Console.standard.output(bytes: file.bytes) }
  }

  private func tell(_ outcomes: [ReportOutcome], in folder: ReportFolder) throws {
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
      if failures.isEmpty { try output(files) }
    } else if !shared.quiet {
      for file in files { try Console.standard.output(folder.path(of: file)) }
    }
    if failures.contains(where: \.isUsage) { throw ExitStatus.usage }
    if !failures.isEmpty { throw ExitStatus.script }
  }
}
