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
      RowField(
        "draw",
        "\"now\"|\"next\"|\"later\"|\"empty\"|nil",
        "its place in the order in which usage draws from the account's pools; nil where none is known"
      ),
      RowField(
        "unused",
        "tally.unused?",
        "what will probably be left when it starts again, and is lost then; nil where nothing is, or nothing tells"
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
  runOutRow, unusedRow,
]

/// What `runs_out` has.
let runOutRow = RowDefinition(
  name: "run_out",
  summary:
    """
    The days on which an allowance is probably used up: by a forecast of what the account draws, or, with less than \
    three weeks of history, by the pace of the last seven days.
    """,
  page: "allowances",
  fields: [
    RowField("expected", "tally.day", "as likely before as after"),
    RowField("early", "tally.day", "one chance in ten; at the pace of the fastest of seven days"),
    RowField(
      "late",
      "tally.day?",
      "nine chances in ten; at the slowest pace; nil where it may last until it starts again"
    ),
  ]
)

/// What `unused` has.
let unusedRow = RowDefinition(
  name: "unused",
  summary: "What of an allowance probably expires unused.",
  page: "allowances",
  fields: [
    RowField("expected", "tally.money|number", "as likely more as less"),
    RowField(
      "low",
      "tally.money|number",
      "the lower end of the range that holds four times in five"
    ),
    RowField("high", "tally.money|number", "its upper end"),
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
  /// What becomes of each of them.
  private let standings: [AllowanceStanding]
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
    // What was drawn before tells when an allowance runs out, also early in a period.
    let end = min(moment, Timestamp(milliseconds: stop.milliseconds - 1))
    let earliest = AccountAllowances.startOfHistory(before: min(start, end))
    let known = try context.ask { try $0.allowances(since: earliest, asOf: moment) }
    let count = known.reduce(0) { $0 + $1.points.count }
    let transient = try context.hold(count * MemorySize.allowance)
    try context.work(known.count * 16 + count * 4)
    if let source = arguments.textOption("source") {
      let others = known.map(\.source)
      guard (context.input.sources.map(\.name) + others).contains(source) else {
        throw unknownSource(source, or: others, in: context)
      }
    }
    let chosen = known.compactMap { series -> AllowanceSeries? in
      guard arguments.textOption("source") ?? series.source == series.source,
        arguments.textOption("name") ?? series.name == series.name
      else { return nil }
      var series = series
      series.points.removeAll { $0.observedAt >= stop || $0.observedAt < start }
      if !keepsAll { series.points = series.points.suffix(1) }
      return series.points.isEmpty ? nil : series
    }
    series = chosen
    var accounts: [String: AccountAllowances] = [:]
    for source in Set(chosen.map(\.source)).sorted() {
      // As much as a forecast of as many days takes, and the drawing of its paths.
      try context.work(count * 8 + AccountAllowances.daysOfHistory * 3000)
      accounts[source] = try AccountAllowances(
        of: known.filter { $0.source == source },
        pools: context.input.sources.first { $0.name == source }?.pools ?? [],
        at: end,
        in: calendar
      )
    }
    standings = chosen.map { series in
      accounts[series.source]?[series.name, unit: series.unit] ?? .unknown
    }
    let kept = series.reduce(0) { $0 + $1.points.count }
    memory = try context.hold(series.count * MemorySize.group + kept * MemorySize.allowance)
    withExtendedLifetime(transient) {}
  }

  /// One row an allowance.
  func list() throws -> LuaTable {
    let fields = Self.fields + (hasHistory ? [allowanceHistory.name] : [])
    let rows = try hostRows(fields, count: series.count, memory, in: context) { index, name in
      switch name {
      case "runs_out": try runOut(at: index)
      case "unused": try unused(at: index)
      case "draw": standings[index].draw.map { .text($0.rawValue) } ?? .nil
      default: try value(name, of: series[index])
      }
    }
    return rows.list
  }

  /// What of an allowance probably expires.
  private func unused(at index: Int) throws -> LuaValue {
    guard let unused = standings[index].unused else { return .nil }
    let rows = try hostRows(unusedRow.fields.map(\.name), count: 1, memory, in: context) {
      _,
      name in
      switch name {
      case "expected": amount(unused.expected, in: series[index].unit)
      case "low": amount(unused.low, in: series[index].unit)
      default: amount(unused.high, in: series[index].unit)
      }
    }
    return .object(rows.row(at: 0))
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
    guard let days = standings[index].runsOut else { return .nil }
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
    return switch name {
    case "at": .moment(point.observedAt)
    case "limit": amount(allowance.limit, in: allowance.unit)
    case "used": amount(allowance.used, in: allowance.unit)
    case "remaining": amount(allowance.remaining, in: allowance.unit)
    case "resets_at": allowance.resetsAt.map { .moment($0) } ?? .nil
    default: .nil
    }
  }

  /// Money in a currency or credits, else a plain number.
  private func amount(_ value: FixedDecimal?, in unit: String) -> LuaValue {
    guard let value, Money.isCurrency(unit) else { return .decimal(value) }
    return .money(Money(value, unit), in: context)
  }
}
