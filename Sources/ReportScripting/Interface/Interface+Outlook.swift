import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// What a forecast has.
func outlookObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: OutlookObject.self)
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter],
    result: String,
    example: String,
    _ body: @escaping (OutlookObject, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("outlook:\(name)", summary, parameters, result: result) { arguments in
      guard case .object(let outlook as OutlookObject) = arguments.receiver else { return [] }
      return [try body(outlook, arguments)]
    }
    .example(example)
  }
  let amount = Parameter(
    "amount",
    .either([.object("money"), .number]),
    "money, or a number for a forecast of numbers"
  )
  let range = "{ low: tally.money|number, high: tally.money|number }?"
  return ObjectDefinition(
    name: "outlook",
    summary:
      "A forecast: what is expected in the end, between which amounts, and how far that can be trusted.",
    details: """
      Amounts are money to the sixth decimal, or numbers where numbers were forecast. Ranges, chances and days are \
      answered from the same simulated paths, so they agree with each other. Where there is no real forecast, \
      `reason` says why, `method` is `"run_rate"`, and there are no ranges.
      """,
    fields: [
      field(
        "expected",
        "tally.money|number|nil",
        "the total at the end, what is known so far with it"
      ) {
        $0.expected
      },
      field("range80", range, "between which totals 80 of 100 such periods end") {
        $0.range($0.forecast.ranges, percent: 80)
      },
      field("range95", range, "the same for 95 of 100") {
        $0.range($0.forecast.ranges, percent: 95)
      },
      field("spent", "tally.money|number|nil", "what is known of the period so far") { outlook in
        guard let span = outlook.span else { return outlook.value(outlook.forecast.soFar) }
        return .cost(span.spent, in: context)
      },
      field("path", "tally.outlook_day[]", "the days to come") { try path(of: $0) },
      field("method", "string", "what made it; \"run_rate\" where there is no real forecast") {
        .text($0.forecast.method)
      },
      field("reason", "string?", "why there is no real forecast, and what it needs") {
        $0.reason.map { .text($0) } ?? .nil
      },
      field("period", "tally.period?", "the period; nil for a forecast of numbers") {
        $0.span.map { .period($0.period, in: context) } ?? .nil
      },
      field(
        "shift",
        "{ day: tally.day|integer, factor: number }?",
        "a jump of usage that was noticed"
      ) {
        shift(of: $0)
      },
      field("backtest", "tally.outlook_backtest?", "how the method would have done on the past") {
        backTest(of: $0)
      },
      field(
        "record",
        "tally.outlook_record?",
        "how the forecasts of earlier reports turned out; nil before a forecast period is over"
      ) {
        try recordTable(of: $0)
      },
    ],
    methods: [
      method(
        "chance_above",
        "How likely the total ends above an amount, from 0 to 1; nil without a real forecast.",
        [amount],
        result: "number?",
        example: """
          local outlook = forecast.period()
          local chance = outlook:chance_above(money("100 USD"))
          if chance and chance > 0.5 then log.warn("more than 100 USD is likely: " .. fmt.percent(chance)) end
          """
      ) { outlook, arguments in
        outlook.forecast.chance(above: try outlook.amount(arguments[0])).map { .number($0) } ?? .nil
      },
      method(
        "day_reaching",
        "When the total reaches an amount: `likely`, and `early` and `late` with one chance in ten each; nil without a real forecast.",
        [amount],
        result:
          "{ early: tally.day|integer|nil, likely: tally.day|integer|nil, late: tally.day|integer|nil, is_reached: boolean }?",
        example: """
          local outlook = forecast.period()
          local day = outlook:day_reaching(money("100 USD"))
          if day and day.likely then print("100 USD are reached around", day.likely) end
          """
      ) { outlook, arguments in
        try outlook.work()
        guard let found = outlook.forecast.day(reaching: try outlook.amount(arguments[0])) else {
          return .nil
        }
        return .table(
          LuaTable(fields: [
            "early": outlook.day(found.early), "likely": outlook.day(found.likely),
            "late": outlook.day(found.late), "is_reached": .boolean(found.isReached),
          ])
        )
      },
      method(
        "without",
        "The same forecast without the event of a name.",
        [Parameter("event", .text, "the event's name")],
        result: "tally.outlook",
        example: """
          local launch = forecast.event { "Launch", since = "2026-11-25", days = 4, factor = 2 }
          local outlook = forecast.period { events = { launch } }
          print(outlook:without("Launch").expected)
          """
      ) { outlook, arguments in
        let name = try arguments.text(0)
        try outlook.work()
        let names = outlook.forecast.events.map(\.name)
        guard names.contains(name) else {
          throw HostError(
            "the forecast has no event \(describe(arguments[0]))\(suggestion(for: name, in: names))"
          )
        }
        var other = outlook
        other.forecast = outlook.forecast.without(name)
        other.memory = try context.hold(outlook.memory.count)
        return .object(other)
      },
      method(
        "figure",
        "What is expected with its range, as `report:figures` takes it; without a real forecast `–` and the reason.",
        [Parameter("label", .text, "what the figure is called")],
        result: "table",
        example: """
          local r = report.new { title = "Outlook" }
          r:figures { forecast.period():figure("Expected at month end") }
          """
      ) { outlook, arguments in .table(figure(of: outlook, label: try arguments.text(0))) },
    ],
    examples: [
      """
      local o = forecast.period()
      print(o.period, o.spent, o.expected, o.method, o.reason)
      if o.range80 then print(o.range80.low, o.range80.high, o.range95.low, o.range95.high) end
      if o.shift then print("usage jumped on", o.shift.day, "by", o.shift.factor) end
      if o.backtest then print(o.backtest.trials, o.backtest.error, o.backtest.coverage[80]) end
      if o.record then print(o.record.periods, o.record.error, o.record.coverage[80]) end
      for _, d in ipairs(o.path) do print(d.day, d.expected, d.low, d.high, d.total) end
      """
    ]
  )
}

/// What a day of a forecast's path has.
let outlookDayRow = RowDefinition(
  name: "outlook_day",
  summary: "A day to come.",
  page: "forecast",
  fields: [
    RowField("day", "tally.day|integer", "the day; its number for a forecast of numbers"),
    RowField("expected", "tally.money|number", "the day's amount"),
    RowField("low", "tally.money|number|nil", "the lower end of the first level's range"),
    RowField("high", "tally.money|number|nil", "its upper end"),
    RowField("total", "tally.money|number", "the total up to the day"),
    RowField("total_low", "tally.money|number|nil", "the lower end of the total's range"),
    RowField("total_high", "tally.money|number|nil", "its upper end"),
  ]
)

/// What a forecast's test on the past has.
let outlookBackTestRow = RowDefinition(
  name: "outlook_backtest",
  summary: "How a forecast's method would have done on the past.",
  page: "forecast",
  fields: [
    RowField("trials", "integer", "at how many past days it was tried"),
    RowField("days", "integer", "how many days ahead each trial looked"),
    RowField("error", "number?", "the mean error, as a part of the mean amount: 0.05 is 5 %"),
    RowField(
      "coverage",
      "table<integer, number>",
      "how often each range would have held, by its level"
    ),
    RowField(
      "methods",
      "{ name: string, share: number, error: number? }[]",
      "the methods that are mixed"
    ),
  ]
)

/// What the record of earlier forecasts has.
let outlookRecordRow = RowDefinition(
  name: "outlook_record",
  summary: "How the forecasts that earlier reports showed turned out.",
  page: "forecast",
  fields: [
    RowField("count", "integer", "how many forecasts there are, of periods that are over by now"),
    RowField("periods", "integer", "how many periods they are of"),
    RowField("error", "number?", "the mean error, as a part of what came: 0.05 is 5 %"),
    RowField("coverage", "table<integer, number>", "how often each range held, by its level"),
    RowField(
      "forecasts",
      "tally.outlook_past[]",
      "each forecast with what came, those of the latest period first"
    ),
  ]
)

/// What an earlier forecast has.
let outlookPastRow = RowDefinition(
  name: "outlook_past",
  summary: "A forecast that an earlier report showed, and what came.",
  page: "forecast",
  fields: [
    RowField("start", "tally.day", "the first day of the period"),
    RowField("last", "tally.day", "its last day"),
    RowField("made", "tally.day", "the day on which the forecast was made"),
    RowField("expected", "tally.money", "the total that was expected"),
    RowField("low", "tally.money?", "the lower end of the first level's range"),
    RowField("high", "tally.money?", "its upper end"),
    RowField("actual", "tally.money", "the total that came, as it is known now"),
    RowField(
      "error",
      "number?",
      "how far off it was, as a part of what came; above zero where too high"
    ),
    RowField("held", "boolean?", "whether the range held"),
  ]
)

/// `{ label, expected, range = { low, high }, note = "80% range" }`.
private func figure(of outlook: OutlookObject, label: String) -> LuaTable {
  var table = LuaTable(array: [.text(label)])
  if let reason = outlook.reason {
    table["note"] = .text(reason)
    return table
  }
  table = LuaTable(array: [.text(label), estimate(outlook.forecast.expected, of: outlook)])
  // A period that is over ends where it ended.
  let isOpen = outlook.forecast.ranges.first.map { $0.low < $0.high } ?? false
  if isOpen, let level = outlook.levels.first {
    let range = outlook.forecast.ranges.first
    table["range"] = .table(
      LuaTable(fields: [
        "low": estimate(range?.low, of: outlook), "high": estimate(range?.high, of: outlook),
      ])
    )
    table["note"] = .text("\(level)% range")
  }
  return table
}

/// An estimate as headlines show it: money in whole units, since its cents would only look exact.
private func estimate(_ amount: Double?, of outlook: OutlookObject) -> LuaValue {
  guard let currency = outlook.currency, let amount, amount.magnitude >= 10,
    let estimate = FixedDecimal(estimate: amount)
  else { return outlook.value(amount) }
  return .text(outlook.context.format.money(Money(estimate, currency), decimals: 0))
}

private func path(of outlook: OutlookObject) throws -> LuaValue {
  let context = outlook.context
  try outlook.work()
  let days = outlook.forecast.path
  let memory = try context.hold(days.count * 256)
  let rows = try hostRows(
    outlookDayRow.fields.map(\.name),
    count: days.count,
    memory,
    in: context
  ) { index, name in
    let day = days[index]
    return switch name {
    case "day": outlook.day(index)
    case "expected": outlook.value(day.expected)
    case "low": outlook.value(day.ranges.first?.low)
    case "high": outlook.value(day.ranges.first?.high)
    case "total": outlook.value(day.total)
    case "total_low": outlook.value(day.totalRanges.first?.low)
    default: outlook.value(day.totalRanges.first?.high)
    }
  }
  return .table(rows.list)
}

private func shift(of outlook: OutlookObject) -> LuaValue {
  guard let shift = outlook.forecast.shift else { return .nil }
  let day: LuaValue =
    outlook.history.map { .day($0.advanced(by: shift.day), in: outlook.context) }
    ?? .integer(Int64(shift.day + 1))
  return .table(LuaTable(fields: ["day": day, "factor": .number(shift.factor)]))
}

private func backTest(of outlook: OutlookObject) -> LuaValue {
  guard let test = outlook.forecast.backTest else { return .nil }
  var coverage = LuaTable()
  for (level, held) in zip(outlook.levels, test.coverage) {
    coverage.others.append((key: .integer(Int64(level)), value: .number(held.held)))
  }
  let methods = test.methods.map { method in
    LuaValue.table(
      LuaTable(fields: [
        "name": .text(method.name), "share": .number(method.share),
        "error": method.error.map { .number($0) } ?? .nil,
      ])
    )
  }
  return .table(
    LuaTable(fields: [
      "trials": .integer(Int64(test.trials)), "days": .integer(Int64(test.days)),
      "error": test.error.map { .number($0) } ?? .nil, "coverage": .table(coverage),
      "methods": .table(LuaTable(array: methods)),
    ])
  )
}

private func recordTable(of outlook: OutlookObject) throws -> LuaValue {
  guard let record = outlook.record else { return .nil }
  let (context, entries) = (outlook.context, record.entries)
  try context.work(entries.count * 16)
  let memory = try context.hold(entries.count * 256)
  let rows = try hostRows(
    outlookPastRow.fields.map(\.name),
    count: entries.count,
    memory,
    in: context
  ) { index, name in
    let (entry, forecast) = (entries[index], entries[index].forecast)
    let range = outlook.levels.first.flatMap(forecast.range) ?? forecast.ranges.first
    return switch name {
    case "start": .day(forecast.days.lowerBound, in: context)
    case "last": .day(forecast.days.upperBound.advanced(by: -1), in: context)
    case "made": .day(forecast.madeOn, in: context)
    case "expected": outlook.value(forecast.expected)
    case "low": outlook.value(range?.low)
    case "high": outlook.value(range?.high)
    case "actual": outlook.value(entry.actual)
    case "error": entry.error.map { .number($0) } ?? .nil
    default: range.flatMap { entry.isHeld($0.level) }.map { .boolean($0) } ?? .nil
    }
  }
  var coverage = LuaTable()
  for level in record.levels {
    guard let held = record.coverage(level) else { continue }
    coverage.others.append((key: .integer(Int64(level)), value: .number(held)))
  }
  return .table(
    LuaTable(fields: [
      "count": .integer(Int64(entries.count)), "periods": .integer(Int64(record.periods)),
      "error": record.error.map { .number($0) } ?? .nil, "coverage": .table(coverage),
      "forecasts": .table(rows.list),
    ])
  )
}

/// What an event has.
func eventObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: EventObject.self)
  return ObjectDefinition(
    name: "event",
    summary: "An expected change of usage, as `forecast.event` makes it.",
    fields: [
      field("name", "string", "its name") { .text($0.name) }
    ],
    examples: [
      """
      local launch = forecast.event { "Launch", since = "2026-11-25", days = 4, factor = 2 }
      assert(launch.name == "Launch")
      """
    ]
  )
}
