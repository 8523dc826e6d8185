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

  /// Creates a frame.
  ///
  /// - Parameters:
  ///   - period: The period that was asked for.
  ///   - days: The days of it that count.
  ///   - currency: The reporting currency.
  ///   - dimensions: What rows can be grouped by; `unit` and those that a day tells always come along.
  ///   - answer: The usage on the days.
  ///   - before: The usage of the stretch that comparisons are made with.
  public init(
    period: Period,
    days: Range<Day>,
    currency: String,
    dimensions: Set<UsageDimension>,
    answer: TabularAnswer,
    before: UsageTable? = nil
  ) {
    self.period = period
    self.days = days
    self.currency = currency
    coverage = answer.coverage
    self.dimensions = dimensions.union([.unit, .day, .week, .month])
    now = Slice(answer.table)
    self.before = Slice(before ?? UsageTable([], view: .effective))
  }

  private init(
    _ frame: UsageFrame,
    now: Slice,
    before: Slice,
    dimensions: Set<UsageDimension>? = nil
  ) {
    period = frame.period
    days = frame.days
    currency = frame.currency
    coverage = frame.coverage
    self.dimensions = dimensions ?? frame.dimensions
    self.now = now
    self.before = before
  }

  /// How many records the frame has.
  public var count: Int { now.count }

  /// The records' columns, whichever of them the frame is about.
  public var table: UsageTable { now.table }

  /// The places of the frame's records in the table, in their order; nil for all.
  public var places: [UInt32]? {
    switch now.rows {
    case .all: nil
    case .some(let places): places
    }
  }

  /// What the frame adds up to.
  public func totals() throws(ArithmeticOverflow) -> UsageTotals { try Self.totals(of: now) }

  /// What the stretch before adds up to.
  public func totalsBefore() throws(ArithmeticOverflow) -> UsageTotals {
    try Self.totals(of: before)
  }

  private static func totals(of slice: Slice) throws(ArithmeticOverflow) -> UsageTotals {
    try GroupSums(slice, by: []).groups.first?.totals ?? UsageTotals()
  }

  /// The columns of the stretch before, and the places of its records in them; nil for all.
  public var earlier: (table: UsageTable, places: [UInt32]?) {
    switch before.rows {
    case .all: (before.table, nil)
    case .some(let places): (before.table, places)
    }
  }

  /// The frame with one more tag: that of a record is what a closure tells of it, by its place in the frame's
  /// table or in that of the stretch before.
  public func labelled<Failure>(
    _ tag: String,
    now text: (_ row: Int) throws(Failure) -> String?,
    before textBefore: (_ row: Int) throws(Failure) -> String?
  ) throws(Failure) -> UsageFrame {
    let tables = (
      now: try now.table.labelled(tag, text), before: try before.table.labelled(tag, textBefore)
    )
    return UsageFrame(
      self,
      now: Slice(tables.now, now.rows),
      before: Slice(tables.before, before.rows),
      dimensions: dimensions.union([.tag(tag)])
    )
  }

  /// The frame with its records in another order, or with some of them.
  public func with(places: [UInt32]) -> UsageFrame {
    selecting(now: .some(places), before: before.rows)
  }

  /// A record of the frame.
  public func row(at index: Int) -> UsageRow { UsageRow(of: self, now.table, now.rows[index]) }

  /// The frame with some of its records, and some of the stretch before, by their places.
  public func with(places: [UInt32], before: [UInt32]) -> UsageFrame {
    selecting(now: .some(places), before: .some(before))
  }

  /// The frame with some of its records.
  func selecting(now: RowSelection, before: RowSelection) -> UsageFrame {
    UsageFrame(self, now: Slice(self.now.table, now), before: Slice(self.before.table, before))
  }
}

/// One record of a frame.
public struct UsageRow: Sendable {
  private let dimensions: Set<UsageDimension>
  private let table: UsageTable
  private let row: Int

  init(of frame: UsageFrame, _ table: UsageTable, _ row: Int) {
    dimensions = frame.dimensions
    self.table = table
    self.row = row
  }

  /// The value of a dimension, as text; nil where the frame was loaded without it.
  public subscript(dimension: UsageDimension) -> String? {
    dimensions.contains(dimension) ? table.text(of: dimension, at: row) : nil
  }

  /// The day.
  public var day: Day { table.day(at: row) }

  /// The cost in the reporting currency.
  public var cost: FixedDecimal? { table.costs[row] }

  /// The requests.
  public var requests: FixedDecimal? { table.requests[row] }

  /// The quantity.
  public var quantity: FixedDecimal? { table.quantities[row] }
}
