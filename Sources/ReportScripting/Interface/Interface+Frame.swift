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
  let field = fields(of: FrameObject.self)
  func series(_ name: String, _ kind: Period.Kind) -> Definition {
    seriesMethod("frame:\(name)", kind, in: context) { receiver, measure in
      guard case .object(let object as FrameObject) = receiver else { return [] }
      return try object.points(measure, by: kind)
    }
  }
  let dimensionName = Parameter("dim", .dimension, "a dimension's name")
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
      field("uncounted", "string[]", "the sources with usage whose requests are not in `requests`")
      {
        try context.work($0.frame.count)
        return .table(LuaTable(array: $0.frame.uncounted.map { .text($0) }))
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
        let dimensions = try arguments.values.map { try dimension($0, of: object) }
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
        .object(try object.filtered(by: arguments[0]))
      },
      method(
        "top",
        "The n largest values of the dimensions that the frame was loaded with, the others in one row \"Other (k)\".",
        [
          Parameter("n", .wholeNumber, "how many"),
          Parameter("measure", .word(["cost", "requests"]), optional: true, "\"cost\" without it"),
        ],
        result: "tally.groups"
      ) { object, arguments in
        let count = try rowCount(arguments[0])
        let groups = try object.grouped(by: try object.comparedDimensions(for: "top"))
        try context.work(groups.groups.rows.count * 16)
        let top = try groups.groups.top(count, by: groupMeasure(arguments[1]))
        return .object(try groups.with(top))
      },
      method(
        "sort",
        "The records by a column, largest first unless asked; those without a value come last.",
        [
          Parameter("column", .text, "a dimension, \"cost\", \"requests\" or \"quantity\""),
          Parameter("order", .word(["asc", "desc"]), optional: true, "\"desc\" without it"),
        ],
        result: "tally.frame"
      ) { object, arguments in
        let isAscending = arguments[1].textValue == "asc"
        return .object(try object.sorted(by: try arguments.text(0), ascending: isAscending))
      },
      method(
        "map",
        "The frame with computed columns added: a function of the row for each. A column of texts is a dimension.",
        [Parameter("columns", .map(.function), "functions by the new columns' names")],
        result: "tally.frame"
      ) { object, arguments in
        var mapped = object
        for (name, function) in try computedColumns(arguments[0]) {
          mapped = try mapped.mapped(name, function)
        }
        return .object(mapped)
      },
      method(
        "pivot",
        "A cross table: a row for each value of one dimension, a column for each of another.",
        [
          Parameter("rows", .dimension, "the dimension of the rows"),
          Parameter("columns", .dimension, "the dimension of the columns"),
          Parameter(
            "measure",
            .word(SeriesMeasure.allCases.map(\.rawValue)),
            optional: true,
            "\"cost\" without it"
          ),
        ],
        result: "tally.pivot"
      ) { object, arguments in
        let measure = arguments[2].textValue.flatMap(SeriesMeasure.init) ?? .cost
        return .object(
          try PivotObject(
            object,
            rows: try dimension(arguments[0], of: object),
            columns: try dimension(arguments[1], of: object),
            measure
          )
        )
      },
      method(
        "compare",
        "Both sides of two frames by the dimensions that they were loaded with: before, after, change and percent.",
        [Parameter("other", .object("frame"), "the earlier side, loaded with the same `dims`")],
        result: "tally.comparison"
      ) { object, arguments in
        guard case .object(let other as FrameObject) = arguments[0] else { return .nil }
        let dimensions = try object.comparedDimensions(with: other)
        return .object(
          try ComparisonObject(
            from: try other.grouped(by: dimensions),
            to: try object.grouped(by: dimensions)
          )
        )
      },
      series("daily", .day), series("weekly", .week), series("monthly", .month),
      method("rows", "The records, for a loop.", result: "fun(): tally.record?") { object, _ in
        try object.rows().rowIterator()
      },
      method(
        "values",
        "The plain values of columns, for a loop over the records whose first column is known.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { object, arguments in
        let names = try columnNames(arguments, of: object)
        return try object.rows(of: names, isPlain: false).valueIterator(over: names)
      },
      method(
        "numbers",
        "The same with money as plain numbers: the fast loop.",
        [columnName],
        rest: columnName,
        result: "fun(): any"
      ) { object, arguments in
        let names = try columnNames(arguments, of: object)
        return try object.rows(of: names, isPlain: true).valueIterator(over: names)
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
func dimension(_ value: LuaValue, of object: FrameObject) throws(HostError) -> UsageDimension {
  if let name = value.textValue {
    if let known = object.dimension(named: name) { return known }
    guard !object.computed.contains(where: { $0.name == name }) else {
      throw HostError(
        "column \(describe(value)) has values that are no texts, so it is no dimension; "
          + "let its function return texts"
      )
    }
  }
  let added = object.dimensions.map(\.scriptName).filter { UsageDimension(name: $0) == nil }
  let wanted = try dimension(value, or: added)
  let loaded = UsageDimension.named.filter(object.frame.dimensions.contains).map(\.name) + added
  throw HostError(
    "the frame was loaded without \"\(wanted.name)\"; add it to the `dims` of usage.load "
      + "(it has \(loaded.joined(separator: ", ")))"
  )
}

/// The filter of a table of conditions on dimensions that a frame has.
func usageFilter(
  _ table: LuaTable,
  as owner: String,
  of object: FrameObject
) throws -> UsageFilter {
  let filter = try usageFilter(table, as: owner, in: object.context) { name throws(HostError) in
    try dimension(name, of: object)
  }
  return filter
}

/// The functions of a table of computed columns, by name.
func computedColumns(_ value: LuaValue) throws(HostError) -> [(name: String, LuaFunction)] {
  guard case .table(let columns) = value else { return [] }
  guard columns.array.isEmpty, columns.others.isEmpty else {
    throw HostError("every column needs its name: { name = function(row) … end }")
  }
  guard columns.fields.count <= dimensionLimit else {
    throw HostError(
      "argument 1 (columns): at most \(dimensionLimit) columns, got \(columns.fields.count)"
    )
  }
  var functions: [(name: String, LuaFunction)] = []
  for name in columns.fields.keys.sorted() {
    guard case .function(let function) = columns[name] else {
      throw HostError(
        "column \"\(name)\": expected a function of the row, got \(describe(columns[name]))"
      )
    }
    functions.append((name, function))
  }
  return functions
}

/// A number of rows that a script asks for.
func rowCount(_ value: LuaValue) throws(HostError) -> Int {
  guard let count = Arguments.wholeNumber(value), count >= 0 else {
    throw HostError(
      "argument 1 (n): expected a whole number that is not negative, got \(describe(value))"
    )
  }
  return count
}

/// The most dimensions or columns that make sense at once.
let dimensionLimit = 100

/// The names of columns that a script wants the values of.
private func columnNames(
  _ arguments: Arguments,
  of object: FrameObject
) throws(HostError) -> [String] {
  guard arguments.values.count <= dimensionLimit else {
    throw HostError("takes at most \(dimensionLimit) columns, got \(arguments.values.count)")
  }
  let known = object.columnNames
  var names: [String] = []
  for argument in arguments.values {
    guard case .string(let text) = argument else { throw HostError("expected a column's name") }
    if !known.contains(text.text) {
      guard UsageDimension(name: text.text) != nil else {
        throw unknownColumn(text.text, among: known)
      }
      _ = try dimension(argument, of: object)
    }
    names.append(text.text)
  }
  return names
}

extension LuaValue {
  /// The text, where the value is one.
  var textValue: String? { if case .string(let text) = self { text.text } else { nil } }
}
