public import UsageModel

/// A report of a period that is over, which is not written again unless its data change.
public struct FinalReport: Hashable, Sendable {
  /// The report's name.
  public var report: String
  /// The days of its period.
  public var days: Range<Day>
  /// When it was made for the first time after the period.
  public var finalAt: Timestamp
  /// A digest of the usage that it was made from the last time.
  public var digest: String

  /// Describes a report.
  public init(report: String, days: Range<Day>, finalAt: Timestamp, digest: String) {
    self.report = report
    self.days = days
    self.finalAt = finalAt
    self.digest = digest
  }
}
