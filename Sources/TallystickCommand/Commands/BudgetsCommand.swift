import ArgumentParser
import Tallystick
import UsageModel
import UsageStore

/// `tally budgets`.
struct BudgetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budgets",
    abstract: "Show each budget: what is spent, what is expected, and whether that is too much.",
    discussion: """
      Amounts are those of the days that are over, in the budget's period that contains the moment to take for the \
      clock. Expected is the total at the period's end, with the range in which it ends four times in five.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show each budget in its period that contains the last day of this one.",
      valueName: "period"
    )
  )
  var period: Period?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "End with status 5 where a budget is over (breach), or over or at risk (forecast).",
      valueName: "what"
    )
  )
  var failOn: Configuration.FailOn?

  @Flag(name: .long, help: "Print the budgets as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStoreForReading(at: shared.moment)
    let listing = try BudgetListing(
      of: configuration,
      in: StoredUsage(store: store, context: configuration.usageContext(at: shared.moment)),
      at: shared.moment,
      period: period
    )
    if json {
      try Console.standard.output(listing.json.written(breaking: 2))
    } else {
      for line in listing.table { try Console.standard.output(line) }
    }
    if listing.rows.isEmpty, !shared.quiet {
      Console.standard.error(
        "There is no budget; add one below `budgets:` of \(configuration.file)."
      )
    } else if !shared.quiet, try store.isEmpty(asOf: shared.moment) {
      Console.standard.error(try shared.nothingFound(in: store, asOf: nil))
    }
    if let message = failOn?.message(about: listing.rows) {
      Console.standard.error(message)
      throw ExitStatus.budget
    }
  }
}
