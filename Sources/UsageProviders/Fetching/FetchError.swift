/// Why a source could not be fetched; it never holds a credential.
public struct FetchError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The code's name.
    public let rawValue: String

    /// Creates a code from its name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The source's configuration cannot be used for a request.
    public static let configuration = Code(rawValue: "configuration")
    /// The address is plain http and neither loopback nor allowed.
    public static let insecure = Code(rawValue: "insecure")
    /// No connection, or it broke.
    public static let unreachable = Code(rawValue: "unreachable")
    /// The server's certificate is not trusted.
    public static let untrusted = Code(rawValue: "untrusted")
    /// A time limit ran out.
    public static let timeout = Code(rawValue: "timeout")
    /// The platform does not accept the credential.
    public static let unauthorised = Code(rawValue: "unauthorised")
    /// The platform wants fewer requests.
    public static let rateLimited = Code(rawValue: "rate-limited")
    /// The platform has a fault of its own.
    public static let server = Code(rawValue: "server")
    /// The platform refuses the request.
    public static let refused = Code(rawValue: "refused")
    /// The platform points to another address.
    public static let redirect = Code(rawValue: "redirect")
    /// The reply cannot be read.
    public static let badReply = Code(rawValue: "bad-reply")
    /// The reply is larger than allowed.
    public static let tooLarge = Code(rawValue: "too-large")
    /// The task was cancelled.
    public static let cancelled = Code(rawValue: "cancelled")
  }

  /// What kind of failure it is.
  public var code: Code

  /// The source's name.
  public var source: String

  /// What happened and where.
  public var message: String

  /// What to do.
  public var advice: String

  /// How many tries were repeated before.
  public var retries: Int

  /// Creates an error.
  public init(
    _ code: Code,
    source: String,
    message: String,
    advice: String,
    retries: Int = 0
  ) {
    self.code = code
    self.source = source
    self.message = message
    self.advice = advice
    self.retries = retries
  }
}

// MARK: - CustomStringConvertible
extension FetchError: CustomStringConvertible {
  /// One line: the source, what happened and where, and what to do.
  public var description: String {
    advice.isEmpty ? "\(source): \(message)" : "\(source): \(message); \(advice)"
  }
}
