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
    /// When it is probably used up; nil where its pace does not say.
    var runsOut: RunOut?
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
  ///   - calendar: Cuts days.
  /// - Throws: When an amount is too large to work with.
  init(
    _ series: [AllowanceSeries],
    newest: [String: Timestamp],
    at moment: Timestamp,
    patience: Duration,
    calendar: ReportingCalendar = .utc
  ) throws {
    rows = try series.compactMap { series in
      guard let newest = newest[series.source], let point = series.points.last,
        point.observedAt >= newest.advanced(bySeconds: -Self.secondsListed)
      else { return nil }
      let standing = Self.standing(
        of: point,
        newest: newest,
        at: moment,
        patience: patience.components.seconds
      )
      // Nobody knows how one goes on that the platform no longer tells.
      let runsOut =
        standing == .gone ? nil : try RunOut(of: series.points, at: moment, in: calendar)
      return Row(
        source: series.source,
        seenAt: point.observedAt,
        allowance: point.allowance,
        standing: standing,
        runsOut: runsOut
      )
    }
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
        since: earliest.advanced(bySeconds: -Self.secondsListed),
        asOf: moment
      ),
      newest: newest,
      at: moment,
      patience: configuration.staleAfter,
      calendar: configuration.calendar
    )
  }

  private static func standing(
    of point: AllowancePoint,
    newest: Timestamp,
    at moment: Timestamp,
    patience: Int64
  ) -> Standing {
    if point.observedAt < newest.advanced(bySeconds: -secondsOfOneFetch) { return .gone }
    if let resetsAt = point.allowance.resetsAt, resetsAt <= moment { return .reset }
    return point.observedAt < moment.advanced(bySeconds: -patience) ? .stale : .current
  }
}
