import ArgumentParser
import ReportDocument
import Tallystick
import UsageModel
import UsageStore

/// `tally store info`.
struct StoreInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Say what the store holds of each source, and how large it is.",
    discussion: """
      A pruned reply is one of which only what was read of it is left. Windows are billing periods, and counters \
      what a platform counts in them.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Print the answer as JSON.")
  var json = false

  func run() async throws {
    let store = try shared.openExistingStoreForReading()
    let info = try store.info()
    let runs = try store.lastRuns(Self.runsShown)
    if json {
      let answer = Self.json(info, runs, path: store.path)
      try Console.standard.output(answer.written(breaking: 2))
    } else {
      for line in Self.table(info) + Self.table(info.imports) + Self.table(runs) {
        try Console.standard.output(line)
      }
      try Console.standard.output(Self.summary(info, path: store.path))
    }
  }

  /// How many runs are shown.
  private static let runsShown = 10

  private static func table(_ runs: [LoggedRun]) -> [String] {
    guard !runs.isEmpty else { return [] }
    return TextTable(
      titles: ["last runs", "seconds", "status", "fetched", "reports", "failed"],
      isNumber: [false, true, true, true, true, false],
      rows: runs.map { run in
        let seconds = run.milliseconds.flatMap {
          try? FixedDecimal(Int($0)).divided(by: 1000)
        }
        return [
          run.startedAt.description,
          seconds.map { NumberFormat.englishUS.number($0, decimals: 1) } ?? "did not end",
          run.status.map(String.init) ?? "", String(run.fetched), String(run.reports),
          (run.failedSources + run.failedReports).joined(separator: ", "),
        ]
      }
    ).lines + [""]
  }

  private static func table(_ info: StoreInfo) -> [String] {
    guard !info.sources.isEmpty else { return [] }
    let number = { (value: Int) in NumberFormat.englishUS.number(FixedDecimal(value)) }
    return TextTable(
      titles: ["source", "provider", "replies", "pruned", "windows", "counters", "first", "last"],
      isNumber: [false, false, true, true, true, true, false, false],
      rows: info.sources.map { source in
        [
          source.identity.name, source.identity.provider, number(source.replies),
          number(source.pruned), number(source.windows), number(source.counters),
          source.firstObserved?.description ?? "", source.lastObserved?.description ?? "",
        ]
      }
    ).lines + [""]
  }

  private static func table(_ imports: [StoreInfo.Import]) -> [String] {
    guard !imports.isEmpty else { return [] }
    let number = { (value: Int) in NumberFormat.englishUS.number(FixedDecimal(value)) }
    return TextTable(
      titles: ["imported source", "periods", "imports", "charges", "last import"],
      isNumber: [false, true, true, true, false],
      rows: imports.map { source in
        [
          source.source, number(source.periods), number(source.imports), number(source.charges),
          source.learntAt.description,
        ]
      }
    ).lines + [""]
  }

  private static func json(_ source: StoreInfo.Import) -> JSONText {
    .object([
      ("source", .string(source.source)), ("periods", .integer(source.periods)),
      ("imports", .integer(source.imports)), ("charges", .integer(source.charges)),
      ("bytes", .integer(source.bytes)), ("learnt_at", .string(source.learntAt.description)),
    ])
  }

  private static func summary(_ info: StoreInfo, path: String) -> String {
    let bytes = NumberFormat.englishUS.bytes(FixedDecimal(info.bytes + info.logBytes))
    let terms = info.terms == 1 ? "version" : "versions"
    return "\(path): \(bytes)"
      + (info.terms == 0
        ? "" : ", with \(info.terms) \(terms) of the plans, rates, charges and invoices")
  }

  private static func json(_ info: StoreInfo, _ runs: [LoggedRun], path: String) -> JSONText {
    .object([
      ("path", .string(path)), ("bytes", .integer(info.bytes)),
      ("log_bytes", .integer(info.logBytes)), ("terms", .integer(info.terms)),
      (
        "sources",
        .array(
          info.sources.map { source in
            .object([
              ("source", .string(source.identity.name)),
              ("provider", .string(source.identity.provider)),
              ("account", .text(source.identity.account)), ("replies", .integer(source.replies)),
              ("pruned", .integer(source.pruned)), ("windows", .integer(source.windows)),
              ("counters", .integer(source.counters)),
              ("first_observed", .text(source.firstObserved?.description)),
              ("last_observed", .text(source.lastObserved?.description)),
              ("reply_bytes", .integer(source.replyBytes)),
              ("reading_bytes", .integer(source.readingBytes)),
            ])
          }
        )
      ),
      ("imports", .array(info.imports.map(Self.json))),
      (
        "runs",
        .array(
          runs.map { run in
            .object([
              ("started_at", .string(run.startedAt.description)),
              ("ended_at", .text(run.endedAt?.description)),
              ("status", run.status.map { .integer($0) } ?? .null),
              ("fetched", .integer(run.fetched)), ("reports", .integer(run.reports)),
              ("failed_sources", .array(run.failedSources.map { .string($0) })),
              ("failed_reports", .array(run.failedReports.map { .string($0) })),
            ])
          }
        )
      ),
    ])
  }
}
