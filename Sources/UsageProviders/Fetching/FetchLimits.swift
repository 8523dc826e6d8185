/// How long fetching may take, how often it is tried and how much may come back.
public struct FetchLimits: Hashable, Sendable {
  /// The time for making a connection.
  public var connect: Duration = .seconds(10)

  /// The time for one try, connection included.
  public var attempt: Duration = .seconds(30)

  /// How many tries there are in all.
  public var tries: Int = 4

  /// The time for everything that one source asks for, waiting included.
  public var total: Duration = .seconds(120)

  /// The most bytes of a body after decompression.
  public var body: Int = 16 << 20

  /// The longest wait that a platform may ask for; a longer one is a failure of this run.
  public var retryAfter: Duration = .seconds(60)

  /// A file of certificates to trust in place of the system's.
  public var caFile: String?

  /// Creates the default limits.
  public init() {}
}
