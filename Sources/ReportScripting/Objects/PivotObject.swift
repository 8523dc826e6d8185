import LuaHost
import UsageAnalysis
import UsageModel

/// A cross table of a frame in a script: a row for each value of one dimension, a column for each of another.
struct PivotObject: LuaObject {
  /// The fields of the rows: the dimension, a column for each value of the other, and the total.
  let fields: [String]
  /// The values that have columns, in their order.
  let columns: [String]
  /// The dimension that the rows are of.
  let dimension: String
  let rows: LuaRows
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("pivot") }

  /// Crosses two dimensions of a frame.
  init(
    _ object: FrameObject,
    rows dimension: UsageDimension,
    columns other: UsageDimension,
    _ measure: SeriesMeasure
  ) throws {
    context = object.context
    let groups = try object.grouped(by: [dimension, other]).groups
    var cells: [String: [String: FixedDecimal]] = [:]
    var (rowTotals, columnTotals) = ([String: FixedDecimal](), [String: FixedDecimal]())
    try context.work(groups.rows.count * 8)
    for row in groups.rows {
      let (key, column) = (row.keys[0], row.keys[1])
      rowTotals[key] = rowTotals[key] ?? .zero
      columnTotals[column] = columnTotals[column] ?? .zero
      guard let value = measure == .cost ? row.totals.cost : row.totals.requests else { continue }
      cells[key, default: [:]][column] = value
      rowTotals[key] = try (rowTotals[key] ?? .zero) + value
      columnTotals[column] = try (columnTotals[column] ?? .zero) + value
    }
    let columns = Self.ordered(columnTotals, by: other)
    guard columns.count <= dimensionLimit else {
      throw HostError(
        "\"\(other.scriptName)\" has \(columns.count) values, and a cross table at most "
          + "\(dimensionLimit) columns; group them, or take the largest with frame:where"
      )
    }
    let keys = Self.ordered(rowTotals, by: dimension)
    let name = dimension.scriptName
    // A value may have the name of a field of its own.
    var taken: Set<String> = [name, "key", "total"]
    let names = columns.map { column in
      var field = column
      while !taken.insert(field).inserted { field += " (\(other.scriptName))" }
      return field
    }
    let memory = try context.hold(
      groups.rows.count * 96 + keys.count * (64 + columns.count * 16),
      owner: object.memory
    )
    let context = context
    func value(_ amount: FixedDecimal?) -> LuaValue {
      measure == .cost ? .cost(amount, in: context) : .decimal(amount)
    }
    let texts = keys.map { LuaString($0) }
    var fields: [(name: String, column: LuaColumn)] = [
      (name, .texts(codes: nil, map: nil, values: texts)),
      ("key", .texts(codes: nil, map: nil, values: texts)),
    ]
    for (column, field) in zip(columns, names) {
      fields.append((field, .host { record in value(cells[keys[record]]?[column]) }))
    }
    let totals = keys.map { cells[$0] == nil ? nil : rowTotals[$0] }
    fields.append(("total", .host { record in value(totals[record]) }))
    if name == "key" { fields.remove(at: 1) }
    rows = LuaRows(records: keys.count, columns: fields, keeping: memory)
    self.columns = columns
    self.dimension = name
    self.fields = [name] + names + ["total"]
  }

  /// The values of a dimension: along time in its order, others with the largest first.
  private static func ordered(
    _ totals: [String: FixedDecimal],
    by dimension: UsageDimension
  ) -> [String] {
    let isTime = dimension.isOfDay
    return totals.sorted { left, right in
      isTime || left.value == right.value ? left.key < right.key : left.value > right.value
    }.map(\.key)
  }
}
