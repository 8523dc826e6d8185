public import UsageModel

/// A run that the store remembers.
public struct LoggedRun: Hashable, Sendable {
  /// When it began, by the machine's clock.
  public var startedAt: Timestamp
  /// When it ended; nil for one that is still at work, or was killed.
  public var endedAt: Timestamp?
  /// The status it left with; nil where it has not.
  public var status: Int?
  /// How many sources were fetched.
  public var fetched: Int
  /// The sources that could not be fetched.
  public var failedSources: [String]
  /// How many reports were made.
  public var reports: Int
  /// The reports whose scripts failed.
  public var failedReports: [String]

  /// Describes a run that begins.
  public init(startedAt: Timestamp) {
    self.startedAt = startedAt
    (fetched, reports) = (0, 0)
    (failedSources, failedReports) = ([], [])
  }

  /// How long it took, in milliseconds.
  public var milliseconds: Int64? { endedAt.map { $0.milliseconds - startedAt.milliseconds } }
}
