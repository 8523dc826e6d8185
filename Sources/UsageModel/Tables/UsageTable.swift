/// Usage records as columns: what many have in common is written once, and amounts are exact.
///
/// It has what reports add up and tell apart. How a record was priced, which window it belongs to and when it was
/// learnt is in ``UsageRecord`` only.
public struct UsageTable: Sendable {
  /// The different lines.
  public let lines: [UsageLine]

  /// Each record's line, as its place in ``lines``.
  public let lineOf: [UInt32]

  /// Each record's day, counted from 1970-01-01.
  public let days: [Int32]

  /// The days from the first to the last that any record is of, counted from 1970-01-01; none without a record.
  public let span: Range<Int>

  /// Each record's quality, as its place among all cases, which is its rank.
  public let qualities: [UInt8]

  /// The costs in one view, in the reporting currency.
  public let costs: AmountColumn

  /// The requests.
  public let requests: AmountColumn

  /// The quantities, in the units of the lines.
  public let quantities: AmountColumn

  /// What the platforms counted, in the currencies of the lines.
  public let natives: AmountColumn

  /// The same of the records that have no cost.
  public let unpriced: AmountColumn

  /// Creates a table from its columns, which have as many values each.
  public init(
    lines: [UsageLine],
    lineOf: [UInt32],
    days: [Int32],
    qualities: [UInt8],
    costs: AmountColumn,
    requests: AmountColumn,
    quantities: AmountColumn,
    natives: AmountColumn
  ) {
    self.lines = lines
    self.lineOf = lineOf
    self.days = days
    span = Self.span(of: days)
    self.qualities = qualities
    self.costs = costs
    self.requests = requests
    self.quantities = quantities
    self.natives = natives
    unpriced = natives.without(costs)
  }

  /// Creates a table of records, in their order.
  public init(_ records: [UsageRecord], view: CostView) {
    var placeOf: [UsageLine: UInt32] = [:]
    var lines: [UsageLine] = []
    lineOf = records.map { record in
      let line = UsageLine(record)
      if let place = placeOf[line] { return place }
      let place = UInt32(lines.count)
      placeOf[line] = place
      lines.append(line)
      return place
    }
    self.lines = lines
    days = records.map { Int32(clamping: $0.day.daysSince1970) }
    span = Self.span(of: days)
    qualities = records.map { $0.quality.place }
    costs = AmountColumn(records.map { $0.cost(in: view) })
    requests = AmountColumn(records.map(\.requests))
    quantities = AmountColumn(records.map(\.quantity))
    natives = AmountColumn(records.map { $0.native(in: view) })
    unpriced = natives.without(costs)
  }

  private static func span(of days: [Int32]) -> Range<Int> {
    guard var first = days.first else { return 0..<0 }
    var last = first
    days.withUnsafeBufferPointer { days in
      for day in days {
        first = min(first, day)
        last = max(last, day)
      }
    }
    return Int(first)..<Int(last) + 1
  }

  /// How many records there are.
  public var count: Int { lineOf.count }

  /// The day of a record.
  public func day(at row: Int) -> Day { Day(daysSince1970: Int(days[row])) }

  /// The quality of a record.
  public func quality(at row: Int) -> Quality { Quality.allCases[Int(qualities[row])] }

  /// What the platform counted, and in which currency; nil where it does not tell a cost.
  public func native(at row: Int) -> Money? {
    natives[row].flatMap { amount in
      lines[Int(lineOf[row])].currency.map { Money(amount, $0) }
    }
  }

  /// The value of a dimension in a record, as text.
  public func text(of dimension: UsageDimension, at row: Int) -> String {
    switch dimension {
    case .day, .week, .month: day(at: row)[dimension] ?? ReservedName.notBrokenDown
    case .quality: quality(at: row).rawValue
    default: lines[Int(lineOf[row])][dimension] ?? ReservedName.notBrokenDown
    }
  }

  /// The tags of any line.
  public var tags: Set<UsageDimension> {
    lines.reduce(into: []) { tags, line in tags.formUnion(line.tags.keys.map(UsageDimension.tag)) }
  }

  /// About how many bytes the columns take.
  public var byteCount: Int {
    count * 9 + lines.count * 400
      + [costs, requests, quantities, natives, unpriced].reduce(0) { $0 + $1.byteCount }
  }
}
