import ArgumentParser
import Tallystick
import UsageFiles
import UsageModel
import UsageStore

/// `tally export`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write stored usage as a FOCUS file, as CSV or as JSON, for other tools.",
    discussion: """
      A FOCUS file has a row for each record: what was used on a day, with what was billed for it and what its use \
      cost. `tally import focus` reads it back. Without --output, it goes to standard output.
      """
  )

  /// What a file is written in.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case focus, csv, json, ndjson
  }

  /// What becomes of usage that nothing prices.
  enum UnpricedUsage: String, ExpressibleByArgument, CaseIterable {
    case zero
  }

  @OptionGroup var shared: SharedOptions

  @Option(name: .long, help: "What to write: focus, csv, json or ndjson (an object a line).")
  var format: Format = .focus

  @Option(
    name: .long,
    help: ArgumentHelp("The version of FOCUS: 1.0, 1.1, 1.2, 1.3 or 1.4.", valueName: "version")
  )
  var focusVersion: FOCUSVersion = .v12

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: everything stored).", valueName: "period")
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
    help: ArgumentHelp("Use only what was learnt by then, terms included.", valueName: "time")
  )
  var asOf: Moment?

  @Flag(
    name: .long,
    help: "Write the shares of the configured policy in place of the costs that it divides."
  )
  var allocated = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The costs that drivers of --allocated go by: effective or billed.",
      valueName: "view"
    )
  )
  var view: CostView = .effective

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write credits that nothing prices with a cost of zero, which FOCUS files may not leave out.",
      valueName: "zero"
    )
  )
  var unpriced: UnpricedUsage?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file; one that ends with .gz is packed.", valueName: "file")
  )
  var output: String?

  func validate() throws {
    if unpriced != nil, format != .focus {
      throw ValidationError(
        "--unpriced goes with --format focus; other formats tell what is unpriced."
      )
    }
  }

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let store = try configuration.openStoreForReading(at: shared.moment)
    let moment = shared.moment(asOf)
    let export = UsageExport(
      of: StoredUsage(store: store, context: configuration.usageContext(at: shared.moment)),
      configuration,
      where: UsageFilter(try `where`.map(UsageFilter.Condition.init(argument:))),
      asOf: moment
    )
    if allocated, configuration.allocation.isEmpty {
      throw CommandFailure(
        .usage,
        "\(configuration.file): there is no `allocation:` to divide costs by; write rules, or leave out --allocated"
      )
    }
    if allocated { try export.checkMethods() }
    let days = try period?.days ?? export.everyDay()
    if format == .focus, unpriced == nil { try refuseUnpriced(try export.unpriced(on: days)) }
    let settings = ExportSettings(
      calendar: configuration.calendar,
      currency: configuration.currency,
      days: period?.days,
      asOf: moment,
      isAllocated: allocated
    )
    var rows = 0
    try writing { sink in
      var writer = UsageWriter(fileFormat, settings, to: sink)
      writer.begin()
      for month in UsageExport.months(of: days) {
        let usage =
          allocated
          ? try export.shares(on: month, view: view) : try export.records(on: month)
        rows += usage.table.count
        try writer.write(usage)
      }
      try writer.end()
    }
    guard !shared.quiet else { return }
    if rows == 0 { Console.standard.error(try shared.nothingFound(in: store, asOf: asOf)) }
    if let output, rows > 0 {
      try Console.standard.output("\(output): \(rows == 1 ? "1 row" : "\(rows) rows")")
    }
  }

  private var fileFormat: ExportFormat {
    switch format {
    case .focus: .focus(focusVersion)
    case .csv: .csv
    case .json: .json
    case .ndjson: .ndjson
    }
  }

  /// Hands on what a body writes: to the file, which is whole or stays as it was, or to standard output.
  private func writing(_ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    guard let output else {
      return try body { try Console.standard.output(bytes: $0) }
    }
    try AtomicFile.write(to: output) { sink in
      guard output.hasSuffix(".gz") else { return try body(sink) }
      let gzip = try GzipStream(to: sink)
      try body { try gzip.write($0) }
      try gzip.end()
    }
  }

  /// A FOCUS file has a cost in each row; where nothing prices a row, there is none to write.
  private func refuseUnpriced(_ unpriced: [UsageExport.Unpriced]) throws {
    guard let first = unpriced.first else { return }
    let lines = unpriced.map { "  \($0.amount) of \($0.source), since \($0.since)" }
    let rate = "{ unit: \"\(first.amount.currency)\", price: …, since: \(first.since) }"
    throw CommandFailure(
      .usage,
      """
      nothing prices this, and a FOCUS file has a cost in every row:
      \(lines.joined(separator: "\n"))
      Add a rate to tallystick.yaml, such as \(rate) below `rates:`, or write it with a cost of zero: --unpriced zero
      """
    )
  }
}
