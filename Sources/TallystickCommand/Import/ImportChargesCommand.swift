import ArgumentParser
import Foundation
import Tallystick
import UsageModel
import UsageStore

/// `tally import charges`.
struct ImportChargesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charges",
    abstract:
      "Bring in amounts that no platform reports, past monthly totals included, from a CSV file.",
    discussion: """
      The file has the header day,source,amount,currency[,charge][,app][,name]. A day is 2025-03-14, or a \
      month such as 2025-03, whose amount is spread over its days. A charge takes the place of the one with the \
      same day, source, charge, app, name and currency, and 0 takes it back; importing a file again changes \
      nothing, and nothing of a file with a mistake is stored.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
  var file: String

  @Flag(name: .long, help: "Print the outcome as JSON.")
  var json = false

  func run() async throws {
    let found: (charges: [StatedCharge], rows: Int)
    do {
      found = try ChargeFile.read(
        try WholeFile(argument: file).bytes(),
        file: WholeFile(argument: file).name
      )
    } catch let mistake as ChargeFile.Mistake {
      throw CommandFailure(.usage, "\(mistake)\nNothing was stored.")
    }
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStore(at: shared.moment)
    let outcome = try store.importCharges(found.charges, learntAt: shared.moment)
    if !shared.quiet { warnOfUnpriced(found.charges, configuration) }
    if json {
      try Console.standard.output(described(found, outcome).written(breaking: 1))
    } else if !shared.quiet {
      try Console.standard.output(sentence(found, outcome))
    }
  }

  /// Says which charges count as unpriced until there is a rate.
  private func warnOfUnpriced(_ charges: [StatedCharge], _ configuration: Configuration) {
    let prices = PriceList(currency: configuration.currency, rates: configuration.terms.rates)
    var said: Set<String> = []
    for charge in charges where !charge.amount.isZero {
      let (currency, day) = (charge.key.currency, charge.key.days.lowerBound)
      guard prices.quote(for: currency, on: day) == nil, said.insert(currency).inserted else {
        continue
      }
      Console.standard.error(
        "warning: no rate prices \(currency) in \(configuration.currency) on \(day): such charges stay unpriced"
      )
    }
  }

  private func sentence(
    _ found: (charges: [StatedCharge], rows: Int),
    _ outcome: ChargeImport
  ) -> String {
    guard let first = found.charges.map(\.key.days.lowerBound).min(), let last = lastDay(found)
    else { return "charges: the file has none" }
    let days = first == last ? "\(first)" : "\(first) to \(last)"
    let count = found.rows == 1 ? "1 charge" : "\(found.rows) charges"
    let changes = [
      (outcome.added, "new"), (outcome.changed, "changed"), (outcome.removed, "taken back"),
    ]
    let news = changes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return "charges: \(count) of \(days), \(news.isEmpty ? "none of them new" : news)"
  }

  private func lastDay(_ found: (charges: [StatedCharge], rows: Int)) -> Day? {
    found.charges.map(\.key.days.upperBound).max()?.advanced(by: -1)
  }

  private func described(
    _ found: (charges: [StatedCharge], rows: Int),
    _ outcome: ChargeImport
  ) -> JSONText {
    .object([
      ("charges", .integer(found.rows)), ("new", .integer(outcome.added)),
      ("changed", .integer(outcome.changed)), ("removed", .integer(outcome.removed)),
      ("first", .text(found.charges.map(\.key.days.lowerBound).min()?.description)),
      ("last", .text(lastDay(found)?.description)),
      ("learnt_at", .string(shared.moment.description)),
    ])
  }
}
