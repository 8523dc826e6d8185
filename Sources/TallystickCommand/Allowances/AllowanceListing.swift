import Tallystick
import UsageAnalysis
import UsageModel
import UsageProviders
import UsageStore

/// The newest known state of each allowance.
struct AllowanceListing {
  /// Whether a state can be taken for that of now, and why not.
  enum Standing: String {
    /// The source's newest reply tells it.
    case current
    /// It has started again since it was seen.
    case reset
    /// The source has been seen since, and did not tell it any more.
    case gone
    /// The source has not been seen for long.
    case stale
  }

  /// One allowance.
  struct Row {
    let source: String
    let seenAt: Timestamp
    let allowance: Allowance
    let standing: Standing
    /// What becomes of it.
    let course: AllowanceStanding
  }

  /// How long an allowance stays listed that its source no longer tells.
  static let secondsListed: Int64 = 35 * 86_400

  /// How far apart the replies of one fetch may be.
  private static let secondsOfOneFetch: Int64 = 600

  /// In the order of the sources' names, then by name.
  let rows: [Row]

  /// Lists allowances.
  ///
  /// - Parameters:
  ///   - series: What was seen of them.
  ///   - newest: When each source was last seen; others are left out.
  ///   - moment: The moment to list for.
  ///   - patience: How old a source's newest reading may be.
  ///   - pools: Those that each source draws from, in their order.
  ///   - calendar: Cuts days.
  /// - Throws: When an amount is too large to work with.
  init(
    _ series: [AllowanceSeries],
    newest: [String: Timestamp],
    at moment: Timestamp,
    patience: Duration,
    pools: [String: [AllowancePool]] = [:],
    calendar: ReportingCalendar = .utc
  ) throws {
    let accounts = try Dictionary(grouping: series, by: \.source).mapValues { series in
      try AccountAllowances(
        // Nobody knows how one goes on that the platform no longer tells.
        of: series.filter { series in
          series.points.last.map { $0.observedAt >= Self.lastTold(newest[series.source]) } ?? false
        },
        pools: pools[series[0].source] ?? [],
        at: moment,
        in: calendar
      )
    }
    rows = series.compactMap { series in
      guard let newest = newest[series.source], let point = series.points.last,
        point.observedAt >= newest.advanced(bySeconds: -Self.secondsListed)
      else { return nil }
      let standing = Self.standing(
        of: point,
        newest: newest,
        at: moment,
        patience: patience.components.seconds
      )
      return Row(
        source: series.source,
        seenAt: point.observedAt,
        allowance: point.allowance,
        standing: standing,
        course: accounts[series.source]?[series.name, unit: series.unit] ?? .unknown
      )
    }
  }

  /// When an allowance has to have been seen to be told by its source's newest replies.
  private static func lastTold(_ newest: Timestamp?) -> Timestamp {
    newest?.advanced(bySeconds: -secondsOfOneFetch) ?? .distantPast
  }

  /// Lists the allowances of the configured sources; an account that was given up has nothing left.
  init(of store: any UsageStore, asOf moment: Timestamp, in configuration: Configuration) throws {
    let configured = Set(configuration.sources.map(\.account.name))
    let kept = try store.sources(asOf: moment).filter { configured.contains($0.identity.name) }
    let newest = Dictionary(
      kept.map { ($0.identity.name, $0.lastObserved) },
      uniquingKeysWith: max
    )
    let earliest = newest.values.min() ?? moment
    try self.init(
      store.allowances(
        since: AccountAllowances.startOfHistory(before: earliest),
        asOf: moment
      ),
      newest: newest,
      at: moment,
      patience: configuration.staleAfter,
      pools: Dictionary(
        configuration.sources.map { source in
          (source.account.name, configuration.providers.named(source.account.provider)?.pools ?? [])
        },
        uniquingKeysWith: { first, _ in first }
      ),
      calendar: configuration.calendar
    )
  }

  private static func standing(
    of point: AllowancePoint,
    newest: Timestamp,
    at moment: Timestamp,
    patience: Int64
  ) -> Standing {
    if point.observedAt < lastTold(newest) { return .gone }
    if let resetsAt = point.allowance.resetsAt, resetsAt <= moment { return .reset }
    return point.observedAt < moment.advanced(bySeconds: -patience) ? .stale : .current
  }
}
