public import UsageModel
import UsageProviders
public import UsageStore

extension MemoryStore {
  /// Makes up two months of usage of the configured sources until a moment, for running scripts without effect.
  ///
  /// Where no source is configured, it is of all platforms.
  public convenience init(sampleOf configuration: Configuration, at moment: Timestamp) {
    self.init()
    let configured = configuration.sources.map { source in
      SourceIdentity(name: source.account.name, provider: source.account.provider)
    }
    let all = ProviderCatalogue.builtIn.all.map { SourceIdentity(name: $0.name, provider: $0.name) }
    for (index, identity) in (configured.isEmpty ? all : configured).enumerated() {
      // Adding fails only where two sources share a name, which no configuration has.
      _ = try? add(
        Self.sampleReplies(of: identity, scale: index + 1, until: moment),
        of: identity
      )
    }
  }

  /// A reply each midnight of this month and the one before.
  private static func sampleReplies(
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
      let readings = Self.sampleKeys(of: identity.provider).map { key, share in
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
      return FetchedReply(
        reply: reply,
        normalised: NormalisedReply(
          readings: readings,
          allowances: Self.sampleAllowances(of: identity.provider, days, scale, in: window)
        )
      )
    }
  }

  /// A limit that is used up evenly, and an amount without a limit, after some days of a window.
  private static func sampleAllowances(
    of provider: String,
    _ days: Int,
    _ scale: Int,
    in window: BillingWindow
  ) -> [Allowance] {
    [
      Allowance(
        name: "sample allowance",
        limit: FixedDecimal(400 * scale),
        used: FixedDecimal(days * 10 * scale),
        remaining: FixedDecimal((400 - days * 10) * scale),
        unit: sampleCurrency(of: provider),
        resetsAt: window.stop
      ),
      Allowance(name: "sample storage", used: FixedDecimal(days * 1_000_000), unit: "byte"),
    ]
  }

  /// What a platform counts costs in.
  private static func sampleCurrency(of provider: String) -> String {
    ["puter", "notte"].contains(provider) ? "USD" : "\(provider):credit"
  }

  /// The counters of a platform, with what each gains a day.
  private static func sampleKeys(of provider: String) -> [(Reading.Key, Int)] {
    let currency = sampleCurrency(of: provider)
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
