import LuaHost
import UsageAnalysis
import UsageModel

/// `forecast.period`, `forecast.series` and `forecast.event`.
func forecastModule(_ context: ScriptContext) -> ModuleDefinition {
  let period = Definition(
    "forecast.period",
    "Forecasts what a period will cost in the end, with ranges, from the usage of the year before it.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: ForecastQuestion.options,
    result: "tally.outlook"
  ) { arguments in
    [.object(try ForecastQuestion(arguments: arguments, context: context).outlook())]
  }
  .explained(
    """
    It is a query, since it loads the history that it needs, up to 400 days. Usage is extrapolated, fees and \
    charges are added on the days on which they are known to fall, and one-time charges of the past are not \
    continued. Days without a reading are left out, and days that were interpolated weigh less.

    `"auto"` mixes methods by how they would have done on this very usage: `seasonal_naive`, `day_of_week`, \
    `recent_level`, `ets`, `ets_damped` and `theta`. With too little history there is no real forecast: \
    `reason` then says what is missing, and `expected` is the run rate.

    A function as method receives the amounts of the days so far and how many days are wanted, and returns a \
    list with an amount for each. It is tried on the past too, so it is called up to 25 times.
    """
  )
  .example(
    """
    local outlook = forecast.period { period = period.month() }
    print(outlook.expected, outlook.range80 and outlook.range80.high, outlook.reason)
    local r = report.new { title = "Outlook" }
    r:figures { outlook:figure("Expected at month end") }
    """
  )
  .example(
    """
    -- The same days again, as a method of one's own.
    local outlook = forecast.period {
      method = function(values, days)
        local path = {}
        for i = 1, days do path[i] = values[#values - 7 + (i - 1) % 7 + 1] or 0 end
        return path
      end,
    }
    """
  )
  let series = Definition(
    "forecast.series",
    "Forecasts plain numbers, one a day: a list in which false is a gap, or a series.",
    [
      Parameter(
        "values",
        .either([.object("series"), .object("metric"), .list(.any)]),
        "the days so far"
      ),
      Parameter("options", .table, "the options below"),
    ],
    options: [
      Parameter("horizon", .wholeNumber, "how many days to forecast")
    ] + ForecastQuestion.methodOptions,
    result: "tally.outlook"
  ) { arguments in [.object(try seriesOutlook(arguments, in: context))] }
  .example(
    """
    local days = {}
    for i = 1, 60 do days[i] = 100 + i % 7 end
    local outlook = forecast.series(days, { horizon = 7 })
    assert(outlook.expected > 600 and outlook.range95.low <= outlook.expected)
    """
  )
  let event = Definition(
    "forecast.event",
    "Something that will change usage on some days: by a factor, or by an amount.",
    [Parameter("event", .table, "the event's name, then the options below")],
    options: [
      Parameter("since", .either([.text, .object("day")]), "its first day"),
      Parameter("days", .wholeNumber, "how many days it lasts"),
      Parameter(
        "factor",
        .either([.number, .list(.number)]),
        optional: true,
        "how many times as much is used: 1.8, or a range such as { 1.4, 2.2 }"
      ),
      Parameter(
        "amount",
        .either([.object("money"), .list(.object("money"))]),
        optional: true,
        "what it adds in all, or a range of it"
      ),
      Parameter(
        "where",
        .map(.any),
        optional: true,
        "the usage that a factor concerns; all without it"
      ),
    ],
    takesList: true,
    result: "tally.event"
  ) { arguments in [.object(try newEvent(arguments, in: context))] }
  .explained(
    "A factor scales usage, never fees. An event in the past is taken out of what is learnt from."
  )
  .example(
    """
    local launch = forecast.event { "Launch", since = "2026-11-25", days = 4, factor = { 1.4, 2.2 } }
    local outlook = forecast.period { events = { launch } }
    print(outlook.expected, outlook:without("Launch").expected)
    """
  )
  return ModuleDefinition(
    name: "forecast",
    summary: "What is to come, with ranges that say how sure it is.",
    functions: [period, series, event]
  )
}

private func seriesOutlook(
  _ arguments: Arguments,
  in context: ScriptContext
) throws -> OutlookObject {
  guard let horizon = Arguments.wholeNumber(arguments.options["horizon"]),
    (1...1000).contains(horizon)
  else {
    throw HostError(
      "option \"horizon\": expected a whole number from 1 to 1000, got "
        + describe(arguments.options["horizon"])
    )
  }
  var currency: String?
  let values: [Double?]
  switch arguments[0] {
  case .object(let series as SeriesObject):
    values = series.points.map { $0.value?.approximation }
    if series.measure == .cost { currency = context.input.currency }
  case .object(let metric as MetricObject): values = metric.points.map { $0.value?.approximation }
  case .table(let list):
    values = try entries(of: list, as: "argument 1 (values): ").enumerated().map {
      index,
      value throws(HostError) in
      if case .boolean(false) = value { return nil }
      guard let number = value.decimal else {
        throw HostError(
          "argument 1 (values): entry \(index + 1): expected a number, or false for a gap, got "
            + describe(value)
        )
      }
      return number.approximation
    }
  default: values = []
  }
  guard values.count <= 10_000 else {
    throw HostError("argument 1 (values): at most 10,000 days, got \(values.count)")
  }
  let levels = try ForecastQuestion.levels(arguments.options["level"])
  let input = ForecastInput(
    values: values,
    horizon: horizon,
    levels: levels.map { Double($0) / 100 }
  )
  let memory = try OutlookObject.memory(of: input, in: context)
  return OutlookObject(
    forecast: try ForecastQuestion.forecast(input, arguments.options["method"], in: context),
    levels: levels,
    span: nil,
    history: nil,
    currency: currency,
    memory: memory,
    context: context
  )
}

private func newEvent(_ arguments: Arguments, in context: ScriptContext) throws -> EventObject {
  let options = arguments.options
  guard let name = options.array.first?.textValue, options.array.count == 1 else {
    throw HostError("an event begins with its name: forecast.event { \"Launch\", since = … }")
  }
  guard let first = options["since"].day else {
    throw HostError(
      "option \"since\": expected a day such as 2026-11-25, got \(describe(options["since"]))"
    )
  }
  guard let count = Arguments.wholeNumber(options["days"]), (1...366).contains(count) else {
    throw HostError(
      "option \"days\": expected a whole number from 1 to 366, got \(describe(options["days"]))"
    )
  }
  func range(_ name: String, _ read: (LuaValue) -> Double?) throws -> ClosedRange<Double>? {
    let value = options[name]
    if case .nil = value { return nil }
    var ends = [value]
    if case .table(let list) = value { ends = try entries(of: list, as: "option \"\(name)\": ") }
    let numbers = ends.compactMap(read)
    guard let low = numbers.first, let high = numbers.last, numbers.count == ends.count,
      ends.count <= 2, low <= high
    else {
      throw HostError("option \"\(name)\": expected a value, or a range such as { low, high }")
    }
    return low...high
  }
  let factor = try range("factor") { $0.decimal.flatMap { $0.isNegative ? nil : $0.approximation } }
  let amount = try range("amount") {
    $0.money.flatMap { $0.currency == context.input.currency ? $0.amount.approximation : nil }
  }
  let effect: ForecastEvent.Effect
  switch (factor, amount) {
  case (let factor?, nil): effect = .factor(factor)
  case (nil, let amount?): effect = .amount(amount)
  default: throw HostError("an event has a factor or an amount")
  }
  var filter = UsageFilter()
  if case .table(let conditions) = options["where"] {
    filter = try usageFilter(conditions, as: "option \"where\": ", in: context)
  }
  return EventObject(
    name: name,
    days: first..<first.advanced(by: count),
    effect: effect,
    filter: filter,
    context: context
  )
}
