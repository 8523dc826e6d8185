import Foundation
import ReportScripting
import UsageAnalysis
import UsageModel
import UsagePlugins
import UsageStore

/// What a worker answers: a report as finished files, so that no format of documents crosses the pipe.
enum ReportReply: Codable {
  /// What came of the report.
  case outcome(Outcome)
  /// The store failed, which ends the whole run.
  case storeFailure(String, isBusy: Bool)
  /// The warnings' own question cannot be answered, which ends the whole run too.
  case unanswerable(String)
  /// Something else failed that is not the script's fault.
  case failure(String)

  /// What came of one script.
  struct Outcome: Codable {
    var files: [File]
    var documents: [Document]
    var problem: ScriptProblem?
    var log: [String]
    var ledger: [AllocationLedger.Row]?
    var forecasts: [ShownForecast]
    var period: ReportJob.Days?
  }

  /// A finished report.
  struct Document: Codable {
    var file: String
    var formats: [ReportFormat]
  }

  /// A finished file.
  struct File: Codable {
    var path: String
    var format: ReportFormat
    var bytes: Data
  }
}

// MARK: - In the worker

extension ReportReply {
  init(_ outcome: ReportOutcome) {
    var reply = Outcome(
      files: [],
      documents: outcome.documents.map { Document(file: $0.file, formats: $0.formats) },
      log: outcome.log,
      ledger: outcome.ledger,
      forecasts: outcome.forecasts,
      period: outcome.period.map(ReportJob.Days.init)
    )
    switch outcome.result {
    case .success(let files):
      reply.files = files.map { File(path: $0.path, format: $0.format, bytes: Data($0.bytes)) }
    case .failure(let problem):
      reply.problem = problem
    }
    self = .outcome(reply)
  }

  init(_ error: any Error) {
    switch error {
    case let error as StoreError:
      self = .storeFailure(error.description, isBusy: error.code == .busy)
    case let error as UnanswerableQuery: self = .unanswerable(error.description)
    default: self = .failure("\(error)")
    }
  }
}

// MARK: - In the program

extension ReportReply {
  /// The outcome as if the script had run here; throws what ends the run.
  ///
  /// A file that would not be one of the report's own is not taken: the script may have got hold of its process.
  func outcome(of report: String) throws -> ReportOutcome {
    switch self {
    case .outcome(let reply):
      let files = try reply.files.map { file in
        guard file.isOne(of: report) else { throw WorkerPipe.Failure.unreadable }
        return RenderedFile(
          report: report,
          path: file.path,
          format: file.format,
          bytes: Array(file.bytes)
        )
      }
      return ReportOutcome(
        report: report,
        result: reply.problem.map { .failure($0) } ?? .success(files),
        documents: reply.documents.map {
          RenderedDocument(report: report, file: $0.file, formats: $0.formats)
        },
        log: reply.log,
        ledger: reply.ledger,
        // Nor is a forecast that nobody could have made.
        forecasts: reply.forecasts.filter(\.isSound),
        period: try? reply.period?.period()
      )
    case .storeFailure(let text, let isBusy): throw StoreError(isBusy ? .busy : .unusable, text)
    case .unanswerable(let text): throw UnanswerableQuery(text)
    case .failure(let text): throw WorkerError(text)
    }
  }
}

extension ReportReply.File {
  /// Whether the path is one that a file of the report can have in its format.
  fileprivate func isOne(of report: String) -> Bool {
    guard path.utf8.starts(with: "\(report)/".utf8) else { return false }
    let names = path.dropFirst(report.count + 1)
      .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy(WrittenFile.isName) else { return false }
    if let builtIn = format.builtIn {
      return names.count == 1 && names[0].hasSuffix(".\(builtIn.fileExtension)")
    }
    // What a writer names itself is in a folder of the period.
    return names.count <= 2
  }
}
