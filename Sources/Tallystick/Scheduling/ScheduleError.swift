/// Why a schedule cannot be written or taken away.
public struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Code: Hashable, Sendable {
    /// The machine lacks what is needed, or the folder cannot be scheduled.
    case unavailable
    /// The crontab or a file cannot be read or written, or holds what must not be touched.
    case unwritable
  }

  /// The kind.
  public let code: Code

  /// What happened, and what to do.
  public let description: String

  /// Creates an error.
  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
