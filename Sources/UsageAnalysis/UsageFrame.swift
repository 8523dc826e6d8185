public import UsageModel

/// Usage of a period, with the like-for-like stretch before it; never changes.
public struct UsageFrame: Sendable {
  /// The period that was asked for.
  public let period: Period

  /// The days that were loaded: those of the period that count.
  public let days: Range<Day>

  /// The reporting currency.
  public let currency: String

  /// How much of the elapsed time was seen; nil without a source.
  public let coverage: FixedDecimal?

  /// The dimensions that rows can be grouped and filtered by.
  public let dimensions: Set<UsageDimension>

  let now: Slice
  let before: Slice

  /// Some rows of a table.
  struct Slice: Sendable {
    let table: UsageTable
    var rows: [Int]
  }

  /// Creates a frame.
  ///
  /// - Parameters:
  ///   - period: The period that was asked for.
  ///   - days: The days of it that count.
  ///   - currency: The reporting currency.
  ///   - view: How money is counted.
  ///   - dimensions: What rows can be grouped by; `unit` and `day` always come along.
  ///   - answer: The usage on the days.
  ///   - before: The records of the stretch that comparisons are made with.
  public init(
    period: Period,
    days: Range<Day>,
    currency: String,
    view: CostView = .effective,
    dimensions: Set<UsageDimension>,
    answer: UsageAnswer,
    before: [UsageRecord] = []
  ) {
    self.period = period
    self.days = days
    self.currency = currency
    coverage = answer.coverage
    self.dimensions = dimensions.union([.unit, .day, .week, .month])
    now = Slice(
      table: UsageTable(answer.records, dimensions: self.dimensions, view: view),
      rows: Array(answer.records.indices)
    )
    self.before = Slice(
      table: UsageTable(before, dimensions: self.dimensions, view: view),
      rows: Array(before.indices)
    )
  }

  private init(_ frame: UsageFrame, now: [Int], before: [Int]) {
    period = frame.period
    days = frame.days
    currency = frame.currency
    coverage = frame.coverage
    dimensions = frame.dimensions
    self.now = Slice(table: frame.now.table, rows: now)
    self.before = Slice(table: frame.before.table, rows: before)
  }

  /// How many records the frame has.
  public var count: Int { now.rows.count }

  /// What the frame adds up to.
  public func totals() throws(ArithmeticOverflow) -> UsageTotals { try Self.totals(of: now) }

  /// What the stretch before adds up to.
  public func totalsBefore() throws(ArithmeticOverflow) -> UsageTotals {
    try Self.totals(of: before)
  }

  /// A record of the frame.
  public func row(at index: Int) -> UsageRow { UsageRow(table: now.table, row: now.rows[index]) }

  /// The frame without the rows that do not pass a filter.
  ///
  /// A dimension that the frame was loaded without is not broken down in any row.
  public func filtered(by filter: UsageFilter) -> UsageFrame {
    UsageFrame(
      self,
      now: Self.rows(of: now, passing: filter),
      before: Self.rows(of: before, passing: filter)
    )
  }

  /// The frame without the rows that a test refuses; the stretch before goes through the same test.
  public func filtered<Failure>(
    by test: (UsageRow) throws(Failure) -> Bool
  ) throws(Failure) -> UsageFrame {
    var kept: [[Int]] = []
    for slice in [now, before] {
      var rows: [Int] = []
      for row in slice.rows where try test(UsageRow(table: slice.table, row: row)) {
        rows.append(row)
      }
      kept.append(rows)
    }
    return UsageFrame(self, now: kept[0], before: kept[1])
  }

  func selecting(now: [Int], before: [Int]) -> UsageFrame {
    UsageFrame(self, now: now, before: before)
  }

  private static func totals(of slice: Slice) throws(ArithmeticOverflow) -> UsageTotals {
    var totals = UsageTotals()
    for row in slice.rows { try totals.add(row, of: slice.table) }
    return totals
  }

  private static func rows(of slice: Slice, passing filter: UsageFilter) -> [Int] {
    var rows = slice.rows
    for condition in filter.conditions {
      guard let column = slice.table.texts[condition.dimension] else {
        if !condition.holds(for: ReservedName.notBrokenDown) { rows = [] }
        continue
      }
      let holds = column.values.map(condition.holds(for:))
      rows = rows.filter { holds[Int(column.codes[$0])] }
    }
    return rows
  }
}

/// One record of a frame.
public struct UsageRow: Sendable {
  let table: UsageTable
  let row: Int

  /// The value of a dimension, as text; nil where the frame was loaded without it.
  public subscript(dimension: UsageDimension) -> String? { table.texts[dimension]?.text(at: row) }

  /// The day.
  public var day: Day { table.days[row] }

  /// The cost in the reporting currency.
  public var cost: FixedDecimal? { table.costs[row] }

  /// The requests.
  public var requests: FixedDecimal? { table.requests[row] }

  /// The quantity.
  public var quantity: FixedDecimal? { table.quantities[row] }
}
