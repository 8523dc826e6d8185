import LuaHost
import UsageAnalysis
import UsageModel

/// Reads what `forecast.period` receives, and answers it.
struct ForecastQuestion {
  let arguments: Arguments
  let context: ScriptContext

  /// The options of both functions that forecast.
  static let methodOptions = [
    Parameter(
      "method",
      .either([
        .word(methodNames), .text, .callback("fun(values: number[], days: integer): number[]"),
      ]),
      optional: true,
      "how to forecast: a method's name, also of one in Scripts/methods, or a function; \"auto\" without it"
    ),
    Parameter(
      "level",
      .list(.wholeNumber),
      optional: true,
      "how many of a hundred outcomes each range should hold; { 80, 95 } without it"
    ),
  ]

  /// The options of `forecast.period`.
  static let options =
    UsageQuestion.options.filter { $0.name != "dims" } + methodOptions + [
      Parameter(
        "events",
        .list(.object("event")),
        optional: true,
        "what will change usage, from forecast.event"
      )
    ]

  private static let methodNames = ForecastMethods.names

  /// The forecast of a period.
  func outlook() throws -> OutlookObject {
    let question = try UsageQuestion(arguments, default: [], in: context)
    let levels = try Self.levels(arguments.options["level"])
    let events = try Self.events(arguments.options["events"])
    let wanted = events.reduce(question.filter.dimensions) { $0.union($1.filter.dimensions) }
    let today = context.today
    let query = UsageQuery(
      days: UsageHistory.span(of: question.period),
      dimensions: wanted,
      asOf: context.input.asOf
    )
    try context.look()
    let table = try context.ask { try $0.table(query, view: question.view) }.table
    let memory = try context.hold(table.byteCount)
    try context.work(table.count * 8)
    let history = try UsageHistory(
      of: .cost,
      in: table,
      where: question.filter,
      for: question.period,
      before: today
    )
    let input = history.input(
      events: try events.map { try $0.event(in: history, of: table, where: question.filter) },
      levels: levels.map { Double($0) / 100 }
    )
    let held = try OutlookObject.memory(of: input, in: context)
    let forecast = try Self.forecast(input, arguments.options["method"], in: context)
    let asked = text(of: question, with: events)
    let record = try record(of: asked, question, history)
    if let shown = ShownForecast(
      of: asked,
      for: question.period.days,
      madeOn: today,
      forecast,
      levels: levels
    ) {
      context.note(shown)
    }
    return withExtendedLifetime(memory) {
      OutlookObject(
        forecast: forecast,
        levels: levels,
        record: record,
        span: .init(
          period: question.period,
          today: max(history.today, question.period.start),
          spent: history.spent,
          daily: question.period.days.filter { $0 < history.today }.map { day in
            let place = history.start.distance(to: day)
            let isKnown = history.values.indices.contains(place) && history.values[place] != nil
            return history.totals[day] ?? (isKnown ? .zero : nil)
          }
        ),
        history: history.start,
        currency: context.input.currency,
        memory: held,
        context: context
      )
    }
  }

  // MARK: - Keeping score

  /// What is asked, in a fixed form: forecasts of the same question are told by the same text.
  private func text(of question: UsageQuestion, with events: [EventObject]) -> String {
    let method =
      switch arguments.options["method"] {
      case .function: "custom \(context.input.name)"
      case let named: named.textValue ?? ForecastChoice.auto.name
      }
    let changes = events.map { "with \($0.name) \($0.days) \($0.effect)" }.sorted()
    let conditions = question.filter.conditions.map { condition in
      "\(condition.dimension.name) in \(condition.patterns.map(\.text).sorted())"
    }
    return
      ([
        "\(question.period.kind.rawValue) \(question.view.rawValue) \(context.input.currency) \(method)"
      ]
      + conditions.sorted() + changes).joined(separator: ", ")
  }

  /// How earlier forecasts turned out, of the periods whose usage is loaded.
  private func record(
    of text: String,
    _ question: UsageQuestion,
    _ history: UsageHistory
  ) throws -> ForecastRecord? {
    let shown = try context.ask { try $0.forecasts(of: text, asOf: context.input.asOf) }
    guard !shown.isEmpty else { return nil }
    try context.work(shown.count * 64)
    let loaded = UsageHistory.span(of: question.period)
    // What came is known once usage was seen on the last day, or later.
    let seen = (history.values.lastIndex { $0 != nil }).map { history.start.advanced(by: $0) }
    return try ForecastRecord(of: shown, before: context.today) { days in
      guard let seen, seen >= days.upperBound.advanced(by: -1), loaded.contains(days.lowerBound),
        days.upperBound <= loaded.upperBound
      else { return nil }
      let known = days.lowerBound.distance(to: days.upperBound)
      let amounts = (0..<known).compactMap { history.totals[days.lowerBound.advanced(by: $0)] }
      return amounts.isEmpty ? nil : try FixedDecimal.sum(of: amounts)
    }
  }

  // MARK: - Options

  /// The levels in percent, in the order in which they were named.
  static func levels(_ value: LuaValue) throws(HostError) -> [Int] {
    guard case .table(let list) = value else { return [80, 95] }
    let owner = "option \"level\": "
    let entries = try entries(of: list, as: owner)
    guard entries.count <= 10 else {
      throw HostError("\(owner)at most 10 levels, got \(entries.count)")
    }
    var levels: [Int] = []
    for (index, entry) in entries.enumerated() {
      guard let level = Arguments.wholeNumber(entry), (1...99).contains(level) else {
        throw HostError(
          "\(owner)entry \(index + 1): expected a whole number from 1 to 99, got \(describe(entry))"
        )
      }
      if !levels.contains(level) { levels.append(level) }
    }
    return levels
  }

  private static func events(_ value: LuaValue) throws(HostError) -> [EventObject] {
    guard case .table(let list) = value else { return [] }
    let owner = "option \"events\": "
    let entries = try entries(of: list, as: owner)
    guard entries.count <= 50 else {
      throw HostError("\(owner)at most 50 events, got \(entries.count)")
    }
    return try entries.enumerated().map { index, entry throws(HostError) in
      guard case .object(let event as EventObject) = entry else {
        throw HostError(
          "\(owner)entry \(index + 1): expected an event from forecast.event, got \(describe(entry))"
        )
      }
      return event
    }
  }

  /// Forecasts by a method of that name, or by a script's function.
  static func forecast(
    _ input: ForecastInput,
    _ method: LuaValue,
    in context: ScriptContext
  ) throws -> Forecast {
    // About as long as this many steps, for each day that the methods go through.
    try context.work(
      (input.values.count + input.horizon) * 600 + input.events.count * (input.horizon + 1) * 300
    )
    do {
      return try Forecaster(try choice(method, in: context)).forecast(input)
    } catch let error as ForecastError {
      throw HostError("option \"method\": \(error.description)")
    }
  }
}

extension ShownForecast {
  /// What a report shows of a forecast; nil where there is no real one, and where nothing is left to forecast.
  fileprivate init?(
    of question: String,
    for days: Swift.Range<Day>,
    madeOn day: Day,
    _ forecast: Forecast,
    levels: [Int]
  ) {
    guard forecast.reason == nil, forecast.horizon > 0, let expected = forecast.expected else {
      return nil
    }
    let ranges = zip(levels, forecast.ranges).map { level, range in
      Range(level: level, low: range.low, high: range.high)
    }
    self.init(of: question, for: days, madeOn: day, expected: expected, ranges: ranges)
  }
}

extension EventObject {
  /// The event as a forecast of some usage takes it.
  fileprivate func event(
    in history: UsageHistory,
    of table: UsageTable,
    where filter: UsageFilter
  ) throws -> ForecastEvent {
    ForecastEvent(
      name,
      days: history.place(of: days.lowerBound)..<history.place(of: days.upperBound),
      effect: effect,
      share: try share(in: history, of: table, where: filter)
    )
  }

  /// The part of the last four weeks' usage that the event concerns.
  private func share(
    in history: UsageHistory,
    of table: UsageTable,
    where filter: UsageFilter
  ) throws -> Double {
    guard !self.filter.conditions.isEmpty else { return 1 }
    try context.work(table.count * 4)
    let own = try UsageHistory(
      of: .cost,
      in: table,
      where: UsageFilter(filter.conditions + self.filter.conditions),
      for: history.period,
      before: history.today
    )
    func recent(_ values: [FixedDecimal?]) throws -> Double {
      try FixedDecimal.sum(of: values.suffix(28).compactMap(\.self)).approximation
    }
    let (part, whole) = (try recent(own.values), try recent(history.values))
    return whole == 0 ? 0 : min(1, max(0, part / whole))
  }
}
