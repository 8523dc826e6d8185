import ReportDocument
import Tallystick
import UsageAnalysis
import UsageModel

/// The rows of `tally usage`, as a table, CSV or JSON.
struct UsageListing {
  /// What is listed.
  struct Query {
    let period: Period
    let asOf: Timestamp
    let filter: UsageFilter
  }

  /// What is added up.
  enum Measure {
    case cost, quantity
  }

  private let query: Query
  private let measure: Measure
  private let currency: String
  private let frame: UsageFrame
  private let groups: GroupedFrame
  private let total: UsageTotals

  init(
    query: Query,
    dimensions: [UsageDimension],
    measure: Measure,
    top: Int?,
    usage: StoredUsage,
    currency: String
  ) throws {
    self.query = query
    self.measure = measure
    self.currency = currency
    // A quantity is added up a unit, so the unit becomes a dimension of its own.
    let grouping =
      measure == .quantity && !dimensions.contains(.unit) ? dimensions + [.unit] : dimensions
    let wanted = Set(grouping).union(query.filter.dimensions)
    let answer = try usage.answer(
      UsageQuery(
        days: query.period.days,
        dimensions: wanted,
        filter: query.filter,
        asOf: query.asOf
      )
    )
    frame = UsageFrame(
      period: query.period,
      days: query.period.days,
      currency: currency,
      dimensions: wanted.union([.quality]),
      answer: measure == .quantity ? answer.onlyQuantities : answer
    )
    var groups = try frame.grouped(by: grouping)
    // Along time, rows read in the order of time.
    if let first = grouping.first, [.day, .week, .month].contains(first) {
      groups = groups.with(
        rows: groups.rows.enumerated().sorted {
          ($0.element.keys[0], $0.offset) < ($1.element.keys[0], $1.offset)
        }.map(\.element)
      )
    }
    if let top { groups = groups.with(rows: Array(groups.rows.prefix(top))) }
    self.groups = groups
    total = try frame.totals()
  }

  /// Whether there is nothing to list.
  var isEmpty: Bool { groups.rows.isEmpty }

  // MARK: - JSON

  /// The JSON of the contract.
  var json: JSONText {
    .object([
      (
        "period",
        .object([
          ("start", .string(query.period.start.description)),
          ("stop", .string(query.period.stop.description)),
        ])
      ),
      ("as_of", .string(query.asOf.description)),
      ("currency", .string(currency)),
      ("view", .string("effective")),
      ("rows", .array(groups.rows.map(json(of:)))),
      ("total", .object(values(of: total, isRow: false))),
      ("coverage", .decimal(frame.coverage?.rounded(toPlaces: 4))),
    ])
  }

  private func json(of row: GroupedFrame.Row) -> JSONText {
    let keys = zip(groups.dimensions, row.keys).filter { measure == .cost || $0.0 != .unit }
      .map { ($0.0.name, JSONText.string($0.1)) }
    let quality = ("quality", JSONText.text(row.totals.quality?.rawValue))
    return .object(keys + values(of: row.totals, isRow: true) + [quality])
  }

  private func values(of totals: UsageTotals, isRow: Bool) -> [(String, JSONText)] {
    let unpriced = totals.unpriced.sorted { $0.key < $1.key }.map { unit, quantity in
      JSONText.object([("unit", .string(unit)), ("quantity", .decimal(quantity))])
    }
    switch measure {
    case .cost:
      return [
        ("cost", .decimal(totals.cost)), ("requests", .decimal(totals.requests)),
        ("unpriced", .array(unpriced)),
      ]
    case .quantity where isRow:
      let quantity = totals.quantities.first
      return [("quantity", .decimal(quantity?.value)), ("unit", .text(quantity?.key))]
    case .quantity:
      let quantities = totals.quantities.sorted { $0.key < $1.key }.map { unit, quantity in
        JSONText.object([("unit", .string(unit)), ("quantity", .decimal(quantity))])
      }
      return [("quantities", .array(quantities))]
    }
  }

  // MARK: - CSV and table

  /// The lines of the CSV, exact values.
  var csv: [String] {
    let header = keyTitles + (measure == .cost ? ["cost", "requests"] : ["quantity", "unit"])
    let rows = groups.rows.map { row in
      keys(of: row)
        + (measure == .cost
          ? [row.totals.cost?.description ?? "", row.totals.requests?.description ?? ""]
          : [
            row.totals.quantities.first?.value.description ?? "",
            row.totals.quantities.first?.key ?? "",
          ])
    }
    return ([header] + rows).map { $0.map(Self.csvField).joined(separator: ",") }
  }

  private static func csvField(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// The lines of the table in a terminal.
  var table: [String] {
    guard !isEmpty else { return [] }
    let values = measure == .cost ? ["cost", "requests", "unpriced"] : ["quantity", "unit"]
    var table = TextTable(
      titles: keyTitles + values,
      isNumber: keyTitles.map { _ in false }
        + (measure == .cost ? [true, true, true] : [true, false]),
      rows: groups.rows.map { keys(of: $0).map(Self.printable) + cells(of: $0.totals) }
    )
    if measure == .cost {
      table.total = ["total"] + keyTitles.dropFirst().map { _ in "" } + cells(of: total)
    }
    return table.lines
  }

  private func cells(of totals: UsageTotals) -> [String] {
    let format = NumberFormat.englishUS
    switch measure {
    case .cost:
      let unpriced = totals.unpriced.sorted { $0.key < $1.key }
        .map { "\(format.number($0.value)) \($0.key)" }
      return [
        totals.cost.map { format.money(Money($0, currency)) } ?? "",
        totals.requests.map { format.number($0) } ?? "", unpriced.joined(separator: ", "),
      ]
    case .quantity:
      let quantity = totals.quantities.first
      return [quantity.map { format.number($0.value) } ?? "", quantity?.key ?? ""]
    }
  }

  private var keyTitles: [String] {
    groups.dimensions.filter { measure == .cost || $0 != .unit }.map(\.name)
  }

  private func keys(of row: GroupedFrame.Row) -> [String] {
    zip(groups.dimensions, row.keys).filter { measure == .cost || $0.0 != .unit }.map(\.1)
  }

  /// A platform's text without what a terminal would act on.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.properties.generalCategory != .control }
      )
    )
  }
}

extension UsageAnswer {
  /// The answer without the records that have no quantity.
  fileprivate var onlyQuantities: UsageAnswer {
    UsageAnswer(records: records.filter { $0.quantity != nil }, coverage: coverage)
  }
}
