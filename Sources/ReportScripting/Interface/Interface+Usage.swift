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
    [.object(try loadedFrame(arguments, in: context))]
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
      throw HostError(
        "unknown source \(describe(arguments[0]))\(suggestion(for: name, in: known.map(\.name)))"
      )
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
private func loadedFrame(_ arguments: Arguments, in context: ScriptContext) throws -> FrameObject {
  var period = context.period
  if case .object(let object as PeriodObject) = arguments.options["period"] {
    period = object.period
  }
  var dimensions: Set<UsageDimension>?
  if case .table(let list) = arguments.options["dims"] {
    let names = try entries(of: list, as: "option \"dims\": ")
    try context.work(names.count * 4)
    dimensions = Set(
      try names.enumerated().map { index, name in
        try dimension(name, as: "option \"dims\": entry \(index + 1): ")
      }
    )
  }
  var filter = UsageFilter()
  if case .table(let conditions) = arguments.options["where"] {
    filter = try usageFilter(conditions, as: "option \"where\": ", in: context)
  }
  var asOf = context.input.asOf
  if let text = arguments.textOption("as_of") {
    guard let moment = Timestamp(rfc3339: text) else {
      throw HostError(
        "option \"as_of\": expected a time such as 2026-10-31T12:00:00Z, got \(describe(.text(text)))"
      )
    }
    asOf = min(moment, asOf)
  }
  let days = context.elapsedDays(of: period, partial: arguments.flag("partial") ?? false)
  let wanted = dimensions.map { $0.union(filter.dimensions) }
  guard wanted?.count ?? 0 <= dimensionLimit else {
    throw HostError("a query has at most \(dimensionLimit) dimensions, got \(wanted?.count ?? 0)")
  }
  var query = UsageQuery(days: days, dimensions: wanted, filter: filter, asOf: asOf)
  try context.look()
  let answer = try context.answer(query)
  let transient = try context.hold(answer.records.count * MemorySize.record)
  try context.look()
  // The stretch before has as many days, from the start of the period before.
  let before = period.advanced(by: -1).prefix(days: max(1, days.count))
  query.days = before.days
  let earlier = days.isEmpty ? [] : try context.answer(query).records
  try transient.grow(by: earlier.count * MemorySize.record)
  try context.look()
  let loaded =
    wanted
    ?? Set(UsageDimension.named).union(
      (answer.records + earlier).reduce(into: Set<UsageDimension>()) { tags, record in
        tags.formUnion(record.tags.keys.map(UsageDimension.tag))
      }
    )
  let count = answer.records.count + earlier.count
  try context.work(count * (loaded.count + 8) * 2)
  let memory = try context.hold(4096 + count * (MemorySize.columns + loaded.count * 4))
  let frame = UsageFrame(
    period: period,
    days: days,
    currency: context.input.currency,
    dimensions: loaded,
    answer: answer,
    before: earlier
  )
  return withExtendedLifetime(transient) {
    FrameObject(frame: frame, loaded: count, memory: memory, context: context)
  }
}

/// The dimension that a script names; `owner` begins the messages.
func dimension(_ value: LuaValue, as owner: String = "") throws(HostError) -> UsageDimension {
  guard case .string(let text) = value else {
    throw HostError("\(owner)expected a dimension such as \"app\", got \(describe(value))")
  }
  guard let dimension = UsageDimension(name: text.text) else {
    throw HostError(
      "unknown dimension \(describe(value))"
        + suggestion(for: text.text, in: UsageDimension.named.map(\.name))
    )
  }
  return dimension
}

/// The filter of a table of conditions: a value, a list of values or a pattern a dimension.
///
/// `owner` begins the messages.
func usageFilter(
  _ table: LuaTable,
  as owner: String,
  in context: ScriptContext
) throws -> UsageFilter {
  guard table.array.isEmpty, table.others.isEmpty else {
    throw HostError("\(owner)takes dimensions by name: { provider = \"puter\" }")
  }
  var conditions: [UsageFilter.Condition] = []
  for name in table.fields.keys.sorted() {
    let values: [LuaValue]
    if case .table(let list) = table[name] {
      values = try entries(of: list, as: "\(owner)\(name): ")
    } else {
      values = [table[name]]
    }
    guard values.count <= UsageFilter.limit else {
      throw HostError("\(owner)\(name): at most \(UsageFilter.limit) texts, got \(values.count)")
    }
    try context.work(values.count * 4)
    let patterns = try values.map { try pattern($0, as: "\(owner)\(describe(.text(name))): ") }
    let starred = patterns.count { $0.text.contains("*") }
    guard starred <= UsageFilter.starredLimit else {
      throw HostError(
        "\(owner)\(name): at most \(UsageFilter.starredLimit) texts with `*`, got \(starred)"
      )
    }
    conditions.append(UsageFilter.Condition(try dimension(.text(name)), anyOf: patterns))
  }
  return UsageFilter(conditions)
}

private func pattern(_ value: LuaValue, as owner: String) throws(HostError) -> UsageFilter.Pattern {
  switch value {
  case .string(let text):
    let stars = text.bytes.count { $0 == UInt8(ascii: "*") }
    guard text.bytes.count <= UsageFilter.limit, stars <= UsageFilter.starLimit else {
      throw HostError(
        "\(owner)expected at most \(UsageFilter.limit) bytes with at most \(UsageFilter.starLimit) "
          + "`*`, got \(describe(value))"
      )
    }
    return UsageFilter.Pattern(text.text)
  case .object(let object as DayObject): return UsageFilter.Pattern(object.day.description)
  default: throw HostError("\(owner)expected a text or a day, got \(describe(value))")
  }
}

extension UsageFilter {
  /// The most texts of one condition, and the most bytes of a text.
  fileprivate static let limit = 1000
  /// The most `*` of a text: the store compares every record with it.
  fileprivate static let starLimit = 4
  /// The most texts with `*` of one condition.
  fileprivate static let starredLimit = 100
}

extension UsageFilter.Condition {
  /// The steps it takes to compare a value.
  var size: Int {
    patterns.reduce(0) { $0 + ($1.text.contains("*") ? 64 + $1.text.utf8.count : 1) }
  }
}
