import LuaHost
import UsageAnalysis
import UsageModel

/// `usage.load`, `usage.restated`, `usage.sources`, `usage.apps` and `usage.dims`.
func usageModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "usage.load",
    "Loads the usage of a period.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: UsageQuestion.options + [
      Parameter("partial", .boolean, optional: true, "true counts the running day too"),
      Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
    ],
    result: "tally.frame"
  ) { arguments in
    let question = try UsageQuestion(arguments, in: context)
    let asOf = try asOf(arguments, in: context)
    let partial = arguments.flag("partial") ?? false
    let days = context.elapsedDays(of: question.period, partial: partial)
    return [.object(try question.frame(of: days, asOf: asOf, withBefore: true))]
  }
  let restated = Definition(
    "usage.restated",
    "What is known otherwise now than at a moment, of the days that were over by then.",
    [
      Parameter(
        "since",
        .either([.text, .object("day")]),
        "a time in RFC 3339, or a day for its beginning"
      ),
      Parameter("query", .table, optional: true, "the options below"),
    ],
    options: UsageQuestion.options,
    result: "tally.comparison"
  ) { arguments in
    [.object(try restatement(arguments, in: context))]
  }
  let sources = Definition(
    "usage.sources",
    "The names of the sources, in the order of the configuration.",
    result: "tally.source_name[]"
  ) { _ in [.table(LuaTable(array: context.input.sources.map { .text($0.name) }))] }
  let apps = Definition(
    "usage.apps",
    "The names of the apps, in the order of the configuration.",
    result: "tally.app_name[]"
  ) { _ in [.table(LuaTable(array: context.input.apps.map { .text($0) }))] }
  let dims = Definition(
    "usage.dims",
    "The dimensions that a source can be grouped by.",
    [Parameter("source", .source, "the source's name")],
    result: "tally.dimension[]"
  ) { arguments in
    let name = try arguments.text(0)
    guard let source = context.input.sources.first(where: { $0.name == name }) else {
      throw unknownSource(name, in: context)
    }
    return [.table(LuaTable(array: source.dimensions.map { .text($0) }))]
  }
  return ModuleDefinition(
    name: "usage",
    summary: "What the platforms say was consumed.",
    functions: [load, restated, anomaliesFunction(context), sources, apps, dims]
  )
}

/// The error for a source that nothing knows; `others` are known beside the configured ones.
func unknownSource(
  _ name: String,
  or others: some Sequence<String> = [],
  in context: ScriptContext
) -> HostError {
  let known = context.input.sources.map(\.name) + others
  return HostError("unknown source \(describe(.text(name)))\(suggestion(for: name, in: known))")
}

/// The moment of the option `as_of`, the report's own at the latest.
func asOf(_ arguments: Arguments, in context: ScriptContext) throws(HostError) -> Timestamp {
  guard let text = arguments.textOption("as_of") else { return context.input.asOf }
  guard let moment = Timestamp(rfc3339: text) else {
    throw HostError(
      "option \"as_of\": expected a time such as 2026-10-31T12:00:00Z, got \(describe(.text(text)))"
    )
  }
  return min(moment, context.input.asOf)
}

/// What was learnt after a moment about the days that were over by then.
private func restatement(
  _ arguments: Arguments,
  in context: ScriptContext
) throws -> ComparisonObject {
  let calendar = context.input.calendar
  let since: Timestamp
  if let day = arguments[0].day {
    since = calendar.start(of: day)
  } else if let moment = arguments[0].moment {
    since = moment
  } else {
    throw HostError(
      "argument 1 (since): expected a day such as 2026-10-31, or a time such as "
        + "2026-10-31T12:00:00Z, got \(describe(arguments[0]))"
    )
  }
  let question = try UsageQuestion(arguments, default: [.day, .source], in: context)
  guard let dimensions = question.dimensions, !dimensions.isEmpty else {
    throw HostError("option \"dims\": name at least one dimension")
  }
  let now = context.input.asOf
  // What came later is news.
  let over = calendar.day(of: min(since, now))
  let period = question.period
  let days = period.start..<max(period.start, min(period.stop, over))
  func groups(asOf moment: Timestamp) throws -> GroupsObject {
    try question.frame(of: days, asOf: moment, withBefore: false).grouped(by: dimensions)
  }
  let (old, new) = (try groups(asOf: min(since, now)), try groups(asOf: now))
  try context.work((old.groups.rows.count + new.groups.rows.count) * 32)
  try context.work((old.loaded + new.loaded) * 2)
  return try ComparisonObject(
    FrameComparison(restating: old.groups, as: new.groups),
    in: context
  )
}

/// The dimension that a script names; `owner` begins the messages.
func dimension(
  _ value: LuaValue,
  as owner: String = "",
  or others: [String] = []
) throws(HostError) -> UsageDimension {
  guard case .string(let text) = value else {
    throw HostError("\(owner)expected a dimension such as \"app\", got \(describe(value))")
  }
  guard text.text != UsageDimension.target.name else {
    throw HostError(
      "\(owner)only what an allocation gives has the dimension \"target\": policy:apply { … }"
    )
  }
  guard let dimension = UsageDimension(name: text.text) else {
    throw HostError(
      "unknown dimension \(describe(value))"
        + suggestion(for: text.text, in: UsageDimension.named.map(\.name) + others)
    )
  }
  return dimension
}

/// The filter of a table of conditions: a value, a list of values or a pattern a dimension.
///
/// `owner` begins the messages, and `dimension` finds a dimension by its name.
func usageFilter(
  _ table: LuaTable,
  as owner: String,
  in context: ScriptContext,
  dimension: (LuaValue) throws(HostError) -> UsageDimension = { value throws(HostError) in
    try ReportScripting.dimension(value)
  }
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
