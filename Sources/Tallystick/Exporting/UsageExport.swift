public import UsageFiles
public import UsageModel

/// Stored usage on its way out: month by month, so that memory does not depend on how much there is.
public struct UsageExport {
  let usage: StoredUsage
  let configuration: Configuration
  let context: UsageContext
  let filter: UsageFilter
  let asOf: Timestamp

  /// Prepares an export.
  ///
  /// - Parameters:
  ///   - usage: Answers what is asked.
  ///   - configuration: Names the sources, the apps and the rules of the policy.
  ///   - filter: Which usage is written.
  ///   - moment: Only what was learnt up to then.
  public init(
    of usage: StoredUsage,
    _ configuration: Configuration,
    where filter: UsageFilter = UsageFilter(),
    asOf moment: Timestamp
  ) {
    self.usage = usage
    self.configuration = configuration
    context = configuration.usageContext(at: moment)
    self.filter = filter
    asOf = moment
  }

  /// Usage that nothing prices.
  public struct Unpriced: Hashable, Sendable {
    /// The source.
    public var source: String
    /// How much, in what the platform counts in.
    public var amount: Money
    /// The first day on which there is any.
    public var since: Day
  }

  /// The days from the first to the last that anything is stored of; none where nothing is.
  public func everyDay() throws -> Range<Day> {
    let terms = try usage.terms(asOf: asOf)
    // None of the platforms is older than this century; a charge may be, and an imported file may look ahead.
    let first = Day(daysSince1970: 10_957)
    let charged = terms.plans.map(\.since) + terms.charges.map(\.since)
    let start = min(charged.min() ?? first, first)
    // A FOCUS file tells of at most eleven years; a term that was paid for may lie ahead.
    let stop = context.calendar.day(of: asOf).advanced(by: 11 * 366)
    let totals = try table(of: start..<max(start, stop), dimensions: [], view: .effective)
    return Day(daysSince1970: totals.span.lowerBound)..<Day(daysSince1970: totals.span.upperBound)
  }

  /// The days cut at the ends of months.
  public static func months(of days: Range<Day>) -> [Range<Day>] {
    var months: [Range<Day>] = []
    var start = days.lowerBound
    while start < days.upperBound {
      let stop = min(start.month.stop, days.upperBound)
      months.append(start..<stop)
      start = stop
    }
    return months
  }

  /// The records of some days with both views of money.
  public func records(on days: Range<Day>) throws -> ExportedUsage {
    let effective = try table(of: days, view: .effective)
    let billed = try table(of: days, view: .billed)
    if effective.hasSameRows(as: billed) { return ExportedUsage(effective, billed: billed.costs) }
    // Something was stored in between; one answer has both views of the same records.
    let records = try usage.answer(UsageQuery(days: days, filter: filter, asOf: asOf)).records
    return ExportedUsage(
      UsageTable(records, view: .effective),
      billed: UsageTable(records, view: .billed).costs
    )
  }

  /// What nothing prices in some days, by source and unit; where the views tell different amounts, the larger.
  public func unpriced(on days: Range<Day>) throws -> [Unpriced] {
    var found: [String: [String: Unpriced]] = [:]
    for view in CostView.allCases {
      for one in try unpriced(on: days, view: view) {
        let (source, currency) = (one.source, one.amount.currency)
        guard let other = found[source]?[currency] else {
          found[source, default: [:]][currency] = one
          continue
        }
        let amount = max(other.amount.amount, one.amount.amount)
        let since = min(other.since, one.since)
        found[source]?[currency] = Unpriced(
          source: source,
          amount: Money(amount, currency),
          since: since
        )
      }
    }
    return found.values.flatMap(\.values).sorted {
      ($0.source, $0.amount.currency) < ($1.source, $1.amount.currency)
    }
  }

  private func unpriced(on days: Range<Day>, view: CostView) throws -> [Unpriced] {
    var found: [String: [String: Unpriced]] = [:]
    for month in Self.months(of: days) {
      let table = try table(of: month, view: view)
      guard !table.costs.isComplete else { continue }
      for row in 0..<table.count where table.costs[row] == nil {
        guard let native = table.native(at: row) else { continue }
        let source = table.lines[Int(table.lineOf[row])].source
        let day = table.day(at: row)
        let sum = found[source]?[native.currency]
        found[source, default: [:]][native.currency] = Unpriced(
          source: source,
          amount: Money(try (sum?.amount.amount ?? .zero) + native.amount, native.currency),
          since: min(sum?.since ?? day, day)
        )
      }
    }
    return found.values.flatMap(\.values)
  }

  func table(
    of days: Range<Day>,
    dimensions: Set<UsageDimension>? = nil,
    view: CostView
  ) throws -> UsageTable {
    let query = UsageQuery(days: days, dimensions: dimensions, filter: filter, asOf: asOf)
    return try usage.table(query, view: view).table
  }
}

extension UsageTable {
  /// Whether the rows of another table are of the same records, in the same order.
  func hasSameRows(as other: UsageTable) -> Bool {
    count == other.count && lineOf == other.lineOf && days == other.days
      && qualities == other.qualities && lines == other.lines
  }
}
