import Tallystick
import UsageAnalysis
import UsageModel

/// The rows of `tally usage`.
struct UsageListing {
  /// What is added up.
  enum Measure {
    /// Money and requests.
    case cost
    /// Quantities, one row a unit.
    case quantity
  }

  /// What is listed.
  struct Query {
    var period: Period
    var asOf: Timestamp
    var filter: UsageFilter
    var dimensions: [UsageDimension]
    var measure: Measure
    var view: CostView
    var top: Int?
  }

  let query: Query
  let currency: String
  let frame: UsageFrame
  let groups: GroupedFrame
  let total: UsageTotals

  init(_ query: Query, of usage: StoredUsage, currency: String) throws {
    self.query = query
    self.currency = currency
    var grouping = query.dimensions
    var wanted = Set(grouping).union(query.filter.dimensions)
    if query.measure == .quantity {
      // Quantities are told by meter, so the facet that knows meters has to answer.
      wanted.insert(.meter)
      if !grouping.contains(.unit) { grouping.append(.unit) }
    }
    var answer = try usage.table(
      UsageQuery(
        days: query.period.days,
        dimensions: wanted,
        filter: query.filter,
        asOf: query.asOf
      ),
      view: query.view
    )
    if query.measure == .quantity {
      let known = answer.table.quantities
      let places = (0..<UInt32(answer.table.count)).filter { known[Int($0)] != nil }
      answer.table = answer.table.selecting(places)
    }
    frame = UsageFrame(
      period: query.period,
      days: query.period.days,
      currency: currency,
      dimensions: wanted,
      answer: answer
    )
    groups = Self.ordered(try frame.grouped(by: grouping), query)
    total = try frame.totals()
  }

  /// The largest rows first; along time, in the order of time.
  private static func ordered(_ groups: GroupedFrame, _ query: Query) -> GroupedFrame {
    var rows = groups.rows
    if query.measure == .quantity { rows = groups.sorted { $0.totals.amount?.quantity }.rows }
    if let top = query.top { rows = Array(rows.prefix(top)) }
    if let first = query.dimensions.first, first.isOfDay {
      rows = rows.enumerated()
        .sorted { ($0.element.keys[0], $0.offset) < ($1.element.keys[0], $1.offset) }
        .map(\.element)
    }
    return groups.with(rows: rows)
  }

  /// Whether there is nothing to list.
  var isEmpty: Bool { groups.rows.isEmpty }

  /// The dimensions that have a column of their own; the unit stands beside its quantity.
  var keyDimensions: [UsageDimension] {
    groups.dimensions.filter { query.measure == .cost || $0 != .unit }
  }

  /// A row's values of those dimensions.
  func keys(of row: GroupedFrame.Row) -> [String] {
    zip(groups.dimensions, row.keys).filter { keyDimensions.contains($0.0) }.map(\.1)
  }
}

extension UsageTotals {
  /// The quantity of a row that was grouped by unit, so that it has one only.
  var amount: (quantity: FixedDecimal, unit: String)? {
    quantities.first.map { ($0.value, $0.key) }
  }

  /// What no rate prices, by unit.
  var unpricedByUnit: [(unit: String, quantity: FixedDecimal)] {
    unpriced.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
