public import UsageAnalysis
public import UsageModel

/// What is asked of a report run.
public struct ReportRequest: Hashable, Sendable {
  /// The reports to render.
  public var reports: [Configuration.Report]
  /// The period, where it was asked for.
  public var period: Period?
  /// The moment that counts as now.
  public var now: Timestamp
  /// Only what was learnt by then; nil for all that is known now.
  public var asOf: Timestamp?
  /// The formats, where they were asked for.
  public var formats: [ReportFormat]?
  /// Since when the reports are final, where they are made again because their data changed.
  public var finalAt: Timestamp?
  /// Values for the scripts' parameters, over those of the configuration.
  public var parameters: [String: String]
  /// The part of an allocation that is asked for in the place of files.
  public var ledger: LedgerRequest?

  /// Creates a request.
  public init(
    reports: [Configuration.Report],
    period: Period? = nil,
    now: Timestamp,
    asOf: Timestamp? = nil,
    formats: [ReportFormat]? = nil,
    parameters: [String: String] = [:],
    ledger: LedgerRequest? = nil
  ) {
    self.reports = reports
    self.period = period
    self.now = now
    self.asOf = asOf
    self.formats = formats
    self.parameters = parameters
    self.ledger = ledger
  }

  /// The moment that reports are made as of.
  public var moment: Timestamp { asOf.map { min($0, now) } ?? now }
}

/// Which part of a report's allocation is asked for.
public struct LedgerRequest: Hashable, Sendable, Codable {
  /// Only what this target received.
  public var target: String?
  /// Only what comes from this source.
  public var source: String?

  /// Creates a request.
  public init(target: String? = nil, source: String? = nil) {
    self.target = target
    self.source = source
  }
}

/// A file that a report run made, not yet written.
public struct RenderedFile: Hashable, Sendable {
  /// The report's name.
  public var report: String
  /// The path below the output folder: `spend-by-app/2026-11.html`.
  public var path: String
  /// The format.
  public var format: ReportFormat
  /// The content.
  public var bytes: [UInt8]

  /// Creates a file.
  public init(report: String, path: String, format: ReportFormat, bytes: [UInt8]) {
    self.report = report
    self.path = path
    self.format = format
    self.bytes = bytes
  }
}

/// A finished report with the formats that were made of it, also one that came to no file.
public struct RenderedDocument: Hashable, Sendable {
  /// The report's name.
  public var report: String
  /// What its files are called without an ending: `2026-11`.
  public var file: String
  /// The formats.
  public var formats: [ReportFormat]

  /// Names a document.
  public init(report: String, file: String, formats: [ReportFormat]) {
    self.report = report
    self.file = file
    self.formats = formats
  }
}

/// What came of one script.
public struct ReportOutcome: Sendable {
  /// The report's name.
  public var report: String
  /// The files, or why there are none.
  public var result: Result<[RenderedFile], ScriptProblem>
  /// What the files are of; also tells of formats that made none.
  public var documents: [RenderedDocument] = []
  /// What the script logged.
  public var log: [String]
  /// How the report's costs were divided, where that was asked for.
  public var ledger: [AllocationLedger.Row]?
  /// The forecasts that it shows, to be kept once its files are written.
  public var forecasts: [ShownForecast] = []
  /// The period that it is about; nil where it failed.
  public var period: Period?
}

/// Why a script gave no report.
public struct ScriptProblem: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// What the author reads.
  public let description: String
  /// Whether the command line is at fault, not the script.
  public let isUsage: Bool
  /// Whether its time was over: by a limit, or by the deadline of who asked for the report.
  public var isLate: Bool = false
}
