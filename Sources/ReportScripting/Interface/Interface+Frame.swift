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
    _ body: @escaping (FrameObject, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("frame:\(name)", summary, parameters, rest: rest, result: result) { arguments in
      guard case .object(let object as FrameObject) = arguments.receiver else { return [] }
      return [try body(object, arguments)]
    }
  }
  func field(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (FrameObject) throws -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      guard let frame = object as? FrameObject else { return .nil }
      return try read(frame)
    }
  }
  func series(_ name: String, _ kind: Period.Kind) -> Definition {
    seriesMethod("frame:\(name)", kind, in: context) { receiver, measure in
      guard case .object(let object as FrameObject) = receiver else { return [] }
      return try object.points(measure, by: kind)
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
        try context.work($0.loaded)
        return .cost(try $0.frame.totalsBefore().cost, in: context)
      },
      field("coverage", "number?", "the share of the elapsed time that was seen") {
        $0.frame.coverage.map { .number($0.approximation) } ?? .nil
      },
      field("period", "tally.period", "the period that was asked for") {
        .period($0.frame.period, in: context)
      },
    ],
    methods: [
      method(
        "by",
        "Groups: one row a combination of values, largest cost first.",
        [dimensionName],
        rest: dimensionName,
        result: "tally.groups"
      ) { object, arguments in
        let dimensions = try arguments.values.map { try dimension($0, of: object.frame) }
        guard dimensions.count <= dimensionLimit else {
          throw HostError("takes at most \(dimensionLimit) dimensions, got \(dimensions.count)")
        }
        return .object(try object.grouped(by: dimensions))
      },
      method(
        "where",
        "The records that fit: a table of conditions, or a function of the row.",
        [Parameter("condition", .either([.table, .function]), "what to keep")],
        result: "tally.frame"
      ) { object, arguments in
        try object.part(try filtered(object, arguments[0]))
      },
      series("daily", .day), series("weekly", .week), series("monthly", .month),
      method("rows", "The records, for a loop.", result: "fun(): tally.row?") { object, _ in
        iterator(over: object.frame.count, try recordLayout(of: object))
      },
      method(
        "values",
        "The plain values of columns, for a loop over the records whose first column is known.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { object, arguments in
        let frame = object.frame
        return try columnIterator("values", frame, arguments) { row, name in
          try recordValue(name, of: row, frame, in: context)
        }
      },
      method(
        "numbers",
        "The same with money as plain numbers: the fast loop.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { object, arguments in
        let frame = object.frame
        return try columnIterator("numbers", frame, arguments) { row, name in
          let value = try recordValue(name, of: row, frame, in: context)
          return value.money.map { .number($0.amount.approximation) } ?? value
        }
      },
      method(
        "unpriced",
        "What is counted in credits that no rate prices: a list of unit and quantity.",
        result: "{ unit: string, quantity: number }[]"
      ) { object, _ in
        let unpriced = try object.totals().unpriced.sorted { $0.key < $1.key }
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
    return [.object(try SeriesObject(points, measure, in: context))]
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

private func filtered(_ object: FrameObject, _ condition: LuaValue) throws -> UsageFrame {
  let (frame, context) = (object.frame, object.context)
  switch condition {
  case .table(let table):
    let filter = try usageFilter(table, as: "argument 1 (condition): ", in: context)
    for wanted in filter.dimensions { _ = try dimension(.text(wanted.name), of: frame) }
    return try passing(filter, object)
  case .function(let function):
    return try frame.filtered { row in
      let layout = try recordLayout(of: object, only: row)
      let result = try function.call([.object(RowObject(layout: layout, index: 0))])
      switch result.first ?? .nil {
      case .nil, .boolean(false): return false
      default: return true
      }
    }
  default: return frame
  }
}

/// The records that pass a filter; a value is compared once, and the clock is looked at meanwhile.
private func passing(_ filter: UsageFilter, _ object: FrameObject) throws -> UsageFrame {
  let steps = filter.conditions.map(\.size)
  var known: [[String: Bool]] = filter.conditions.map { _ in [:] }
  return try object.frame.filtered { row in
    for (index, condition) in filter.conditions.enumerated() {
      try object.context.work(4)
      let value = row[condition.dimension] ?? ReservedName.notBrokenDown
      if known[index][value] == nil {
        try object.context.work(steps[index])
        known[index][value] = condition.holds(for: value)
      }
      guard known[index][value] == true else { return false }
    }
    return true
  }
}

/// An iterator function over rows that are made when their turn comes.
func iterator(over count: Int, _ layout: RowObject.Layout) -> LuaValue {
  var index = 0
  return .hostFunction(
    HostFunction("rows") { _ in
      guard index < count else { return [.nil] }
      index += 1
      return [.object(RowObject(layout: layout, index: index - 1))]
    }
  )
}

/// The most dimensions or columns that make sense at once.
let dimensionLimit = 100

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
  guard arguments.values.count <= dimensionLimit else {
    throw HostError("takes at most \(dimensionLimit) columns, got \(arguments.values.count)")
  }
  let columns = try arguments.values.map { argument -> String in
    guard case .string(let text) = argument else { throw HostError("expected a column's name") }
    if recordColumns.contains(text.text) { return text.text }
    guard UsageDimension(name: text.text) != nil else {
      let known = recordColumns + frame.dimensions.map(\.name)
      throw HostError(
        "unknown column \(describe(argument))\(suggestion(for: text.text, in: known))"
      )
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

/// What a frame's records have in common: one field a dimension, then the measures.
private func recordLayout(of object: FrameObject) throws(LuaError) -> RowObject.Layout {
  try RowObject.Layout(
    object.frame.dimensions.map(\.name) + recordColumns,
    object.memory,
    in: object.context
  ) { index, name in
    try recordValue(name, of: object.frame.row(at: index), object.frame, in: object.context)
  }
}

/// The layout of a record that has no number in the frame, which may also be one of the stretch before.
private func recordLayout(
  of object: FrameObject,
  only row: UsageRow
) throws(LuaError) -> RowObject.Layout {
  try RowObject.Layout(
    object.frame.dimensions.map(\.name) + recordColumns,
    object.memory,
    in: object.context
  ) { _, name in
    try recordValue(name, of: row, object.frame, in: object.context)
  }
}
