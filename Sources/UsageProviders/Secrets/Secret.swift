/// A credential, which shows itself only where it is asked to by name.
public struct Secret: Hashable, Sendable {
  /// The credential itself: for a request's header and for blanking it out, for nothing else.
  public let revealed: String

  /// Wraps a credential.
  public init(_ value: String) {
    revealed = value
  }

  /// Whether the credential would break the header that it is sent in.
  public var hasControlCharacters: Bool {
    revealed.utf8.contains { $0 < 0x20 || $0 == 0x7F }
  }
}

// MARK: - CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder, the same for every secret.
  public var description: String { "[secret]" }

  /// A placeholder, the same for every secret.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
