import LuaHost
import UsageAnalysis
import UsageModel

/// `usage.anomalies`.
func anomaliesFunction(_ context: ScriptContext) -> Definition {
  Definition(
    "usage.anomalies",
    "The days of a period whose cost left its expected range, with what made the difference.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: UsageQuestion.options,
    result: "tally.anomaly[]"
  ) { arguments in
    let question = try UsageQuestion(arguments, default: [.source, .app, .service], in: context)
    let dimensions = question.dimensions ?? []
    let elapsed = context.elapsedDays(of: question.period)
    let query = UsageQuery(
      days: elapsed.lowerBound.advanced(by: -AnomalySearch.history)..<elapsed.upperBound,
      dimensions: question.filter.dimensions.union(dimensions),
      asOf: context.input.asOf
    )
    try context.look()
    let table = try context.ask { try $0.table(query, view: question.view) }.table
    let memory = try context.hold(table.byteCount)
    try context.work(table.count * 8 + elapsed.count * 2048)
    let search = AnomalySearch(in: table, where: question.filter, by: dimensions)
    let found = try withExtendedLifetime(memory) { try search.anomalies(on: elapsed) }
    let held = try context.hold(found.count * 512)
    let names = dimensions.map(\.scriptName)
    let own = anomalyRow.fields.map(\.name)
    let rows = try hostRows(own + names, count: found.count, held, in: context) { index, name in
      let anomaly = found[index]
      switch name {
      case "day": return .day(anomaly.day, in: context)
      case "cost": return .cost(anomaly.cost, in: context)
      case "expected": return .cost(anomaly.expected, in: context)
      case "low": return .cost(anomaly.low, in: context)
      case "high": return .cost(anomaly.high, in: context)
      case "change": return .cost(anomaly.difference, in: context)
      case "score": return .number(anomaly.score)
      case "part": return .decimal(anomaly.parts.first?.share)
      default:
        guard let place = names.firstIndex(of: name), let part = anomaly.parts.first else {
          return .nil
        }
        return .text(part.keys[place])
      }
    }
    return [.table(rows.list)]
  }
  .explained(
    """
    A day is unusual where its usage is more than 3.5 standard deviations from what the same day of the week \
    amounted to in the eight weeks before it, at the level of the last two; fees and charges do not count. A jump \
    of usage is the new normal after a week. A day with fewer than three known weeks before it is left out.

    `dims` (`source`, `app` and `service` without it) are fields of the [rows](#anomaly): where most of the \
    difference comes from; `part` says how much of it.
    """
  )
  .example(
    """
    local r = report.new { title = "Unusual days" }
    r:table(usage.anomalies { period = period.month() }, { "day", "cost", "expected", "app", "service" })
    return r
    """
  )
}

/// What a row of `usage.anomalies` has.
let anomalyRow = RowDefinition(
  name: "anomaly",
  summary: "A day whose cost left its expected range.",
  page: "usage",
  fields: [
    RowField("day", "tally.day", "the day"),
    RowField("cost", "tally.money", "what its usage cost"),
    RowField("expected", "tally.money", "what was to be expected"),
    RowField("low", "tally.money", "between this"),
    RowField("high", "tally.money", "and this a usual day lies"),
    RowField("change", "tally.money", "how much more than expected it was, below zero for less"),
    RowField("score", "number", "how unusual it is, in standard deviations of usual days"),
    RowField("part", "number?", "the part of the change that the fields of `dims` name"),
  ],
  isOpen: true
)
