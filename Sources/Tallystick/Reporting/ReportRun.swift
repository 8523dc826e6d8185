import Foundation
public import LuaHost
import ReportDocument
import ReportScripting
import UsageModel
import UsagePlugins
import UsageProviders
public import UsageStore

/// Runs scripts over the store in this process, and renders what they return.
///
/// Not everything that a script can do to its process can be stopped; ``ReportWorkers`` give it one of its own.
public struct ReportRun: Sendable {
  private let configuration: Configuration
  private let store: any UsageStore
  private let library: LuaLibrary
  /// Called when a script has ended well, before its report is rendered.
  var afterScript: @Sendable () -> Void = {}

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - configuration: What the reports depend on.
  ///   - store: What they are made of.
  ///   - library: What this program gives to scripts, besides the interface.
  public init(
    configuration: Configuration,
    store: any UsageStore,
    library: LuaLibrary = LuaLibrary()
  ) {
    self.configuration = configuration
    self.store = store
    self.library = library
  }

  /// Renders reports, one after the other; a script that fails never stops the others.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - deadline: When scripts end at the latest, beside their limits; nil for no such moment.
  /// - Returns: An outcome a report, in the order of the request.
  /// - Throws: When the store cannot be used, or the task is cancelled; its script then ends soon.
  public func render(
    _ request: ReportRequest,
    deadline: ContinuousClock.Instant? = nil
  ) async throws -> [ReportOutcome] {
    let sources = try store.sources(asOf: request.moment)
    var outcomes: [ReportOutcome] = []
    for report in request.reports {
      try Task.checkCancellation()
      outcomes.append(try await render(report, request, sources, deadline))
    }
    return outcomes
  }

  private func render(
    _ report: Configuration.Report,
    _ request: ReportRequest,
    _ sources: [KeptSource],
    _ deadline: ContinuousClock.Instant?
  ) async throws -> ReportOutcome {
    let path = configuration.folder.path(report.script)
    guard let source = FileManager.default.contents(atPath: path) else {
      let problem = ScriptProblem(
        description: "\(report.script): the script cannot be read; check that it exists",
        isUsage: false
      )
      return ReportOutcome(report: report.name, result: .failure(problem), log: [])
    }
    let context = configuration.usageContext(at: request.now)
    let usage = StoredUsage(store: store, context: context)
    var input = try scriptInput(report, Array(source), path, request, sources, usage)
    input.library = library
    input.deadline = deadline
    do {
      let output = try await ScriptRunner.run(input)
      afterScript()
      if let asked = request.ledger {
        let rows = try output.ledger(asked, of: report)
        return ReportOutcome(
          report: report.name,
          result: .success([]),
          log: output.log,
          ledger: rows
        )
      }
      let notices = try DataNotices(
        configuration: configuration,
        sources: sources,
        moment: request.moment
      ).notices(for: output.period, in: usage)
      let documents = output.reports.map { made in
        WriterRun.Document(
          finished(made.document, output.period, notices, request),
          file: made.file.map { "\(output.period)-\($0)" } ?? output.period.description
        )
      }
      var writing = ReportWriting(configuration: configuration, report: report.name)
      writing.beforeWriter = afterScript
      let formats = request.formats ?? report.formats
      let files = try await writing.files(of: documents, in: formats)
      return ReportOutcome(
        report: report.name,
        result: .success(files.files),
        documents: documents.map {
          RenderedDocument(report: report.name, file: $0.file, formats: formats)
        },
        log: output.log + files.log,
        forecasts: output.forecasts,
        period: output.period
      )
    } catch let problem as ScriptProblem {
      return ReportOutcome(report: report.name, result: .failure(problem), log: [])
    } catch let failure as ScriptFailure {
      let problem = ScriptProblem(
        description: failure.description,
        isUsage: failure.isUsage,
        isLate: failure.isLate
      )
      return ReportOutcome(report: report.name, result: .failure(problem), log: failure.log)
    }
  }

  private func scriptInput(
    _ report: Configuration.Report,
    _ source: [UInt8],
    _ path: String,
    _ request: ReportRequest,
    _ kept: [KeptSource],
    _ usage: StoredUsage
  ) throws(StoreError) -> ScriptInput {
    var input = ScriptInput(
      of: configuration,
      kept: kept,
      imported: try store.importedSources(asOf: request.moment),
      at: request.moment,
      data: usage
    )
    input.name = report.script
    input.source = source
    input.libraryFolder = WorkingFolder(path.folderOfFile).path("lib")
    // The default period is that of now, also where less was known then.
    let today = configuration.calendar.day(of: request.now)
    input.period = request.period ?? Period(report.period ?? .month, containing: today)
    input.isPeriodFixed = request.period != nil || report.period != nil
    input.parameters = report.parameters.merging(request.parameters) { $1 }
    return input
  }

  /// What says that a final report is made again.
  private func restating(_ request: ReportRequest, _ period: Period) -> [Notice] {
    request.finalAt.map { moment in
      let time = configuration.appearance.format.time(moment, withYear: true)
      let text = " Data of \(period.label) have changed since this report was final, on \(time)."
      return [Notice(.note, [.strong([.text("Restated.")]), .text(text)])]
    } ?? []
  }

  /// A report with what its readers must know of the data behind it.
  private func finished(
    _ document: ReportDocument,
    _ period: Period,
    _ notices: [Notice],
    _ request: ReportRequest
  ) -> ReportDocument {
    var document = document
    // Warnings come after the headline figures, which are a report's first block by custom.
    let isHeaded = if case .figures = document.blocks.first { true } else { false }
    let all = restating(request, period) + notices
    document.blocks.insert(contentsOf: all.map(Block.notice), at: isHeaded ? 1 : 0)
    document.footer.append("Days are cut in \(configuration.calendar.timeZoneName).")
    return document
  }
}

extension ReportingCalendar {
  /// The zone's name as reports show it.
  var timeZoneName: String {
    timeZone.identifier == "GMT" ? "UTC" : timeZone.identifier
  }
}
