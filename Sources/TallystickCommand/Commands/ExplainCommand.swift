import ArgumentParser
import Tallystick
import UsageAnalysis
import UsageModel

/// `tally explain`.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a report's costs were divided: which rule gave what to whom, and why.",
    discussion: """
      Runs the script and writes no report. The ledger is that of the allocation which the report shows with \
      `r:ledger`, else of the first that it makes. What a later step divided again is in brackets, and not part of \
      the total.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("A script, or the name of a report.", valueName: "report"))
  var report: String

  @Option(name: .long, help: ArgumentHelp("Only what this app received.", valueName: "app"))
  var target: String?

  @Option(name: .long, help: ArgumentHelp("Only what comes from this source.", valueName: "source"))
  var source: String?

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: the month of --now).", valueName: "period")
  )
  var period: Period?

  @Option(name: .long, help: ArgumentHelp("Use only what was learnt by then.", valueName: "time"))
  var asOf: Moment?

  @Option(
    name: .long,
    help: ArgumentHelp("A value for a parameter of the script; may be repeated.", valueName: "k=v")
  )
  var param: [NamedValue] = []

  @Flag(name: .long, help: "Show every share of every day.")
  var days = false

  @Flag(name: .long, help: "Print every share of every day as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let request = ReportRequest(
      reports: Array(try configuration.reports(named: [report]).prefix(1)),
      period: period,
      now: shared.moment,
      asOf: asOf?.timestamp,
      parameters: Dictionary(param.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
      ledger: LedgerRequest(target: target, source: source)
    )
    let outcomes = try await ReportWorkers(
      configuration: configuration,
      executable: ThisProgram.path
    ).render(request) { _ in }
    guard let outcome = outcomes.first else { return }
    for line in outcome.log where shared.verbose || (line.hasPrefix("warning: ") && !shared.quiet) {
      Console.standard.error(line)
    }
    switch outcome.result {
    case .failure(let problem):
      Console.standard.error(problem.description)
      throw problem.isUsage ? ExitStatus.usage : ExitStatus.script
    case .success:
      let listing = try LedgerListing(outcome.ledger ?? [], currency: configuration.currency)
      if json {
        try Console.standard.output(listing.json.written(breaking: 2))
      } else {
        for line in days ? listing.dailyTable : listing.table {
          try Console.standard.output(line)
        }
      }
    }
  }
}
