import Synchronization

/// Tokens that were given in return for an id and a secret, for as long as they are good.
///
/// They live in memory only and end with the process.
final class MachineTokens: Sendable {
  /// What a token was given for.
  struct Key: Hashable, Sendable {
    var url: String
    var id: Secret
    var secret: Secret
  }

  private struct Entry: Sendable {
    var token: Secret
    var goodUntil: Duration
  }

  /// A token is not used in its last minute, so that it does not end on its way.
  static let margin = Duration.seconds(60)

  private let entries = Mutex<[Key: Entry]>([:])

  /// The token, if it is still good.
  func token(for key: Key, at elapsed: Duration) -> Secret? {
    entries.withLock { entries in
      guard let entry = entries[key], elapsed < entry.goodUntil else { return nil }
      return entry.token
    }
  }

  /// Keeps a token for its lifetime.
  func keep(_ token: Secret, for key: Key, lifetime: Duration, at elapsed: Duration) {
    entries.withLock {
      $0[key] = Entry(token: token, goodUntil: elapsed + lifetime - Self.margin)
    }
  }

  /// Forgets a token that the platform did not accept.
  func forget(_ key: Key) {
    entries.withLock { $0[key] = nil }
  }
}
