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
    _ read: @escaping (GroupsObject) throws -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      guard let object = object as? GroupsObject else { return .nil }
      try context.work(object.groups.rows.count)
      return try read(object)
    }
  }
  func series(_ name: String, _ kind: Period.Kind) -> Definition {
    seriesMethod("groups:\(name)", kind, in: context) { receiver, measure in
      guard case .object(let object as GroupsObject) = receiver else { return [] }
      return try points(of: object, measure, by: kind)
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
        .cost(try sum(of: $0.groups.rows.map(\.totals.cost)), in: context)
      },
      field("requests", "integer|number|nil", "the requests of all rows") {
        .decimal(try sum(of: $0.groups.rows.map(\.totals.requests)))
      },
      field(
        "before",
        "tally.money?",
        "the cost in as many days of the period before, with what has no row any more; after `where`, that of its rows"
      ) {
        .cost(try before(of: $0), in: context)
      },
      field("coverage", "number?", "the share of the elapsed time that was seen") {
        $0.groups.whole.coverage.map { .number($0.approximation) } ?? .nil
      },
    ],
    methods: [
      method(
        "top",
        "The n largest rows, the others in one row \"Other (k)\".",
        [Parameter("n", .wholeNumber, "how many"), measure]
      ) { object, arguments in
        let count = try rowCount(arguments[0])
        try refuseComputed(object, "top")
        try context.work(object.loaded * 2 + object.groups.rows.count * 16)
        return .object(
          try object.with(try object.groups.top(count, by: groupMeasure(arguments[1])))
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
        try context.work(object.groups.rows.count * 16)
        return .object(try object.with(try sorted(object.groups, arguments)))
      },
      method(
        "map",
        "The rows with computed columns added: a function of the row for each.",
        [Parameter("columns", .table, "functions by the new columns' names")]
      ) { object, arguments in
        let rows = try groupRows(of: object)
        var mapped = object.computed
        for (name, function) in try computedColumns(arguments[0]) {
          guard !rowFieldNames(of: object).contains(name) else {
            throw HostError("column \"\(name)\": the row has a field of that name; choose another")
          }
          // What the script computes is kept for it.
          let held = try context.hold(object.groups.rows.count * MemorySize.value)
          let values = try object.groups.rows.indices.map { index in
            try context.work(1)
            let value = try function.call([.object(rows.row(at: index))]).first ?? .nil
            try object.memory.grow(by: value.heldBytes)
            return value
          }
          withExtendedLifetime(held) { mapped.append((name, values)) }
        }
        return .object(try object.with(object.groups, computed: mapped))
      },
      method(
        "where",
        "The rows that fit: a table of conditions, or a function of the row; shares stay as they are.",
        [Parameter("condition", .either([.table, .function]), "what to keep")]
      ) { object, arguments in
        .object(try filtered(object, arguments[0]))
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
        // What is folded on one side is not what is folded on the other.
        guard !(object.groups.rows + other.groups.rows).contains(where: \.isFolded) else {
          throw HostError(
            "\"Other\" does not stand for the same on both sides; call compare without groups:top, "
              + "and show the largest changes with the option `limit` of report:table"
          )
        }
        return .object(try ComparisonObject(from: other, to: object))
      },
      method("rows", "The rows, for a loop.", result: "fun(): tally.group?") { object, _ in
        try groupRows(of: object).rowIterator()
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

/// The sum of what is known; nil where nothing is.
private func sum(of values: [FixedDecimal?]) throws(ArithmeticOverflow) -> FixedDecimal? {
  let known = values.compactMap(\.self)
  return known.isEmpty ? nil : try FixedDecimal.sum(of: known)
}

/// Whether the rows stand for everything that was grouped.
private func isWhole(_ groups: GroupedFrame) -> Bool {
  groups.rows.reduce(0) { $0 + $1.count } == groups.whole.count
}

/// The cost of the stretch before, with the groups that only it had; after `where`, that of the rows that are left.
func before(of object: GroupsObject) throws -> FixedDecimal? {
  let groups = object.groups
  try object.context.work(object.loaded)
  return isWhole(groups) && !object.isFiltered
    ? try groups.whole.totalsBefore().cost : try sum(of: groups.rows.map(\.costBefore))
}

/// The sums of the rows along time.
func points(
  of object: GroupsObject,
  _ measure: SeriesMeasure,
  by kind: Period.Kind
) throws -> [SeriesPoint] {
  guard !isWhole(object.groups) else { return try object.whole.points(measure, by: kind) }
  var total: [SeriesPoint] = []
  for row in object.groups.rows {
    let points = try object.frame(of: row).points(measure, by: kind)
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

private func filtered(_ object: GroupsObject, _ condition: LuaValue) throws -> GroupsObject {
  let (rows, context) = (object.groups.rows, object.context)
  var kept: [Int] = []
  switch condition {
  case .table(let table):
    let filter = try usageFilter(table, as: "argument 1 (condition): ", in: context) {
      name throws(HostError) in
      let own = object.groups.dimensions.first { $0.scriptName == name.textValue }
      if let own { return own }
      return try dimension(name)
    }
    let steps = filter.conditions.reduce(4) { $0 + $1.size }
    let places = try filter.conditions.map { condition throws(HostError) in
      guard let place = object.groups.dimensions.firstIndex(of: condition.dimension) else {
        throw HostError(
          "the rows are not grouped by \"\(condition.dimension.scriptName)\"; "
            + "filter the frame before frame:by"
        )
      }
      return (place, condition)
    }
    kept = try rows.indices.filter { index in
      try context.work(steps)
      return places.allSatisfy { place, condition in condition.holds(for: rows[index].keys[place]) }
    }
  case .function(let function):
    let grouped = try groupRows(of: object)
    for index in rows.indices {
      switch try function.call([.object(grouped.row(at: index))]).first ?? .nil {
      case .nil, .boolean(false): continue
      default: kept.append(index)
      }
    }
  default: break
  }
  var result = try object.with(
    object.groups.with(rows: kept.map { rows[$0] }),
    computed: object.computed.map { column in (column.name, kept.map { column.values[$0] }) }
  )
  result.isFiltered = true
  return result
}

/// Rows are numbered by their place, so what was computed for them does not survive another order.
private func refuseComputed(_ object: GroupsObject, _ method: String) throws(HostError) {
  guard object.computed.isEmpty else {
    throw HostError("call groups:\(method) before groups:map")
  }
}

func groupMeasure(_ value: LuaValue) -> (GroupedFrame.Row) -> FixedDecimal? {
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
  guard let place = groups.dimensions.firstIndex(where: { $0.scriptName == column }) else {
    let names = groups.dimensions.map(\.scriptName) + ["cost", "requests", "before"]
    throw HostError(
      "unknown column \(describe(arguments[0]))\(suggestion(for: column, in: names))"
    )
  }
  let rows = groups.rows.sorted {
    ascending ? $0.keys[place] < $1.keys[place] : $0.keys[place] > $1.keys[place]
  }
  return groups.with(rows: rows)
}

/// The fields of a grouping's rows, in the order of the columns they suggest.
func rowFieldNames(of object: GroupsObject) -> [String] {
  object.groups.dimensions.map(\.scriptName)
    + ["key", "cost", "requests", "quantity", "share", "before", "trend", "frame"]
    + object.computed.map(\.name)
}

/// The rows of a grouping.
func groupRows(of object: GroupsObject) throws(LuaError) -> LuaRows {
  try hostRows(
    rowFieldNames(of: object),
    count: object.groups.rows.count,
    object.memory,
    in: object.context
  ) { index, name in
    try groupValue(name, index, of: object)
  }
}

/// The value of a field in a row of a grouping.
private func groupValue(_ name: String, _ index: Int, of object: GroupsObject) throws -> LuaValue {
  let (row, context) = (object.groups.rows[index], object.context)
  switch name {
  case "key": return .text(row.keys.first ?? "")
  case "cost": return .cost(row.totals.cost, in: context)
  case "requests": return .decimal(row.totals.requests)
  case "quantity": return .decimal(try row.totals.quantity()?.amount)
  case "share": return row.share.map { .number($0.approximation) } ?? .nil
  case "before": return .cost(row.costBefore, in: context)
  case "trend": return .object(try trend(of: object.frame(of: row)))
  case "frame": return .object(try object.frame(of: row))
  default:
    if let place = object.groups.dimensions.firstIndex(where: { $0.scriptName == name }) {
      return .text(row.keys[place])
    }
    return object.computed.first { $0.name == name }?.values[index] ?? .nil
  }
}

/// A frame's daily cost.
func trend(of object: FrameObject) throws -> SeriesObject {
  try SeriesObject(try object.points(.cost, by: .day), .cost, in: object.context)
}

/// What a comparison has.
func comparisonObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "comparison",
    summary: "Two groupings side by side, largest change first.",
    methods: [
      Definition("comparison:rows", "The rows, for a loop.", result: "fun(): tally.change?") {
        arguments in
        guard case .object(let object as ComparisonObject) = arguments.receiver else { return [] }
        return [try comparisonRows(of: object).rowIterator()]
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

/// The rows of a comparison.
func comparisonRows(of object: ComparisonObject) throws(LuaError) -> LuaRows {
  try hostRows(
    object.comparison.dimensions.map(\.scriptName) + [
      "key", "before", "after", "change", "percent", "requests_before", "requests_after",
    ],
    count: object.comparison.rows.count,
    object.memory,
    in: object.context
  ) { index, name in
    try comparisonValue(name, index, of: object)
  }
}

/// The value of a field in a row of a comparison.
private func comparisonValue(
  _ name: String,
  _ index: Int,
  of object: ComparisonObject
) throws -> LuaValue {
  let (row, context) = (object.comparison.rows[index], object.context)
  switch name {
  case "key": return .text(row.keys.first ?? "")
  case "before": return .cost(row.before, in: context)
  case "after": return .cost(row.after, in: context)
  case "change": return .cost(row.change, in: context)
  case "percent":
    guard let before = row.before, let ratio = try row.change.divided(by: before) else {
      return .nil
    }
    return .number(ratio.approximation)
  case "requests_before": return .decimal(row.requestsBefore)
  case "requests_after": return .decimal(row.requestsAfter)
  default:
    let place = object.comparison.dimensions.firstIndex { $0.scriptName == name }
    return place.map { .text(row.keys[$0]) } ?? .nil
  }
}
