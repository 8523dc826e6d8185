public import UsageModel
public import UsageProviders
public import UsageStore

/// Fetches sources side by side and keeps what they say.
public struct FetchRun: Sendable {
  private let store: any UsageStore
  private let fetcher: UsageFetcher
  private let vault: SecretVault
  private let clock: FetchMoment

  /// Which clock counts.
  public enum FetchMoment: Hashable, Sendable {
    /// The platforms' `Date` headers, and the machine's clock where there is none within a day of it.
    case machine(Timestamp)
    /// The moment that the user names, before both.
    case given(Timestamp)

    /// The moment itself.
    public var timestamp: Timestamp {
      switch self {
      case .machine(let now), .given(let now): now
      }
    }
  }

  /// Creates a run.
  public init(
    store: any UsageStore,
    fetcher: UsageFetcher,
    vault: SecretVault,
    clock: FetchMoment
  ) {
    self.store = store
    self.fetcher = fetcher
    self.vault = vault
    self.clock = clock
  }

  /// Fetches sources; one that fails never stops the others.
  ///
  /// The requests of a source follow one another. Sources are fetched side by side, but only a few at once from
  /// the same host, whose limits they share.
  ///
  /// - Parameters:
  ///   - sources: What to fetch.
  ///   - since: The first month to back-fill, where a platform allows it.
  ///   - progress: Is told how many sources are done, after each.
  /// - Returns: An outcome a source, in the order of the sources.
  /// - Throws: When the store cannot be used, or the task is cancelled; what was kept before stays.
  public func fetch(
    _ sources: [Configuration.Source],
    since: Month? = nil,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> [FetchOutcome] {
    try await withThrowingTaskGroup(of: (Int, FetchOutcome).self) { group in
      var queue = FetchQueue(hosts: sources.map(host))
      func startThoseWhoMay() {
        while let index = queue.next() {
          group.addTask { (index, try await fetch(sources[index], since: since)) }
        }
      }
      startThoseWhoMay()
      var outcomes: [(Int, FetchOutcome)] = []
      while let outcome = try await group.next() {
        outcomes.append(outcome)
        progress(outcomes.count)
        queue.finished(outcome.0)
        startThoseWhoMay()
      }
      try Task.checkCancellation()
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Where a source's requests go.
  private func host(of source: Configuration.Source) -> String {
    fetcher.host(of: source.account) ?? source.account.provider
  }

  private func fetch(
    _ source: Configuration.Source,
    since: Month?
  ) async throws -> FetchOutcome {
    var outcome = FetchOutcome(
      source: source.account.name,
      status: .failed,
      retries: 0,
      warnings: []
    )
    do {
      let account = try account(of: source)
      let plan = FetchPlan(
        now: clock.timestamp,
        since: since,
        lastObserved: try store.lastObserved(of: account.name)
      )
      let usesPlanClock = if case .given = clock { true } else { false }
      let result = try await fetcher.fetch(account, plan: plan, usesPlanClock: usesPlanClock)
      let isNews = try store.add(
        result.replies,
        of: identity(of: account)
      )
      outcome.status = isNews ? .ok : .unchanged
      outcome.retries = result.retries
      outcome.warnings =
        result.warnings
        + result.replies.flatMap(\.normalised.findings).filter { $0.kind == .warning }
        .map { "\(account.name): \($0.text)" }
      outcome.learntAt = result.replies.map(\.reply.learntAt).max()
    } catch let error as FetchError {
      outcome.message = error.description
      outcome.retries = error.retries
    } catch let error as SecretError {
      outcome.message = "\(source.account.name): \(error)"
    } catch let error as StoreError where error.code == .conflict {
      outcome.message = error.description
    }
    return outcome
  }

  /// The account with its credentials.
  private func account(of source: Configuration.Source) throws(SecretError) -> ProviderSource {
    var account = source.account
    for (key, reference) in source.secrets.sorted(by: { $0.key < $1.key }) {
      account.credentials[key] = try vault.secret(reference)
    }
    return account
  }

  private func identity(of account: ProviderSource) -> SourceIdentity {
    SourceIdentity(
      name: account.name,
      provider: account.provider,
      account: fetcher.providers.named(account.provider)?.account(of: account)
    )
  }
}
