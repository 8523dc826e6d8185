public import UsageModel

/// Remembers which message was taken by whom, so that everybody is told once.
///
/// Nothing can be delivered and noted down in one step. A message is noted down after its delivery: who is killed in
/// between repeats it in the next run, and nobody is left untold. Receivers that must not act twice drop what has an
/// id, or a `Message-ID`, that they know.
public protocol DeliveryMemory: Sendable {
  /// Whether a receiver has taken a message.
  ///
  /// - Parameters:
  ///   - id: The message's id.
  ///   - target: The receiver's key, which is the same as long as its address is, and which tells no secret.
  /// - Returns: Whether ``record(_:to:at:)`` was called with both.
  /// - Throws: When the notes cannot be read.
  func delivered(_ id: String, to target: String) throws -> Bool

  /// Notes down that a receiver has taken messages, durably and all at once.
  func record(_ ids: [String], to target: String, at moment: Timestamp) throws
}
