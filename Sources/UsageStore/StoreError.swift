/// Why the store could not do what was asked.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the command turns it into an exit status.
  public enum Code: Hashable, Sendable {
    /// The store cannot be opened, written or trusted.
    case unusable
    /// There is no room for what should be written; what was stored before stays.
    case full
    /// A copy of the store cannot be written.
    case unwritable
    /// Another process is writing and did not finish in time.
    case busy
    /// The configuration gives a source's name to another account than the store knows.
    case conflict
    /// The question cannot be answered from what the sources tell.
    case unanswerable
  }

  /// The kind.
  public let code: Code

  /// The sentence that the user reads.
  public let description: String

  /// Creates an error.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
