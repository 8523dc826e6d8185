import ArgumentParser
import Tallystick
import UsageAnalysis
import UsageModel

/// `tally usage`.
struct UsageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage",
    abstract: "Show stored usage as a table."
  )

  /// What is added up.
  enum Measure: String, ExpressibleByArgument, CaseIterable {
    case cost, quantity
  }

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Dimensions to group by: \(UsageDimension.named.map(\.name).joined(separator: " ")) tag.NAME.",
      valueName: "dims"
    ),
    transform: DimensionList.init(argument:)
  )
  var by: DimensionList = DimensionList([.source])

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: the month of --now).", valueName: "period")
  )
  var period: Period?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A condition such as provider=puter or 'service=a b*'; may be repeated, all must hold.",
      valueName: "dim=values"
    )
  )
  var `where`: [NamedValue] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When money counts: effective, a fee or prepaid credits on the days they pay for; billed, on the day they are due.",
      valueName: "view"
    )
  )
  var view: CostView = .effective

  @Option(name: .long, help: "What is added up: cost or quantity.")
  var measure: Measure = .cost

  @Option(
    name: .long,
    help: ArgumentHelp("Use only what was learnt by then, terms included.", valueName: "time")
  )
  var asOf: Moment?

  @Option(name: .long, help: ArgumentHelp("Only the n largest rows.", valueName: "n"))
  var top: Int?

  @Flag(name: .long, help: "Print the rows as JSON.")
  var json = false

  @Flag(name: .long, help: "Print the rows as CSV.")
  var csv = false

  func validate() throws {
    if json, csv { throw ValidationError("Choose --json or --csv.") }
    if let top, top < 1 { throw ValidationError("--top takes a number from 1 on.") }
  }

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStoreForReading(at: shared.moment)
    let listing = try UsageListing(
      try listingQuery(of: configuration),
      of: StoredUsage(store: store, context: configuration.usageContext(at: shared.moment)),
      currency: configuration.currency
    )
    if json {
      try Console.standard.output(listing.json.written(breaking: 2))
    } else if csv {
      for line in listing.csv { try Console.standard.output(line) }
    } else {
      for line in listing.table { try Console.standard.output(line) }
    }
    if listing.isEmpty, !shared.quiet {
      Console.standard.error(try shared.nothingFound(in: store, asOf: asOf))
    }
  }

  private func listingQuery(of configuration: Configuration) throws -> UsageListing.Query {
    let today = configuration.calendar.day(of: shared.moment)
    return UsageListing.Query(
      period: period ?? Period(.month, containing: today),
      asOf: shared.moment(asOf),
      filter: UsageFilter(try `where`.map(UsageFilter.Condition.init(argument:))),
      dimensions: by.dimensions,
      measure: measure == .cost ? .cost : .quantity,
      view: view,
      top: top
    )
  }
}
