import LuaHost
import UsageAnalysis
import UsageModel

/// What a frame can do.
func frameObject(_ context: ScriptContext) -> ObjectDefinition {
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter] = [],
    rest: Parameter? = nil,
    result: String,
    _ body: @escaping (UsageFrame, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("frame:\(name)", summary, parameters, rest: rest, result: result) { arguments in
      guard case .object(let object as FrameObject) = arguments.receiver else { return [] }
      return [try body(object.frame, arguments)]
    }
  }
  func field(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (UsageFrame) throws -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      guard let frame = (object as? FrameObject)?.frame else { return .nil }
      return try read(frame)
    }
  }
  func series(_ name: String, _ kind: Period.Kind) -> Definition {
    seriesMethod("frame:\(name)", kind, in: context) { receiver, measure in
      guard case .object(let object as FrameObject) = receiver else { return [] }
      return try object.frame.series(of: measure, by: kind)
    }
  }
  let dimensionName = Parameter("dim", .text, "a dimension's name")
  let columnName = Parameter("column", .text, "a dimension, \"cost\", \"requests\" or \"quantity\"")
  return ObjectDefinition(
    name: "frame",
    summary: "Usage of a period, in the host; it never changes.",
    fields: [
      field("cost", "tally.money?", "the cost of what is priced") {
        .cost(try $0.totals().cost, in: context)
      },
      field("requests", "integer|number|nil", "the requests, where platforms tell them") {
        .decimal(try $0.totals().requests)
      },
      field("quantity", "number?", "the quantity, of records with one unit") {
        .decimal(try $0.totals().quantity()?.amount)
      },
      field("before", "tally.money?", "the cost of as many days of the period before") {
        .cost(try $0.totalsBefore().cost, in: context)
      },
      field("coverage", "number?", "the share of the elapsed time that was seen") {
        $0.coverage.map { .number($0.approximation) } ?? .nil
      },
      field("period", "tally.period", "the period that was asked for") {
        .period($0.period, in: context)
      },
    ],
    methods: [
      method(
        "by",
        "Groups: one row a combination of values, largest cost first.",
        [dimensionName],
        rest: dimensionName,
        result: "tally.groups"
      ) { frame, arguments in
        let dimensions = try arguments.values.map { try dimension($0, of: frame) }
        return .object(GroupsObject(groups: try frame.grouped(by: dimensions), context: context))
      },
      method(
        "where",
        "The records that fit: a table of conditions, or a function of the row.",
        [Parameter("condition", .either([.table, .function]), "what to keep")],
        result: "tally.frame"
      ) { frame, arguments in
        .object(
          FrameObject(frame: try filtered(frame, arguments[0], in: context), context: context)
        )
      },
      series("daily", .day), series("weekly", .week), series("monthly", .month),
      method("rows", "The records, for a loop.", result: "fun(): tally.row?") { frame, _ in
        let type = recordRowType(of: frame, in: context)
        var index = 0
        return .hostFunction(
          HostFunction("rows") { _ in
            guard index < frame.count else { return [.nil] }
            index += 1
            return [.object(recordRow(frame.row(at: index - 1), of: frame, type, in: context))]
          }
        )
      },
      method(
        "values",
        "The plain values of columns, for a loop over the records whose first column is known.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { frame, arguments in
        try columnIterator("values", frame, arguments) { row, name in
          try recordValue(name, of: row, frame, in: context)
        }
      },
      method(
        "numbers",
        "The same with money as plain numbers: the fast loop.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { frame, arguments in
        try columnIterator("numbers", frame, arguments) { row, name in
          let value = try recordValue(name, of: row, frame, in: context)
          return value.money.map { .number($0.amount.approximation) } ?? value
        }
      },
      method(
        "unpriced",
        "What is counted in credits that no rate prices: a list of unit and quantity.",
        result: "{ unit: string, quantity: number }[]"
      ) { frame, _ in
        let unpriced = try frame.totals().unpriced.sorted { $0.key < $1.key }
        return .table(
          LuaTable(
            array: unpriced.map { unit, amount in
              .table(LuaTable(fields: ["unit": .text(unit), "quantity": .decimal(amount)]))
            }
          )
        )
      },
    ],
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as FrameObject) = call[0] else { return [0] }
        return [.integer(Int64(object.frame.count))]
      }
    ]
  )
}

/// `frame:daily` and its like.
func seriesMethod(
  _ name: String,
  _ kind: Period.Kind,
  in context: ScriptContext,
  _ points: @escaping (LuaValue, SeriesMeasure) throws -> [SeriesPoint]
) -> Definition {
  Definition(
    name,
    "The sums of each \(kind.rawValue), in order; a \(kind.rawValue) without data is nil.",
    [
      Parameter(
        "measure",
        .word(SeriesMeasure.allCases.map(\.rawValue)),
        optional: true,
        "\"cost\" without it"
      )
    ],
    result: "tally.series"
  ) { arguments in
    var measure = SeriesMeasure.cost
    if case .string(let text) = arguments[0] {
      measure = SeriesMeasure(rawValue: text.text) ?? .cost
    }
    let points = try points(arguments.receiver, measure)
    return [
      .object(SeriesObject(points: points, measure: measure, kind: kind, context: context))
    ]
  }
}

/// The dimension that a script names, which the frame must have been loaded with.
private func dimension(_ value: LuaValue, of frame: UsageFrame) throws(HostError) -> UsageDimension
{
  let wanted = try dimension(value)
  guard frame.dimensions.contains(wanted) else {
    let loaded = UsageDimension.named.filter(frame.dimensions.contains).map(\.name)
    throw HostError(
      "the frame was loaded without \"\(wanted.name)\"; add it to the `dims` of usage.load "
        + "(it has \(loaded.joined(separator: ", ")))"
    )
  }
  return wanted
}

private func filtered(
  _ frame: UsageFrame,
  _ condition: LuaValue,
  in context: ScriptContext
) throws -> UsageFrame {
  switch condition {
  case .table(let table):
    let filter = try usageFilter(table)
    for wanted in filter.dimensions { _ = try dimension(.text(wanted.name), of: frame) }
    return frame.filtered(by: filter)
  case .function(let function):
    let type = recordRowType(of: frame, in: context)
    return try frame.filtered { row in
      let result = try function.call([.object(recordRow(row, of: frame, type, in: context))])
      switch result.first ?? .nil {
      case .nil, .boolean(false): return false
      default: return true
      }
    }
  default: return frame
  }
}

/// The columns of a record besides its dimensions.
let recordColumns = ["cost", "requests", "quantity"]

/// A column's value in a record.
func recordValue(
  _ name: String,
  of row: UsageRow,
  _ frame: UsageFrame,
  in context: ScriptContext
) throws(HostError) -> LuaValue {
  switch name {
  case "cost": .cost(row.cost, in: context)
  case "requests": .decimal(row.requests)
  case "quantity": .decimal(row.quantity)
  case "day": .day(row.day, in: context)
  default: .text(row[try dimension(.text(name), of: frame)] ?? ReservedName.notBrokenDown)
  }
}

private func columnIterator(
  _ name: String,
  _ frame: UsageFrame,
  _ arguments: Arguments,
  _ value: @escaping (UsageRow, String) throws -> LuaValue
) throws -> LuaValue {
  let columns = try arguments.values.map { argument -> String in
    guard case .string(let text) = argument else { throw HostError("expected a column's name") }
    if recordColumns.contains(text.text) { return text.text }
    guard UsageDimension(name: text.text) != nil else {
      let known = recordColumns + frame.dimensions.map(\.name)
      throw HostError("unknown column \"\(text.text)\"\(suggestion(for: text.text, in: known))")
    }
    return try dimension(argument, of: frame).name
  }
  var index = 0
  return .hostFunction(
    HostFunction(name) { _ in
      while index < frame.count {
        let row = frame.row(at: index)
        index += 1
        let values = try columns.map { try value(row, $0) }
        // A loop ends at the first nil, so a record without its first column would cut it short.
        if case .nil? = values.first { continue }
        return values
      }
      return [.nil]
    }
  )
}

/// The metatable of a frame's records: one field a dimension, then the measures.
private func recordRowType(of frame: UsageFrame, in context: ScriptContext) -> LuaObjectType {
  rowType(fields: frame.dimensions.map(\.name) + recordColumns, in: context)
}

private func recordRow(
  _ row: UsageRow,
  of frame: UsageFrame,
  _ type: LuaObjectType,
  in context: ScriptContext
) -> RowObject {
  let names = frame.dimensions.map(\.name) + recordColumns
  return RowObject(
    fields: names.map { name in
      (name, { try recordValue(name, of: row, frame, in: context) })
    },
    luaType: type
  )
}

/// The metatable of rows with the given fields, one for each set of them in a run.
func rowType(fields: [String], in context: ScriptContext) -> LuaObjectType {
  let names = Set(fields).sorted()
  let key = "row " + names.joined(separator: " ")
  if let type = context.types[key] { return type }
  let type = LuaObjectType(
    name: "row",
    fields: Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, { object in try (object as? RowObject)?.value(name) ?? .nil })
      }
    )
  )
  context.types[key] = type
  return type
}
