public import UsageModel
import UsageProviders
public import UsageStore

/// A store with a little made-up usage of the configured sources, for running scripts without effect.
public final class SampleStore: UsageStore {
  private let memory = MemoryStore()

  /// Makes up two months of usage until a moment; of all platforms, where no source is configured.
  public init(of configuration: Configuration, at moment: Timestamp) {
    let configured = configuration.sources.map { source in
      SourceIdentity(name: source.account.name, provider: source.account.provider)
    }
    let all = Providers.all.map { SourceIdentity(name: $0.name, provider: $0.name) }
    for (index, identity) in (configured.isEmpty ? all : configured).enumerated() {
      // Adding fails only where two sources share a name, which no configuration has.
      _ = try? memory.add(
        Self.replies(of: identity, scale: index + 1, until: moment),
        of: identity
      )
    }
  }

  /// Nothing can be added to made-up usage.
  public func add(_ replies: [FetchedReply], of source: SourceIdentity) -> Bool { false }

  /// The moment of the newest observation of each request of a source.
  public func lastObserved(of source: String) -> [String: Timestamp] {
    memory.lastObserved(of: source)
  }

  /// The newest reply to each request of a source.
  public func newestReplies(of source: String) -> [ProviderReply] {
    memory.newestReplies(of: source)
  }

  /// The sources, by name.
  public func sources(asOf moment: Timestamp) -> [KeptSource] { memory.sources(asOf: moment) }

  /// The records that a query asks for.
  public func answer(
    _ query: UsageQuery,
    in context: UsageContext
  ) throws(StoreError) -> UsageAnswer {
    try memory.answer(query, in: context)
  }

  /// A reply each midnight of this month and the one before.
  private static func replies(
    of identity: SourceIdentity,
    scale: Int,
    until moment: Timestamp
  ) -> [FetchedReply] {
    let month = moment.utcDay.month
    let first = BillingWindow(month: month.advanced(by: -1), basis: .calendarMonth)
    return (1...62).compactMap { day in
      let at = min(first.start.advanced(bySeconds: Int64(day) * 86_400), moment)
      let seen = at.advanced(bySeconds: -1)
      let window = BillingWindow(month: seen.utcDay.month, basis: .calendarMonth)
      guard first.start.advanced(bySeconds: Int64(day - 1) * 86_400) < moment else { return nil }
      let days = seen.utcDay.dayOfMonth
      let readings = Self.keys(of: identity.provider).map { key, share in
        Reading(
          key: key,
          value: FixedDecimal(days * share * scale),
          window: window,
          observedAt: seen
        )
      }
      let reply = ProviderReply(
        request: "usage",
        body: Array("\(day)".utf8),
        observedAt: seen,
        learntAt: seen
      )
      return FetchedReply(reply: reply, normalised: NormalisedReply(readings: readings))
    }
  }

  /// The counters of a platform, with what each gains a day.
  private static func keys(of provider: String) -> [(Reading.Key, Int)] {
    let currency = ["puter", "notte"].contains(provider) ? "USD" : "\(provider):credit"
    var keys: [(Reading.Key, Int)] = [
      (Reading.Key(facet: .total, measure: .cost, unit: currency), 10)
    ]
    if provider == "puter" {
      for (app, share) in [("sample-app", 6), (ReservedName.noApp, 4)] {
        keys.append((Reading.Key(facet: .app, appID: app, measure: .cost, unit: currency), share))
        keys.append(
          (Reading.Key(facet: .app, appID: app, measure: .requests, unit: "request"), share * 10)
        )
      }
    }
    if ["puter", "notte", "helius"].contains(provider) {
      for (service, share) in [("sample-service", 7), ("another-service", 3)] {
        let key = Reading.Key(
          facet: .service,
          service: service,
          category: "Other",
          meter: "calls",
          measure: .cost,
          unit: currency
        )
        keys.append((key, share))
      }
    }
    return keys
  }
}
