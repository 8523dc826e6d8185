import ArgumentParser
import Tallystick
import UsageStore

/// `tally allowances`.
struct AllowancesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allowances",
    abstract: "Show what is used and left of every limit, as the platforms last told it.",
    discussion: """
      A note says where the figures are not those of now: the source was not seen for long, the allowance has \
      started again since, or the platform no longer tells it.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Option(name: .long, help: ArgumentHelp("Use only what was learnt by then.", valueName: "time"))
  var asOf: Moment?

  @Flag(name: .long, help: "Print the allowances as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStoreForReading(at: shared.moment)
    let listing = try AllowanceListing(of: store, asOf: shared.moment(asOf), in: configuration)
    if json {
      try Console.standard.output(listing.json.written(breaking: 2))
    } else {
      for line in listing.table { try Console.standard.output(line) }
    }
    if listing.rows.isEmpty, !shared.quiet {
      Console.standard.error(try shared.nothingFound(in: store, asOf: asOf))
    }
  }
}
