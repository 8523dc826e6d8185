/// A worker that cannot be used, which ends the whole run.
public struct WorkerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, and what to do.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
