/// Why an HTTP exchange came to no response.
public struct HTTPError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The code's name.
    public let rawValue: String

    /// Creates a code from its name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The address cannot be used.
    public static let badAddress = Code(rawValue: "bad-address")
    /// The host's name is not known.
    public static let unknownHost = Code(rawValue: "unknown-host")
    /// Nothing answers at the address.
    public static let noConnection = Code(rawValue: "no-connection")
    /// A proxy refuses the connection.
    public static let refusedByProxy = Code(rawValue: "refused-by-proxy")
    /// The connection broke before the response was complete.
    public static let broken = Code(rawValue: "broken")
    /// The time for one exchange ran out.
    public static let timeout = Code(rawValue: "timeout")
    /// The server's certificate is not trusted.
    public static let untrusted = Code(rawValue: "untrusted")
    /// The response is larger than allowed.
    public static let tooLarge = Code(rawValue: "too-large")
    /// The body cannot be decompressed.
    public static let badEncoding = Code(rawValue: "bad-encoding")
    /// The task was cancelled.
    public static let cancelled = Code(rawValue: "cancelled")
    /// Anything else.
    public static let other = Code(rawValue: "other")
  }

  /// What kind of failure it is.
  public var code: Code

  /// What happened, without address and without credentials: `no connection could be made`.
  public var message: String

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

// MARK: - CustomStringConvertible
extension HTTPError: CustomStringConvertible {
  /// What happened.
  public var description: String { message }
}
