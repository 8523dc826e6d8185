import LuaHost
import UsageAnalysis
import UsageModel

/// `usage.load`, `usage.sources`, `usage.apps` and `usage.dims`.
func usageModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "usage.load",
    "Loads the usage of a period.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: [
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("dims", .table, optional: true, "the dimensions to group by; all without it"),
      Parameter("where", .table, optional: true, "values, lists or patterns by dimension"),
      Parameter(
        "view",
        .word(["effective", "billed"]),
        optional: true,
        "how money is counted; both are the same until there are fees"
      ),
      Parameter("partial", .boolean, optional: true, "true counts the running day too"),
      Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
    ],
    result: "tally.frame"
  ) { arguments in
    [.object(FrameObject(frame: try loadedFrame(arguments, in: context), context: context))]
  }
  let sources = Definition(
    "usage.sources",
    "The names of the sources, in the order of the configuration.",
    result: "string[]"
  ) { _ in [.table(LuaTable(array: context.input.sources.map { .text($0.name) }))] }
  let apps = Definition(
    "usage.apps",
    "The names of the apps, in the order of the configuration.",
    result: "string[]"
  ) { _ in [.table(LuaTable(array: context.input.apps.map { .text($0) }))] }
  let dims = Definition(
    "usage.dims",
    "The dimensions that a source can be grouped by.",
    [Parameter("source", .text, "the source's name")],
    result: "string[]"
  ) { arguments in
    let name = try arguments.text(0)
    let known = context.input.sources
    guard let source = known.first(where: { $0.name == name }) else {
      throw HostError("unknown source \"\(name)\"\(suggestion(for: name, in: known.map(\.name)))")
    }
    return [.table(LuaTable(array: source.dimensions.map { .text($0) }))]
  }
  return ModuleDefinition(
    name: "usage",
    summary: "What the platforms say was consumed.",
    functions: [load, sources, apps, dims]
  )
}

/// Loads what a query asks for, with the like-for-like stretch before it.
private func loadedFrame(_ arguments: Arguments, in context: ScriptContext) throws -> UsageFrame {
  var period = context.period
  if case .object(let object as PeriodObject) = arguments.options["period"] {
    period = object.period
  }
  var dimensions: Set<UsageDimension>?
  if case .table(let list) = arguments.options["dims"] {
    dimensions = Set(try entries(of: list, as: "option \"dims\": ").map { try dimension($0) })
  }
  var filter = UsageFilter()
  if case .table(let conditions) = arguments.options["where"] {
    filter = try usageFilter(conditions)
  }
  var asOf = context.input.asOf
  if let text = arguments.textOption("as_of") {
    guard let moment = Timestamp(rfc3339: text) else {
      throw HostError("option \"as_of\": \"\(text)\" is no time; write 2026-10-31T12:00:00Z")
    }
    asOf = min(moment, asOf)
  }
  let days = context.elapsedDays(of: period, partial: arguments.flag("partial") ?? false)
  let wanted = dimensions.map { $0.union(filter.dimensions) }
  var query = UsageQuery(days: days, dimensions: wanted, filter: filter, asOf: asOf)
  let answer = try context.answer(query)
  // The stretch before has as many days, from the start of the period before.
  let before = period.advanced(by: -1).prefix(days: max(1, days.count))
  query.days = before.days
  let earlier = days.isEmpty ? [] : try context.answer(query).records
  let loaded =
    wanted
    ?? Set(UsageDimension.named).union(
      (answer.records + earlier).reduce(into: Set<UsageDimension>()) { tags, record in
        tags.formUnion(record.tags.keys.map(UsageDimension.tag))
      }
    )
  return UsageFrame(
    period: period,
    days: days,
    currency: context.input.currency,
    dimensions: loaded,
    answer: answer,
    before: earlier
  )
}

/// The dimension that a script names.
func dimension(_ value: LuaValue) throws(HostError) -> UsageDimension {
  guard case .string(let text) = value else {
    throw HostError("a dimension is a text such as \"app\", got \(describe(value))")
  }
  guard let dimension = UsageDimension(name: text.text) else {
    throw HostError(
      "unknown dimension \"\(text.text)\""
        + suggestion(for: text.text, in: UsageDimension.named.map(\.name))
    )
  }
  return dimension
}

/// The filter of a `where` table: a value, a list of values or a pattern a dimension.
func usageFilter(_ table: LuaTable) throws(HostError) -> UsageFilter {
  guard table.array.isEmpty, table.others.isEmpty else {
    throw HostError("`where` takes dimensions by name: { provider = \"puter\" }")
  }
  var conditions: [UsageFilter.Condition] = []
  for name in table.fields.keys.sorted() {
    let values: [LuaValue]
    if case .table(let list) = table[name] {
      values = try entries(of: list, as: "`where`: \(name): ")
    } else {
      values = [table[name]]
    }
    var patterns: [UsageFilter.Pattern] = []
    for value in values {
      switch value {
      case .string(let text): patterns.append(UsageFilter.Pattern(text.text))
      case .object(let object as DayObject): patterns.append(.init(object.day.description))
      default:
        throw HostError("`where`: \(name) is compared with texts, got \(describe(value))")
      }
    }
    conditions.append(
      UsageFilter.Condition(try dimension(.text(name)), anyOf: patterns)
    )
  }
  return UsageFilter(conditions)
}
