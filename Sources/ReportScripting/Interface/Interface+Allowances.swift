import LuaHost
import UsageAnalysis
import UsageModel

/// `allowances.load`.
func allowancesModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "allowances.load",
    "The limits of the accounts with what is used and left of them, as last seen in a period.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: [
      Parameter("source", .source, optional: true, "only those of this source"),
      Parameter("name", .text, optional: true, "only those that the platform calls so"),
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
      Parameter("history", .boolean, optional: true, "true adds the points of the period"),
    ],
    result: "tally.allowance[]"
  ) { arguments in
    let layout = try AllowanceRows(arguments, in: context)
    return [.table(try layout.list())]
  }
  .explained(
    """
    One [row](#allowance) for each allowance that was seen in the period, as it was seen last: plan \
    credits, a balance, storage. The running day counts too. By source, then by name.
    """
  )
  .example(
    """
    -- Allowances of which more than four fifths are used.
    local r = report.new { title = "Allowances" }
    for _, row in ipairs(allowances.load { history = true }) do
      if row.used and row.limit and row.used > row.limit * 0.8 then
        local share = fmt.percent(row.used / row.limit, 0)
        r:warning(row.source .. ", " .. row.name .. ": " .. share .. " used")
        r:chart(chart.line { row.points, x = "at", y = "used", title = row.name })
      end
    end
    return r
    """
  )
  return ModuleDefinition(
    name: "allowances",
    summary: "The limits of the accounts: plan credits, balances, storage.",
    functions: [load]
  )
}

/// What a row of `allowances.load` has, and a point of its history.
let allowanceRows = [
  RowDefinition(
    name: "allowance",
    summary: "An allowance as it was seen last in a period.",
    page: "allowances",
    fields: [
      RowField("source", "tally.source_name", "the source"),
      RowField("name", "string", "what the platform calls it, such as `monthly credits`"),
      RowField("limit", "tally.money|number|nil", "how much there is in all"),
      RowField("used", "tally.money|number|nil", "how much of it is used"),
      RowField("remaining", "tally.money|number|nil", "how much is left"),
      RowField(
        "unit",
        "string",
        "what it is counted in; amounts are money in a currency or credits"
      ),
      RowField("resets_at", "string?", "when it starts again, in RFC 3339; `fmt.date` reads it"),
      RowField(
        "runs_out",
        "tally.run_out?",
        "when it is probably used up; nil where that is not before it starts again, or nothing tells"
      ),
      RowField("at", "string", "when it was seen so, in RFC 3339"),
    ]
  ),
  RowDefinition(
    name: "allowance_point",
    summary: "How an allowance stood at one moment.",
    page: "allowances",
    fields: [
      RowField("at", "string", "when it was seen so, in RFC 3339"),
      RowField("used", "tally.money|number|nil", "how much of it was used"),
      RowField("remaining", "tally.money|number|nil", "how much was left"),
      RowField("limit", "tally.money|number|nil", "how much there was in all"),
    ]
  ),
  runOutRow,
]

/// What `runs_out` has.
let runOutRow = RowDefinition(
  name: "run_out",
  summary:
    "The days on which an allowance is probably used up, by the pace of the last seven days.",
  page: "allowances",
  fields: [
    RowField("expected", "tally.day", "at the mean pace of these days"),
    RowField("early", "tally.day", "at the pace of the fastest of them"),
    RowField(
      "late",
      "tally.day?",
      "at that of the slowest; nil where it then lasts until it starts again"
    ),
  ]
)

/// What a row has where the history was asked for.
let allowanceHistory = RowField(
  "points",
  "tally.allowance_point[]?",
  "with `history`: how it stood through the period, in order of time"
)

/// The rows of `allowances.load`: what is known of each allowance in a period.
private struct AllowanceRows {
  /// In order of time.
  private let series: [AllowanceSeries]
  /// When each of them is probably used up.
  private let runsOut: [RunOut?]
  /// Whether rows tell all points, or the last one only.
  private let hasHistory: Bool
  private let memory: HeldMemory
  private let context: ScriptContext

  private static let fields = allowanceRows[0].fields.map(\.name)
  private static let pointFields = allowanceRows[1].fields.map(\.name)

  /// Reads the options of a call, and loads what they ask for.
  init(_ arguments: Arguments, in context: ScriptContext) throws {
    self.context = context
    let keepsAll = arguments.flag("history") ?? false
    hasHistory = keepsAll
    let moment = try asOf(arguments, in: context)
    let period = arguments.period(in: context)
    let calendar = context.input.calendar
    let stop = calendar.start(of: period.stop)
    try context.look()
    let start = calendar.start(of: period.start)
    // The pace of the last days tells when an allowance runs out, also early in a period.
    let daysOfPace = RunOut.mostDays + 1
    let known = try context.ask {
      try $0.allowances(since: start.advanced(bySeconds: Int64(-daysOfPace) * 86_400), asOf: moment)
    }
    let count = known.reduce(0) { $0 + $1.points.count }
    let transient = try context.hold(count * MemorySize.allowance)
    try context.work(known.count * 16 + count * 4)
    if let source = arguments.textOption("source") {
      let others = known.map(\.source)
      guard (context.input.sources.map(\.name) + others).contains(source) else {
        throw unknownSource(source, or: others, in: context)
      }
    }
    let chosen = known.compactMap { series -> (series: AllowanceSeries, all: [AllowancePoint])? in
      guard arguments.textOption("source") ?? series.source == series.source,
        arguments.textOption("name") ?? series.name == series.name
      else { return nil }
      var series = series
      let all = series.points.filter { $0.observedAt < stop }
      series.points = all.filter { $0.observedAt >= start }
      if !keepsAll { series.points = series.points.suffix(1) }
      return series.points.isEmpty ? nil : (series, all)
    }
    series = chosen.map(\.series)
    let end = min(moment, Timestamp(milliseconds: stop.milliseconds - 1))
    try context.work(count * 8)
    runsOut = try chosen.map { try RunOut(of: $0.all, at: end, in: calendar) }
    let kept = series.reduce(0) { $0 + $1.points.count }
    memory = try context.hold(series.count * MemorySize.group + kept * MemorySize.allowance)
    withExtendedLifetime(transient) {}
  }

  /// One row an allowance.
  func list() throws -> LuaTable {
    let fields = Self.fields + (hasHistory ? [allowanceHistory.name] : [])
    let rows = try hostRows(fields, count: series.count, memory, in: context) { index, name in
      name == "runs_out" ? try runOut(at: index) : try value(name, of: series[index])
    }
    return rows.list
  }

  private func value(_ name: String, of series: AllowanceSeries) throws -> LuaValue {
    switch name {
    case "source": return .text(series.source)
    case "name": return .text(series.name)
    case "unit": return .text(series.unit)
    case "points": return .table(try points(of: series))
    default: return series.points.last.map { value(name, of: $0) } ?? .nil
    }
  }

  /// The days on which an allowance is probably used up.
  private func runOut(at index: Int) throws -> LuaValue {
    guard let days = runsOut[index] else { return .nil }
    let fields = runOutRow.fields.map(\.name)
    let rows = try hostRows(fields, count: 1, memory, in: context) { _, name in
      switch name {
      case "expected": .day(days.expected, in: context)
      case "early": .day(days.early, in: context)
      default: days.late.map { .day($0, in: context) } ?? .nil
      }
    }
    return .object(rows.row(at: 0))
  }

  private func points(of series: AllowanceSeries) throws -> LuaTable {
    try context.work(series.points.count * 4)
    let rows = try hostRows(Self.pointFields, count: series.points.count, memory, in: context) {
      index,
      name in
      value(name, of: series.points[index])
    }
    return rows.list
  }

  private func value(_ name: String, of point: AllowancePoint) -> LuaValue {
    let allowance = point.allowance
    func amount(_ value: FixedDecimal?) -> LuaValue {
      guard let value, Money.isCurrency(allowance.unit) else { return .decimal(value) }
      return .money(Money(value, allowance.unit), in: context)
    }
    return switch name {
    case "at": .moment(point.observedAt)
    case "limit": amount(allowance.limit)
    case "used": amount(allowance.used)
    case "remaining": amount(allowance.remaining)
    case "resets_at": allowance.resetsAt.map { .moment($0) } ?? .nil
    default: .nil
    }
  }
}
