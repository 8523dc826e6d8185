import ArgumentParser
import Tallystick
import UsageModel
import UsageStore

/// `tally rates`.
struct RatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "Show which plan, rate, top-up or charge priced what.",
    discussion: """
      Every term of the configuration is listed, also one that priced nothing, as a rate does whose unit is \
      mistyped. What nothing prices comes last, as unpriced.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: everything stored).", valueName: "period")
  )
  var period: Period?

  @Option(
    name: .long,
    help: ArgumentHelp("Use only what was learnt by then, terms included.", valueName: "time")
  )
  var asOf: Moment?

  @Flag(name: .long, help: "Print the terms as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStoreForReading(at: shared.moment)
    let usage = StoredUsage(
      store: store,
      context: configuration.usageContext(at: shared.moment)
    )
    let moment = shared.moment(asOf)
    let terms = try usage.terms(asOf: moment)
    let answer = try usage.answer(
      // Without dimensions the totals answer, which is what the sum of a source is priced by.
      UsageQuery(
        days: period?.days ?? everyDay(of: terms, until: configuration.calendar.day(of: moment)),
        dimensions: [],
        asOf: moment
      )
    )
    let priced = try PricedTerms(answer.records, terms: terms, currency: configuration.currency)
    if json {
      let text = priced.json(of: period, asOf: moment, currency: configuration.currency)
      try Console.standard.output(text.written(breaking: 2))
    } else {
      for line in priced.table(configuration.currency) { try Console.standard.output(line) }
    }
    if priced.isEmpty, !shared.quiet {
      Console.standard.error(try shared.nothingFound(in: store, asOf: asOf))
    }
  }

  /// Days that contain everything that can be stored or charged.
  ///
  /// None of the platforms is older than this century; a charge may be.
  private func everyDay(of terms: Terms, until last: Day) -> Range<Day> {
    let first = Day(daysSince1970: 10_957)  // 2000-01-01
    let charged = terms.plans.map(\.since) + terms.charges.map(\.since)
    let start = min(charged.min() ?? first, first)
    return start..<max(last.advanced(by: 1), start)
  }
}
