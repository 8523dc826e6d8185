import LuaHost
import UsageAnalysis
import UsageModel

/// `metrics.load` and `metrics.names`.
func metricsModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "metrics.load",
    "Loads numbers of your own, which `tally import metric` has brought in.",
    [
      Parameter("name", .text, "the metric's name"),
      Parameter("query", .table, optional: true, "the options below"),
    ],
    options: [
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("where", .map(.any), optional: true, "texts, or lists of them, by dimension"),
      Parameter("partial", .boolean, optional: true, "true counts the running day too"),
      Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
    ],
    result: "tally.metric"
  ) { arguments in [.object(try loadedMetric(arguments, in: context))] }
  .explained(
    """
    A running period ends with its last complete day, as that of usage does. Values come in with \
    `tally import metric NAME FILE`; a later import of the same day is a new value from its moment on.
    """
  )
  .example(
    """
    -- What a thousand users cost, where users were imported.
    for _, name in ipairs(metrics.names()) do
      local users = metrics.load(name, { period = period.month() })
      local cost = usage.load().cost
      if cost and users.total then print(cost / users.total * 1000) end
    end
    """
  )
  let names = Definition(
    "metrics.names",
    "The names of the metrics that were imported, sorted.",
    result: "string[]"
  ) { _ in
    let names = try context.ask { try $0.metrics(asOf: context.input.asOf) }
    return [.table(LuaTable(array: names.map { .text($0) }))]
  }
  .example("print(#metrics.names() .. \" metrics are known\")")
  return ModuleDefinition(
    name: "metrics",
    summary: "Numbers of your own, day by day: users, orders, whatever costs are compared with.",
    functions: [load, names]
  )
}

private func loadedMetric(_ arguments: Arguments, in context: ScriptContext) throws -> MetricObject
{
  let name = try arguments.text(0)
  let moment = try asOf(arguments, in: context)
  let period = arguments.period(in: context)
  let days = context.elapsedDays(of: period, partial: arguments.flag("partial") ?? false)
  try context.look()
  guard let known = try context.ask({ try $0.metric(named: name, on: days, asOf: moment) }) else {
    throw try unknownMetric(name, asOf: moment, in: context)
  }
  let metric = try MetricObject(known, on: days, in: context)
  guard case .table(let conditions) = arguments.options["where"] else { return metric }
  return try filtered(metric, conditions, as: "option \"where\": ", in: context)
}

/// The error for a metric that was not imported by a moment.
func unknownMetric(
  _ name: String,
  asOf moment: Timestamp,
  in context: ScriptContext
) throws -> HostError {
  let names = try context.ask { try $0.metrics(asOf: moment) }
  return HostError(
    "unknown metric \(describe(.text(name)))"
      + (closestMatch(to: name, in: names).map { "; did you mean \"\($0)\"?" }
        ?? "; bring it in with `tally import metric \(name) FILE`")
  )
}

/// A metric with only those values that fit conditions: a text, or a list of texts, by dimension.
private func filtered(
  _ metric: MetricObject,
  _ conditions: LuaTable,
  as owner: String,
  in context: ScriptContext
) throws -> MetricObject {
  guard conditions.array.isEmpty, conditions.others.isEmpty else {
    throw HostError("\(owner)takes dimensions by name: { app = \"Shop\" }")
  }
  var wanted: [(place: Int, texts: Set<String>)] = []
  for name in conditions.fields.keys.sorted() {
    let place = try metric.place(of: name, as: owner)
    var values = [conditions[name]]
    if case .table(let list) = values[0] { values = try entries(of: list, as: "\(owner)\(name): ") }
    try context.work(values.count * 4)
    let texts = try values.map { value throws(HostError) -> String in
      guard case .string(let text) = value else {
        throw HostError("\(owner)\(name): expected a text, got \(describe(value))")
      }
      return text.text
    }
    wanted.append((place, Set(texts)))
  }
  return try metric.part { key in wanted.allSatisfy { $0.texts.contains(key[$0.place]) } }
}

/// What a metric has.
func metricObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: MetricObject.self)
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter],
    result: String,
    example: String,
    _ body: @escaping (MetricObject, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("metric:\(name)", summary, parameters, result: result) { arguments in
      guard case .object(let object as MetricObject) = arguments.receiver else { return [] }
      return [try body(object, arguments)]
    }
    .example(example)
  }
  return ObjectDefinition(
    name: "metric",
    summary: "Numbers of your own on the days of a period; a day without a value is a gap.",
    fields: [
      field("name", "string", "what it was imported as") { .text($0.metric.name) },
      field("dims", "string[]", "what its values are told apart by") {
        .table(LuaTable(array: $0.metric.dimensions.map { .text($0) }))
      },
      field("total", "number?", "the sum of all values, as for orders") { .decimal(try $0.total) },
      field("mean", "number?", "the mean of the days that have a value, as for users") {
        .decimal(try $0.mean)
      },
      field("last", "number?", "the value of the newest day that has one") { .decimal($0.last) },
    ],
    methods: [
      method(
        "where",
        "The same days with only those values that fit: texts, or lists of them, by dimension.",
        [Parameter("conditions", .map(.any), "such as { app = \"Shop\" }")],
        result: "tally.metric",
        example: """
          for _, name in ipairs(metrics.names()) do
            local own = metrics.load(name)
            if own.dims[1] == "app" then print(own:where { app = { "Shop", "Wallet" } }.total) end
          end
          """
      ) { metric, arguments in
        guard case .table(let conditions) = arguments[0] else { return .nil }
        let owner = "argument 1 (conditions): "
        return .object(try filtered(metric, conditions, as: owner, in: context))
      },
      method(
        "by",
        "A row for each value of a dimension: `key`, `total`, `mean`, `last`, `trend`.",
        [Parameter("dim", .text, "one of the metric's dimensions")],
        result: "tally.metric_row[]",
        example: """
          local r = report.new { title = "Users" }
          for _, name in ipairs(metrics.names()) do
            local own = metrics.load(name)
            if own.dims[1] then r:table(own:by(own.dims[1]), { "key", "total", "mean", "trend" }) end
          end
          """
      ) { metric, arguments in try rows(of: metric, by: try arguments.text(0), in: context) },
      method(
        "daily",
        "The daily values as a series, for figures and tables.",
        [],
        result: "tally.series",
        example: """
          local r = report.new { title = "Users" }
          for _, name in ipairs(metrics.names()) do
            local own = metrics.load(name)
            r:figures { { name, own.last, spark = own:daily() } }
          end
          """
      ) { metric, _ in .object(try metric.series()) },
    ],
    operators: [
      .index: HostFunction("metric[i]") { call in
        if case .string(let name) = call[1] {
          let known = ["name", "dims", "total", "mean", "last", "where", "by", "daily"]
          throw HostError(
            "there is no field or method \(describe(.string(name)))"
              + suggestion(for: name.text, in: known)
          )
        }
        guard case .object(let object as MetricObject) = call[0],
          let index = Arguments.wholeNumber(call[1]), index >= 1, index <= object.points.count
        else { return [.nil] }
        let point = object.points[index - 1]
        return [.object(PointObject(point: point, measure: .requests, context: context))]
      },
      .length: HostFunction("#") { call in
        guard case .object(let object as MetricObject) = call[0] else { return [0] }
        return [.integer(Int64(object.points.count))]
      },
    ],
    annotations: ["field [integer] tally.point"],
    examples: [
      """
      for _, name in ipairs(metrics.names()) do
        local own = metrics.load(name)
        print(own.name, #own.dims, own.total, own.mean, own.last)
        for i = 1, #own do print(own[i].day, own[i].value) end
      end
      """
    ]
  )
}

/// What a row of `metric:by` has.
let metricRow = RowDefinition(
  name: "metric_row",
  summary: "The part of a metric that has one value of a dimension.",
  page: "metrics",
  fields: [
    RowField("key", "string", "the dimension's value"),
    RowField("total", "number?", "the sum of all its values"),
    RowField("mean", "number?", "the mean of the days that have a value"),
    RowField("last", "number?", "the value of the newest day that has one"),
    RowField("trend", "tally.series", "the daily values, drawn in a table"),
  ]
)

/// The rows of `metric:by`, in the order of their keys.
private func rows(
  of metric: MetricObject,
  by dimension: String,
  in context: ScriptContext
) throws -> LuaValue {
  let place = try metric.place(of: dimension, as: "argument 1 (dim): ")
  try context.work(metric.metric.points.count * 8)
  let keys = Set(metric.metric.points.map { $0.key[place] }).sorted()
  let parts = try keys.map { key in try metric.part { $0[place] == key } }
  let rows = try hostRows(
    metricRow.fields.map(\.name),
    count: parts.count,
    metric.memory,
    in: context
  ) { index, name in
    let part = parts[index]
    return switch name {
    case "key": .text(keys[index])
    case "total": .decimal(try part.total)
    case "mean": .decimal(try part.mean)
    case "last": .decimal(part.last)
    default: .object(try part.series())
    }
  }
  return .table(rows.list)
}
