import UsageModel

/// Fetches sources: asks, repeats what may work a little later, blanks out credentials and normalises.
public struct UsageFetcher: Sendable {
  private let transport: any HTTPTransport
  private let clock: FetchClock
  /// The platforms that it knows.
  public let providers: ProviderCatalogue
  private let tokens = MachineTokens()

  /// Creates a fetcher; machine tokens are reused for as long as it lives.
  public init(
    transport: any HTTPTransport,
    clock: FetchClock = .system,
    providers: ProviderCatalogue = .builtIn
  ) {
    self.transport = transport
    self.clock = clock
    self.providers = providers
  }

  /// Fetches everything that a plan asks of a source, or nothing.
  ///
  /// With `usesPlanClock`, replies count as observed and learnt at the plan's moment; else they are
  /// observed at their `Date` where it is within a day of this machine's clock, and learnt when that
  /// clock says.
  public func fetch(
    _ source: ProviderSource,
    plan: FetchPlan,
    usesPlanClock: Bool = false
  ) async throws(FetchError) -> FetchResult {
    guard let provider = providers.named(source.provider) else {
      let known = providers.names.joined(separator: ", ")
      throw FetchError(
        .configuration,
        source: source.name,
        message: "no platform is called \(Quotation.quoted(source.provider))",
        advice: "use one of: \(known)"
      )
    }
    var run = try SourceFetch(
      source: source,
      provider: provider,
      transport: transport,
      clock: clock,
      tokens: tokens
    )
    return try await run.fetch(plan, usesPlanClock: usesPlanClock)
  }

  /// The host and port that a source's requests go to; nil for a platform that there is not.
  ///
  /// Who fetches many sources at once asks only a few of them from the same host at a time.
  public func host(of source: ProviderSource) -> String? {
    (source.baseURL ?? providers.named(source.provider)?.defaultBaseURL)
      .map(SourceAddress.origin)
  }
}
