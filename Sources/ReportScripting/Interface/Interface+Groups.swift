import LuaHost
import UsageAnalysis
import UsageModel

/// What grouped usage can do.
func groupsObject(_ context: ScriptContext) -> ObjectDefinition {
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter] = [],
    result: String = "tally.groups",
    _ body: @escaping (GroupsObject, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("groups:\(name)", summary, parameters, result: result) { arguments in
      guard case .object(let object as GroupsObject) = arguments.receiver else { return [] }
      return [try body(object, arguments)]
    }
  }
  func field(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (GroupedFrame) throws -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      guard let groups = (object as? GroupsObject)?.groups else { return .nil }
      return try read(groups)
    }
  }
  func series(_ name: String, _ kind: Period.Kind) -> Definition {
    seriesMethod("groups:\(name)", kind, in: context) { receiver, measure in
      guard case .object(let object as GroupsObject) = receiver else { return [] }
      return try points(of: object.groups, measure, by: kind)
    }
  }
  let measure = Parameter(
    "measure",
    .word(["cost", "requests", "before"]),
    optional: true,
    "\"cost\" without it"
  )
  return ObjectDefinition(
    name: "groups",
    summary: "Usage grouped by dimensions: one row a combination.",
    fields: [
      field("cost", "tally.money?", "the cost of all rows") {
        .cost(try sum(of: $0.rows.map(\.totals.cost)), in: context)
      },
      field("requests", "integer|number|nil", "the requests of all rows") {
        .decimal(try sum(of: $0.rows.map(\.totals.requests)))
      },
      field("before", "tally.money?", "the cost of the rows in as many days of the period before") {
        .cost(try before(of: $0), in: context)
      },
      field("coverage", "number?", "the share of the elapsed time that was seen") {
        $0.whole.coverage.map { .number($0.approximation) } ?? .nil
      },
    ],
    methods: [
      method(
        "top",
        "The n largest rows, the others in one row \"Other (k)\".",
        [Parameter("n", .wholeNumber, "how many"), measure]
      ) { object, arguments in
        guard let count = Arguments.wholeNumber(arguments[0]), count >= 0 else {
          throw HostError("argument 1 (n): expected a whole number that is not negative")
        }
        try refuseComputed(object, "top")
        return .object(
          GroupsObject(
            groups: try object.groups.top(count, by: groupMeasure(arguments[1])),
            context: context
          )
        )
      },
      method(
        "sort",
        "The rows by a column, largest first unless asked.",
        [
          Parameter("column", .text, "a dimension, \"cost\", \"requests\" or \"before\""),
          Parameter("order", .word(["asc", "desc"]), optional: true, "\"desc\" without it"),
        ]
      ) { object, arguments in
        try refuseComputed(object, "sort")
        return .object(
          GroupsObject(groups: try sorted(object.groups, arguments), context: context)
        )
      },
      method(
        "map",
        "The rows with computed columns added: a function of the row for each.",
        [Parameter("columns", .table, "functions by the new columns' names")]
      ) { object, arguments in
        guard case .table(let columns) = arguments[0] else { return .nil }
        guard columns.array.isEmpty, columns.others.isEmpty else {
          throw HostError("every column needs its name: { name = function(row) … end }")
        }
        var mapped = object
        for name in columns.fields.keys.sorted() {
          guard case .function(let function) = columns[name] else {
            throw HostError(
              "column \"\(name)\": expected a function of the row, got \(describe(columns[name]))"
            )
          }
          guard !rowFieldNames(of: object).contains(name) else {
            throw HostError("column \"\(name)\": the row has a field of that name; choose another")
          }
          let values = try groupRows(of: object, in: context).map { row in
            try function.call([.object(row)]).first ?? .nil
          }
          mapped.computed.append((name, values))
        }
        return .object(mapped)
      },
      method(
        "where",
        "The rows that fit: a table of conditions, or a function of the row; shares stay as they are.",
        [Parameter("condition", .either([.table, .function]), "what to keep")]
      ) { object, arguments in
        .object(try filtered(object, arguments[0], in: context))
      },
      series("daily", .day), series("weekly", .week), series("monthly", .month),
      method(
        "compare",
        "Both sides of two groupings: before, after, change and percent.",
        [Parameter("other", .object("groups"), "the earlier side, grouped alike")],
        result: "tally.comparison"
      ) { object, arguments in
        guard case .object(let other as GroupsObject) = arguments[0] else { return .nil }
        guard other.groups.dimensions == object.groups.dimensions else {
          throw HostError("both sides must be grouped by the same dimensions")
        }
        let comparison = try FrameComparison(from: other.groups, to: object.groups)
        return .object(ComparisonObject(comparison: comparison, context: context))
      },
      method("rows", "The rows, for a loop.", result: "fun(): tally.row?") { object, _ in
        iterator(over: groupRows(of: object, in: context))
      },
    ],
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as GroupsObject) = call[0] else { return [0] }
        return [.integer(Int64(object.groups.rows.count))]
      }
    ]
  )
}

/// An iterator function over rows.
func iterator(over rows: [RowObject]) -> LuaValue {
  var next = rows.makeIterator()
  return .hostFunction(HostFunction("rows") { _ in [next.next().map { .object($0) } ?? .nil] })
}

/// The sum of what is known; nil where nothing is.
private func sum(of values: [FixedDecimal?]) throws(ArithmeticOverflow) -> FixedDecimal? {
  let known = values.compactMap(\.self)
  return known.isEmpty ? nil : try FixedDecimal.sum(of: known)
}

/// Whether the rows stand for everything that was grouped.
private func isWhole(_ groups: GroupedFrame) -> Bool {
  groups.rows.reduce(0) { $0 + $1.frame.count } == groups.whole.count
}

/// The cost of the stretch before, with the groups that only it had.
func before(of groups: GroupedFrame) throws -> FixedDecimal? {
  isWhole(groups)
    ? try groups.whole.totalsBefore().cost : try sum(of: groups.rows.map(\.costBefore))
}

/// The sums of the rows along time.
func points(
  of groups: GroupedFrame,
  _ measure: SeriesMeasure,
  by kind: Period.Kind
) throws -> [SeriesPoint] {
  guard !isWhole(groups) else { return try groups.whole.series(of: measure, by: kind) }
  var total: [SeriesPoint] = []
  for row in groups.rows {
    let points = try row.frame.series(of: measure, by: kind)
    guard !total.isEmpty else {
      total = points
      continue
    }
    total = try zip(total, points).map { left, right in
      SeriesPoint(day: left.day, value: try sum(of: [left.value, right.value]))
    }
  }
  return total
}

private func filtered(
  _ object: GroupsObject,
  _ condition: LuaValue,
  in context: ScriptContext
) throws -> GroupsObject {
  let rows = object.groups.rows
  var kept: [Int] = []
  switch condition {
  case .table(let table):
    let filter = try usageFilter(table)
    let places = try filter.conditions.map { condition throws(HostError) in
      guard let place = object.groups.dimensions.firstIndex(of: condition.dimension) else {
        throw HostError(
          "the rows are not grouped by \"\(condition.dimension.name)\"; "
            + "filter the frame before frame:by"
        )
      }
      return (place, condition)
    }
    kept = rows.indices.filter { index in
      places.allSatisfy { place, condition in condition.holds(for: rows[index].keys[place]) }
    }
  case .function(let function):
    for (index, row) in groupRows(of: object, in: context).enumerated() {
      switch try function.call([.object(row)]).first ?? .nil {
      case .nil, .boolean(false): continue
      default: kept.append(index)
      }
    }
  default: break
  }
  return GroupsObject(
    groups: object.groups.with(rows: kept.map { rows[$0] }),
    computed: object.computed.map { column in (column.name, kept.map { column.values[$0] }) },
    context: context
  )
}

/// Rows are numbered by their place, so what was computed for them does not survive another order.
private func refuseComputed(_ object: GroupsObject, _ method: String) throws(HostError) {
  guard object.computed.isEmpty else {
    throw HostError("call groups:\(method) before groups:map")
  }
}

private func groupMeasure(_ value: LuaValue) -> (GroupedFrame.Row) -> FixedDecimal? {
  guard case .string(let text) = value else { return \.totals.cost }
  switch text.text {
  case "requests": return \.totals.requests
  case "before": return \.costBefore
  default: return \.totals.cost
  }
}

private func sorted(_ groups: GroupedFrame, _ arguments: Arguments) throws -> GroupedFrame {
  let column = try arguments.text(0)
  let ascending = if case .string(let order) = arguments[1] { order.text == "asc" } else { false }
  if ["cost", "requests", "before"].contains(column) {
    return groups.sorted(ascending: ascending, by: groupMeasure(arguments[0]))
  }
  guard let place = groups.dimensions.firstIndex(where: { $0.name == column }) else {
    let names = groups.dimensions.map(\.name) + ["cost", "requests", "before"]
    throw HostError("unknown column \"\(column)\"\(suggestion(for: column, in: names))")
  }
  let rows = groups.rows.sorted {
    ascending ? $0.keys[place] < $1.keys[place] : $0.keys[place] > $1.keys[place]
  }
  return groups.with(rows: rows)
}

/// The fields of a grouping's rows, in the order of the columns they suggest.
func rowFieldNames(of object: GroupsObject) -> [String] {
  object.groups.dimensions.map(\.name)
    + ["key", "cost", "requests", "quantity", "share", "before", "trend", "frame"]
    + object.computed.map(\.name)
}

/// The rows of a grouping as scripts see them.
func groupRows(of object: GroupsObject, in context: ScriptContext) -> [RowObject] {
  let type = rowType(fields: rowFieldNames(of: object), in: context)
  return object.groups.rows.enumerated().map { index, row in
    var fields: [(name: String, read: () throws -> LuaValue)] = [
      ("key", { .text(row.keys.first ?? "") }),
      ("cost", { .cost(row.totals.cost, in: context) }),
      ("requests", { .decimal(row.totals.requests) }),
      ("quantity", { .decimal(try row.totals.quantity()?.amount) }),
      ("share", { row.share.map { .number($0.approximation) } ?? .nil }),
      ("before", { .cost(row.costBefore, in: context) }),
      ("trend", { .object(try trend(of: row.frame, in: context)) }),
      ("frame", { .object(FrameObject(frame: row.frame, context: context)) }),
    ]
    for (dimension, key) in zip(object.groups.dimensions, row.keys) {
      fields.append((dimension.name, { .text(key) }))
    }
    for column in object.computed { fields.append((column.name, { column.values[index] })) }
    return RowObject(fields: fields, luaType: type)
  }
}

/// A frame's daily cost.
func trend(of frame: UsageFrame, in context: ScriptContext) throws -> SeriesObject {
  let points = try frame.series(of: .cost, by: .day)
  return SeriesObject(points: points, measure: .cost, kind: .day, context: context)
}

/// What a comparison has.
func comparisonObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "comparison",
    summary: "Two groupings side by side, largest change first.",
    methods: [
      Definition("comparison:rows", "The rows, for a loop.", result: "fun(): tally.row?") {
        arguments in
        guard case .object(let object as ComparisonObject) = arguments.receiver else { return [] }
        return [iterator(over: comparisonRows(of: object.comparison, in: context))]
      }
    ],
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as ComparisonObject) = call[0] else { return [0] }
        return [.integer(Int64(object.comparison.rows.count))]
      }
    ]
  )
}

/// The rows of a comparison as scripts see them.
func comparisonRows(of comparison: FrameComparison, in context: ScriptContext) -> [RowObject] {
  let names = comparison.dimensions.map(\.name) + ["key", "before", "after", "change", "percent"]
  let type = rowType(fields: names, in: context)
  return comparison.rows.map { row in
    var fields: [(name: String, read: () throws -> LuaValue)] = [
      ("key", { .text(row.keys.first ?? "") }),
      ("before", { .cost(row.before, in: context) }),
      ("after", { .cost(row.after, in: context) }),
      ("change", { .cost(row.change, in: context) }),
      (
        "percent",
        {
          guard let before = row.before, let ratio = try row.change.divided(by: before) else {
            return .nil
          }
          return .number(ratio.approximation)
        }
      ),
    ]
    for (dimension, key) in zip(comparison.dimensions, row.keys) {
      fields.append((dimension.name, { .text(key) }))
    }
    return RowObject(fields: fields, luaType: type)
  }
}
