import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// Makes a table of a report from a script's data and columns.
struct TableBuilding {
  let context: ScriptContext
  /// Counts what the table takes.
  let memory: HeldMemory

  /// A column as the script describes it.
  private struct ColumnPlan {
    var field: String
    var title: String
    var format: ValueFormat?
    var alignment: Column.Alignment?
    /// Whether the script asks for a total or refuses it; nil leaves it to the values.
    var wantsTotal: Bool?

    /// Whether the column has a total: ratios have none, except for the shares of one whole.
    var hasTotal: Bool { wantsTotal ?? (format != .percent || field == "share") }
  }

  /// A row of the data: its fields by name.
  private struct DataRow {
    var value: (String) throws -> LuaValue
    var style: Row.Style = .normal
    var swatch: Int?
    /// The field that says what `before` has become.
    var laterField = "cost"
  }

  /// The options of a table.
  static let options = [
    Parameter("total", .boolean, optional: true, "whether there is a last row with sums"),
    Parameter("limit", .wholeNumber, optional: true, "how many rows are shown"),
    Parameter("caption", .text, optional: true, "what the table shows"),
    Parameter(
      "group",
      .text,
      optional: true,
      "the field whose values head the rows that share one"
    ),
  ]

  /// The options of a column.
  private static let columnOptions = [
    Parameter("field", .text, "the field of the rows"),
    Parameter("title", .text, optional: true, "the header"),
    Parameter("format", .text, optional: true, "how the values are written"),
    Parameter("align", .word(["left", "right"]), optional: true, "where they stand"),
    Parameter("total", .boolean, optional: true, "whether the last row sums it"),
  ]

  /// The table of `report:table(data, columns, options)`.
  func table(_ arguments: Arguments) throws -> Table {
    let options = try tableOptions(arguments[2])
    guard case .table(let columns) = arguments[1] else { return Table(columns: [], rows: []) }
    let list = try entries(of: columns, as: "argument 2 (columns): ")
    guard !list.isEmpty else {
      throw HostError("argument 2 (columns): name at least one column")
    }
    let data = arguments[0]
    try context.work(list.count * 16)
    try memory.grow(by: list.count * MemorySize.group)
    let plans = try list.enumerated().map { index, column in
      try plan(column, as: "argument 2 (columns): entry \(index + 1): ")
    }
    let (rows, fields) = try self.rows(of: data)
    if let fields {
      for plan in plans where !fields.contains(plan.field) {
        guard UsageDimension(name: plan.field) == nil else {
          throw HostError(
            "the rows are not told apart by \"\(plan.field)\"; name it in frame:by, or in the `dims` of usage.load"
          )
        }
        throw HostError(
          "unknown column \"\(plan.field)\"\(suggestion(for: plan.field, in: fields))"
        )
      }
    }
    let isCross = if case .object(is PivotObject) = data { true } else { false }
    if let group = options.group, let fields, !fields.contains(group) {
      throw HostError("unknown field \"\(group)\" to group by\(suggestion(for: group, in: fields))")
    }
    let shown = options.limit.map { rows.prefix($0) } ?? rows[...]
    var table = Table(
      caption: options.caption,
      columns: plans.map { column($0, isCross: isCross) },
      rows: try tableRows(shown, plans, group: options.group),
      leftOut: rows.count - shown.count
    )
    let isSummable = if case .table = data { false } else { true }
    if options.total ?? (isSummable && rows.count > 1) {
      table.total = try total(of: rows, plans, data)
    }
    return table
  }

  /// The rows, under a line for each value of the field that they are grouped by, if any.
  private func tableRows(
    _ shown: ArraySlice<DataRow>,
    _ plans: [ColumnPlan],
    group: String?
  ) throws -> [Row] {
    var rows: [Row] = []
    // Where in `parts` a group is; groups come in the order in which the rows name them.
    var places: [String: Int] = [:]
    var parts: [[Row]] = []
    for (index, data) in shown.enumerated() {
      let row = try row(data, plans, number: index + 1)
      try memory.grow(by: row.memorySize)
      guard let group else {
        rows.append(row)
        continue
      }
      let owner = "row \(index + 1), field \(describe(.text(group))): "
      let name = try documentValue(try data.value(group), as: nil, owner: owner)
      let text = context.format.text(name)
      if let place = places[text] {
        parts[place].append(row)
      } else {
        let head = Row([.text(text)], style: .group)
        try memory.grow(by: head.memorySize)
        places[text] = parts.count
        parts.append([head, row])
      }
    }
    return group == nil ? rows : parts.flatMap(\.self)
  }

  private func tableOptions(
    _ value: LuaValue
  ) throws(HostError) -> (total: Bool?, limit: Int?, caption: String?, group: String?) {
    guard case .table(let table) = value else { return (nil, nil, nil, nil) }
    let group: String? = if case .string(let text) = table["group"] { text.text } else { nil }
    let total: Bool? = if case .boolean(let flag) = table["total"] { flag } else { nil }
    let caption: String? = if case .string(let text) = table["caption"] { text.text } else { nil }
    let limit = Arguments.wholeNumber(table["limit"])
    if let limit, limit < 0 {
      throw HostError(
        "option \"limit\": expected a whole number that is not negative, got \(limit)"
      )
    }
    return (total, limit, caption, group)
  }

  /// A column as the script describes it; `owner` begins the messages.
  private func plan(_ value: LuaValue, as owner: String) throws(HostError) -> ColumnPlan {
    switch value {
    case .string(let name):
      return ColumnPlan(
        field: name.text,
        title: Self.title(of: name.text),
        format: Self.format(of: name.text)
      )
    case .table(let table):
      guard case .string(let field) = table["field"] else {
        throw HostError("\(owner)a column needs its field: { field = \"cost\" }")
      }
      let column = "column \(describe(table["field"])): "
      try Self.columnOptions.check(table, of: column)
      var plan = try plan(.string(field), as: owner)
      if case .string(let title) = table["title"] { plan.title = title.text }
      if case .string(let format) = table["format"] {
        do {
          plan.format = try valueFormat(format.text)
        } catch {
          throw HostError("\(column)\(error)")
        }
      }
      if case .boolean(let hasTotal) = table["total"] { plan.wantsTotal = hasTotal }
      if case .string(let align) = table["align"] {
        plan.alignment = Column.Alignment(rawValue: align.text)
      }
      return plan
    default: throw HostError("\(owner)expected a field's name or a table, got \(describe(value))")
    }
  }

  private func column(_ plan: ColumnPlan, isCross: Bool) -> Column {
    Column(
      plan.title,
      alignment: plan.alignment,
      hasBar: plan.format == .bar,
      isSecondary: plan.field == "share",
      // Of two amounts side by side the later one is what readers want, of a cross table the sums.
      isMain: plan.field == "after" || isCross && plan.field == "total" ? true : nil
    )
  }

  private static func format(of field: String) -> ValueFormat? {
    switch field {
    case "share": .percent
    case "change": .change
    case "percent": .percent
    default: nil
    }
  }

  private static func title(of field: String) -> String {
    switch field {
    case "trend": return "Daily"
    case "percent": return "Percent"
    default:
      let words = field.replacing("tag.", with: "").replacing("_", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
  }

  /// The rows of the data, and the fields that all of them have, where that is known.
  private func rows(of data: LuaValue) throws -> (rows: [DataRow], fields: [String]?) {
    switch data {
    case .object(let object as GroupsObject):
      let grouped = try groupRows(of: object)
      try take(object.groups.rows.count)
      let rows = object.groups.rows.enumerated().map { index, group in
        DataRow(
          value: grouped.row(at: index).value,
          style: isFolded(group) ? .folded : .normal,
          swatch: context.swatch(of: group.keys.first, in: object.groups.dimensions.first)
        )
      }
      return (rows, rowFieldNames(of: object))
    case .object(let object as ComparisonObject):
      var (rows, fields) = try rows(of: try comparisonRows(of: object))
      for index in rows.indices { rows[index].laterField = "after" }
      return (rows, fields)
    case .object(let object as FrameObject):
      return try rows(of: try object.rows())
    case .object(let object as PivotObject):
      return try rows(of: object.rows)
    case .table(let list):
      let owner = "argument 1 (data): "
      try take(list.array.count)
      let rows = try entries(of: list, as: owner).enumerated().map { index, row in
        try dataRow(row, as: "\(owner)entry \(index + 1): ")
      }
      return (rows, nil)
    default: throw HostError("argument 1 (data): expected a frame or a list of rows")
    }
  }

  private func rows(of rows: LuaRows) throws -> (rows: [DataRow], fields: [String]?) {
    try take(rows.count)
    let data = (0..<rows.count).map { index in DataRow(value: rows.row(at: index).value) }
    return (data, rows.names)
  }

  /// Counts rows of data before they are gone through.
  private func take(_ count: Int) throws {
    try context.work(count * 4)
    try memory.grow(by: count * 192)
  }

  private func dataRow(_ value: LuaValue, as owner: String) throws(HostError) -> DataRow {
    switch value {
    case .table(let table): return DataRow(value: { table[$0] })
    case .object(let row as LuaRow): return DataRow(value: row.cell)
    default:
      throw HostError("\(owner)expected a table or a row of a frame, got \(describe(value))")
    }
  }

  private func row(_ data: DataRow, _ plans: [ColumnPlan], number: Int) throws -> Row {
    try context.work(plans.count * 8)
    let cells = try plans.map { plan -> Value in
      let value = try data.value(plan.field)
      // A change without its own amount is the way from what was before to what is now.
      if plan.format == .change, plan.field == "before" {
        return .change(
          before: value.money?.amount,
          after: try data.value(data.laterField).money?.amount
        )
      }
      return try documentValue(
        value,
        as: plan.format,
        owner: "row \(number), column \(describe(.text(plan.field))): "
      )
    }
    return Row(cells, style: data.style, swatch: data.swatch)
  }

  /// Sums where adding makes sense, nothing elsewhere.
  private func total(of rows: [DataRow], _ plans: [ColumnPlan], _ data: LuaValue) throws -> Row {
    var cells: [Value] = []
    for (index, plan) in plans.enumerated() {
      if index == 0 {
        cells.append(.text("Total"))
      } else if !plan.hasTotal {
        cells.append(.missing)
      } else if plan.format == .change, plan.field == "before" {
        cells.append(
          .change(
            before: try before(of: data, rows),
            after: try sum(of: rows.first?.laterField ?? "cost", rows)?.money?.amount
          )
        )
      } else if plan.field == "trend", case .object(let object as GroupsObject) = data {
        let points = try points(of: object, .cost, by: .day)
        cells.append(.series(points.map { $0.value?.approximation }))
      } else {
        cells.append(
          try sum(of: plan.field, rows).map { try documentValue($0, as: plan.format) } ?? .missing
        )
      }
    }
    return Row(cells)
  }

  /// The sum of what was before, of groups with those that only the stretch before had.
  private func before(of data: LuaValue, _ rows: [DataRow]) throws -> FixedDecimal? {
    if case .object(let object as GroupsObject) = data {
      return try ReportScripting.before(of: object)
    }
    return try sum(of: "before", rows)?.money?.amount
  }

  /// The sum of a field; nil where some row has something that cannot be added, or none has anything.
  private func sum(of field: String, _ rows: [DataRow]) throws -> LuaValue? {
    var total: FixedDecimal?
    var currency: String?
    for row in rows {
      try context.work(8)
      let value = try row.value(field)
      if case .nil = value { continue }
      guard let amount = value.money?.amount ?? value.decimal else { return nil }
      if total != nil, value.money?.currency != currency { return nil }
      currency = value.money?.currency
      total = try (total ?? .zero) + amount
    }
    guard let total else { return nil }
    return currency.map { .money(Money(total, $0), in: context) } ?? .decimal(total)
  }

  private func isFolded(_ row: GroupedFrame.Row) -> Bool {
    row.isFolded || row.keys.first.map(ReservedName.isReserved) ?? false
  }
}
