public import ReportDocument
public import UsageAnalysis
public import UsageModel

/// What a script left behind.
public struct ScriptOutput: Sendable {
  /// One report.
  public struct Report: Sendable {
    /// The file's name that the script chose, of several reports.
    public var file: String?
    /// The report.
    public var document: ReportDocument
  }

  /// The reports; none only from a script that says it makes none.
  public var reports: [Report]
  /// The period that the reports are about.
  public var period: Period
  /// What the script printed and logged, line by line.
  public var log: [String]
  /// The allocation whose ledger the report shows, else the first that the script made; nil without one.
  public var allocation: AllocationResult?
  /// The forecasts that the script asked for, to be kept once its reports are written.
  public var forecasts: [ShownForecast] = []
}

/// Why a script gave no report.
public struct ScriptFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the author reads: place, reason, the line and the stack.
  public let description: String

  /// Whether the caller's own values are at fault, not the script.
  public let isUsage: Bool

  /// Whether its time was over: by a limit, or by the deadline of who asked for it.
  public let isLate: Bool

  /// What the script printed and logged before it failed.
  public internal(set) var log: [String]

  init(
    _ description: String,
    isUsage: Bool = false,
    isLate: Bool = false,
    log: [String] = []
  ) {
    self.description = description
    self.isUsage = isUsage
    self.isLate = isLate
    self.log = log
  }
}
