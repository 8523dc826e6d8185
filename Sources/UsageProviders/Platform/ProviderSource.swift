/// One configured account at a platform, ready to be fetched.
public struct ProviderSource: Hashable, Sendable {
  /// The source's name in the configuration.
  public var name: String

  /// The platform's name, such as `puter`.
  public var provider: String

  /// The address in place of the platform's own; nil for that one.
  public var baseURL: String?

  /// The credentials by configuration key, such as `token` or `api_key`.
  public var credentials: [String: Secret]

  /// The platform's options by configuration key, such as `project`.
  public var options: [String: String]

  /// Whether plain http is allowed to addresses other than loopback.
  public var allowsHTTP: Bool

  /// The limits of fetching.
  public var limits: FetchLimits

  /// Creates a source.
  public init(
    name: String,
    provider: String,
    baseURL: String? = nil,
    credentials: [String: Secret] = [:],
    options: [String: String] = [:],
    allowsHTTP: Bool = false,
    limits: FetchLimits = FetchLimits()
  ) {
    self.name = name
    self.provider = provider
    self.baseURL = baseURL
    self.credentials = credentials
    self.options = options
    self.allowsHTTP = allowsHTTP
    self.limits = limits
  }
}
