/// What came of a run.
public struct RunOutcome: Sendable {
  /// Whether a source could not be fetched, also where that is no problem worth a message yet.
  public internal(set) var hasFailedSource: Bool = false
  /// Whether a script failed.
  public internal(set) var hasFailedScript: Bool = false
  /// Whether a budget is what `fail_on` names.
  public internal(set) var hasFailedBudget: Bool = false
  /// Whether a file could not be written, a hook failed, or somebody could not be told.
  public internal(set) var hasFailedOutput: Bool = false
  /// The status to leave with: of several failures the smallest.
  public var status: Int {
    if hasFailedSource { return 3 }
    if hasFailedScript { return 4 }
    if hasFailedBudget { return 5 }
    return hasFailedOutput ? 7 : 0
  }
}
