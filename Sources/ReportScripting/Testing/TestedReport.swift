import Dispatch
import LuaHost
import ReportDocument
import Synchronization
import UsageModel

/// A run of a report script in a test: its usage, and what the script made of it.
struct TestedReport {
  private let input: ScriptInput
  private let markdown: @Sendable (ReportDocument) -> String
  private let document: @Sendable (ReportDocument) -> LuaTable

  /// Reads what a test asks for.
  init(_ arguments: Arguments, _ test: ScriptTestInput, _ context: ScriptContext) throws {
    let options = arguments.options
    markdown = test.markdown
    document = test.document
    let script: ScriptTestInput.FoundScript
    do throws(ScriptTestInput.ScriptNotFound) {
      script = try test.script(arguments.textOption("script") ?? "")
    } catch {
      throw HostError("option \"script\": \(error.message)")
    }
    var input = test.surroundings
    let rows = PlainRows(currency: input.currency)
    let usage = try rows.usage(try Self.list(options, "usage"))
    input.sources = try rows.sources(try Self.list(options, "sources"), of: usage)
    let appTags = try Self.apps(options["apps"])
    let records = usage.records.map { record in
      var record = record
      record.tags.merge(appTags[record.app] ?? [:]) { $1 }
      record.provider = input.sources.first { $0.name == record.source }?.provider ?? record.source
      return record
    }
    input.period = try Self.period(arguments, records)
    input.isPeriodFixed = true
    input.asOf = input.calendar.start(of: input.period.stop)
    if let now = arguments.textOption("now") {
      guard let moment = Timestamp(rfc3339: now) else {
        throw HostError(
          "option \"now\": expected a moment such as 2026-10-15T06:00:00Z, got \(describe(.text(now)))"
        )
      }
      input.asOf = moment
    }
    let allowances = try rows.allowances(
      try Self.list(options, "allowances"),
      seenAt: input.asOf.advanced(bySeconds: -1)
    )
    input.name = script.file.name
    input.source = script.file.source
    input.libraryFolder = script.libraryFolder
    input.parameters = try Self.parameters(options["params"])
    input.apps = Set(Self.apps(of: records)).union(appTags.keys).sorted()
    input.appTags = appTags
    input.allocation = try Self.rules(try Self.list(options, "allocation"))
    input.budgets = try rows.budgets(
      try Self.list(options, "budgets"),
      of: input.sources,
      in: context
    )
    input.data = PlainUsage(
      records: records,
      series: allowances,
      metrics: try rows.metrics(options["metrics"]),
      invoices: try rows.invoices(try Self.list(options, "invoices"))
    )
    self.input = input
  }

  /// What the script made, as a table.
  func result() throws -> LuaValue {
    var table = LuaTable()
    switch run() {
    case .success(let output):
      let reports = output.reports.map { report in
        var table = ReportReading.table(of: report.document)
        table["markdown"] = .text(markdown(report.document))
        table["document"] = .table(document(report.document))
        table["file"] = report.file.map { .text($0) } ?? .nil
        return table
      }
      table = reports.first ?? LuaTable()
      table["reports"] = .table(LuaTable(array: reports.map { .table($0) }))
      table["log"] = .table(LuaTable(array: output.log.map { .text($0) }))
    case .failure(let failure as ScriptFailure):
      table["error"] = .text(failure.description)
      table["log"] = .table(LuaTable(array: failure.log.map { .text($0) }))
      table["reports"] = .table(LuaTable())
    case .failure(let error):
      throw HostError("the script cannot be run: \(error)")
    }
    return .table(table)
  }

  /// Runs the script on a thread of its own, with limits of its own, while this one waits.
  private func run() -> Result<ScriptOutput, any Error> {
    let done = DispatchSemaphore(value: 0)
    let input = input
    let box = ResultBox()
    // The calling thread is Lua's own and no task's, so there is no task that this one could be a child of.
    Task.detached {
      do {
        box.set(.success(try await ScriptRunner.run(input)))
      } catch {
        box.set(.failure(error))
      }
      done.signal()
    }
    done.wait()
    return box.value ?? .failure(CancellationError())
  }

  // MARK: - Options

  private static func list(_ options: LuaTable, _ name: String) throws(HostError) -> [LuaValue] {
    guard case .table(let table) = options[name] else { return [] }
    return try entries(of: table, as: "option \"\(name)\": ")
  }

  private static func period(
    _ arguments: Arguments,
    _ records: [UsageRecord]
  ) throws(HostError) -> Period {
    if let text = arguments.textOption("period") {
      guard let period = Period(text) else {
        throw HostError(
          "option \"period\": \(describe(.text(text))) is no period; write \(Period.forms)"
        )
      }
      return period
    }
    guard let last = records.map(\.day).max() else {
      throw HostError("option \"period\" is missing: without a row of usage it has to be said")
    }
    return Period(.month, containing: last)
  }

  private static func parameters(_ value: LuaValue) throws(HostError) -> [String: String] {
    guard case .table(let table) = value else { return [:] }
    var parameters: [String: String] = [:]
    for (name, value) in table.fields.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .string(let text): parameters[name] = text.text
      case .integer, .number, .boolean: parameters[name] = valueText(value)
      default:
        throw HostError(
          "option \"params\": \(name): expected a text, number or boolean, got \(describe(value))"
        )
      }
    }
    return parameters
  }

  private static func apps(of records: [UsageRecord]) -> [String] {
    let named = Set(records.map(\.app)).filter { !ReservedName.isReserved($0) }
    return named.sorted()
  }
}

/// What one task leaves for the thread that waits for it.
private final class ResultBox: Sendable {
  private let result = Mutex<Result<ScriptOutput, any Error>?>(nil)

  var value: Result<ScriptOutput, any Error>? { result.withLock { $0 } }

  func set(_ outcome: Result<ScriptOutput, any Error>) {
    result.withLock { $0 = outcome }
  }
}
