public import UsageModel

/// A platform: what to ask it for and how to read what it answers.
public protocol Provider: Sendable {
  /// The name in the configuration, such as `puter`.
  var name: String { get }

  /// The name in messages and reports, such as `Puter`.
  var title: String { get }

  /// The address that `base_url` replaces, without a slash at its end.
  var defaultBaseURL: String { get }

  /// The currencies that the platform counts costs in, one of which an account has: `USD`, `helius:credit`.
  ///
  /// Plans and prepaid credits are in them.
  var costUnits: [String] { get }

  /// The pools that usage is drawn from, in the order in which the platform draws; empty where it does not say.
  var pools: [AllowancePool] { get }

  /// The sets of configuration keys of which one has to be given, the preferred one first.
  var credentialChoices: [[String]] { get }

  /// The options, for checking the configuration.
  var options: [ProviderOption] { get }

  /// The lower-case names of headers that tell something, besides `date` and `content-type`.
  var tellingHeaders: Set<String> { get }

  /// The lower-case name of the header that says, in seconds since 1970, when a limit ends; nil for none.
  var limitResetHeader: String? { get }

  /// The platform's id of the account or project; nil where the configuration does not say.
  func account(of source: ProviderSource) -> String?

  /// How the source shows who it is; nil when it has no complete set of credentials.
  func authorization(of source: ProviderSource) -> Authorization?

  /// What is sent with every request beside the credential; nothing secret.
  var headers: [HTTPRequest.Header] { get }

  /// Why the platform cannot be used, with what to do; nil for one that can.
  var problem: String? { get }

  /// What to ask for.
  func requests(
    for source: ProviderSource,
    plan: FetchPlan
  ) throws(FetchError) -> [ProviderRequest]

  /// What to ask for after a reply has come.
  func followUps(
    to reply: ProviderReply,
    for source: ProviderSource,
    plan: FetchPlan
  ) -> [ProviderRequest]

  /// Reads a reply; it depends on nothing else, so that history can be derived again from stored replies.
  func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply

  /// Reads a reply as ``normalise(_:)`` does, perhaps in another process.
  func read(_ reply: ProviderReply) async throws(ReplyError) -> NormalisedReply
}

// MARK: - Defaults
extension Provider {
  /// The platform does not say.
  public var pools: [AllowancePool] { [] }

  /// No options.
  public var options: [ProviderOption] { [] }

  /// No headers besides `date` and `content-type`.
  public var tellingHeaders: Set<String> { [] }

  /// No such header.
  public var limitResetHeader: String? { nil }

  /// Nothing.
  public var headers: [HTTPRequest.Header] { [] }

  /// It can be used.
  public var problem: String? { nil }

  /// Reads it here.
  public func read(_ reply: ProviderReply) async throws(ReplyError) -> NormalisedReply {
    try normalise(reply)
  }

  /// The configuration does not say.
  public func account(of source: ProviderSource) -> String? { nil }

  /// The first credential of the preferred set as a bearer token.
  public func authorization(of source: ProviderSource) -> Authorization? {
    credentialChoices.first?.first.flatMap { source.credentials[$0] }.map { .bearer($0) }
  }

  /// Nothing more.
  public func followUps(
    to reply: ProviderReply,
    for source: ProviderSource,
    plan: FetchPlan
  ) -> [ProviderRequest] { [] }
}
