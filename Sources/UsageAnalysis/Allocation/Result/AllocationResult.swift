import Synchronization
public import UsageModel

/// What an allocation gave to each target.
public final class AllocationResult: Sendable {
  /// What one target bears.
  public struct Share: Hashable, Sendable {
    /// The target.
    public let target: String
    /// What it adds up to.
    public let totals: UsageTotals
  }

  /// What a ledger tells of a rule.
  struct Rule: Sendable {
    let name: String
    let place: AllocationRule.Place
  }

  /// What each target bears, by name; `(unallocated)` among them where no rule took something.
  public let shares: [Share]

  /// What the rules could not divide as they say, in the order of the rules.
  public let warnings: [AllocationWarning]

  /// The dimensions that the table can be grouped by.
  public let dimensions: Set<UsageDimension>

  /// How many rows the ``table`` has, which is known before it is made.
  public let rowCount: Int

  /// Who could receive: those that received, those that a rule names, and all apps that are known.
  public let knownTargets: Set<String>

  /// The sources whose costs were divided, and all others that are known.
  public let knownSources: Set<String>

  let settled: SettledStages
  let rules: [Rule]
  let kept: Set<UsageDimension>
  let currency: String
  private let sourceTags: [String: [String: String]]
  private let appTags: [String: [String: String]]
  private let rows = Mutex<ResultRows?>(nil)
  private let lastCell = Mutex<ResultCell?>(nil)

  init(
    _ settled: SettledStages,
    shares: [Share],
    warnings: [AllocationWarning],
    context: AllocationContext,
    rules: [Rule],
    names: Set<String>,
    sources: Set<String>,
    dimensions: Set<UsageDimension>
  ) {
    self.settled = settled
    rowCount = settled.rowCount()
    self.shares = shares
    self.warnings = warnings
    self.rules = rules
    currency = context.currency
    sourceTags = context.sources?.mapValues(\.tags) ?? [:]
    appTags = context.apps ?? [:]
    knownTargets = names.filter { !ReservedName.isReserved($0) }
      .union([ReservedName.unallocated]).union(shares.map(\.target)).union(appTags.keys)
    knownSources = sources.union(sourceTags.keys)
    kept = dimensions.filter { !$0.isTag && !$0.isOfDay && $0 != .unit && $0 != .target }
    let tags = (sourceTags.values.flatMap(\.keys) + appTags.values.flatMap(\.keys))
      .map(UsageDimension.tag)
    self.dimensions = dimensions.union([.source, .provider, .charge, .target]).union(tags)
  }

  /// What was divided, all together.
  public func totals() throws(ArithmeticOverflow) -> UsageTotals {
    var totals = UsageTotals()
    for share in shares { try totals.add(share.totals) }
    return totals
  }

  /// What no rule took, or no method could divide; nil where that is nothing.
  public var unallocated: UsageTotals? {
    shares.first { $0.target == ReservedName.unallocated }?.totals
  }

  /// The result as usage: one row a cell and target, by day, then by the kept dimensions.
  ///
  /// It is made on first demand. More rows of a cell and target are there only for further units, and for credits
  /// that nothing prices.
  public var table: UsageTable { made().table }

  /// The result as a frame like the one that was divided; `before` is the result for the stretch before.
  public func frame(like frame: UsageFrame, before: AllocationResult? = nil) -> UsageFrame {
    UsageFrame(
      period: frame.period,
      days: frame.days,
      currency: frame.currency,
      dimensions: dimensions,
      answer: TabularAnswer(table: table, coverage: frame.coverage),
      before: before?.table
    )
  }

  /// How a row of ``table`` came about, as FOCUS tells it; nil for what no rule took.
  public func method(ofRow row: Int) -> AllocatedMethod? {
    let rows = made()
    precondition((0..<rows.table.count).contains(row), "the table has no row \(row)")
    return lastCell.withLock { known in
      let cell =
        known.flatMap { $0.rows.contains(row) ? $0 : nil }
        ?? ResultCell(rows.place(ofRow: row), of: settled)
      known = cell
      return cell.method(ofRow: row, settled, rules)
    }
  }

  private func made() -> ResultRows {
    rows.withLock { known in
      let rows =
        known
        ?? ResultRows(
          settled,
          lines: ResultLines(
            settled,
            kept: kept,
            sourceTags: sourceTags,
            appTags: appTags
          )
        )
      known = rows
      return rows
    }
  }
}
