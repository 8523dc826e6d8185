import LuaHost
import ReportDocument
import UsageModel

/// `period(…)` and `period.month(…)`.
func periodModule(_ context: ScriptContext) -> ModuleDefinition {
  let read = Definition(
    "period",
    "Reads a period: \(Period.forms).",
    [Parameter("text", .text, "the period")],
    result: "tally.period"
  ) { arguments in [.period(try parsedPeriod(try arguments.text(0)), in: context)] }
  let kinds: [Period.Kind] = [.day, .week, .month, .quarter, .year]
  let functions = kinds.map { kind in
    Definition(
      "period.\(kind.rawValue)",
      "The \(kind.rawValue) the report is made for, or the one that a text or day names.",
      [
        Parameter(
          "day",
          .either([.text, .object("day")]),
          optional: true,
          "such as \"2026-10\"; the report's own without it"
        )
      ],
      result: "tally.period"
    ) { arguments in
      if case .nil = arguments[0] {
        let own = context.period
        return [.period(own.kind == kind ? own : Period(kind, containing: own.last), in: context)]
      }
      if let day = arguments[0].day { return [.period(Period(kind, containing: day), in: context)] }
      let named = try parsedPeriod(try arguments.text(0))
      guard named.kind == kind else {
        throw HostError(
          "argument 1 (day): expected a \(kind.rawValue), got \(describe(arguments[0]))"
        )
      }
      return [.period(named, in: context)]
    }
  }
  return ModuleDefinition(
    name: "period",
    summary: "Periods of days.",
    call: read,
    functions: functions
  )
}

private func parsedPeriod(_ text: String) throws(HostError) -> Period {
  guard let period = Period(text) else {
    throw HostError("\(describe(.text(text))) is no period; write \(Period.forms)")
  }
  return period
}

/// What a period object has.
func periodObject(_ context: ScriptContext) -> ObjectDefinition {
  func field(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (Period) -> LuaValue
  ) -> FieldDefinition {
    FieldDefinition(name, annotation, summary) { object in
      (object as? PeriodObject).map { read($0.period) } ?? .nil
    }
  }
  func method(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter] = [],
    result: String = "tally.period",
    _ body: @escaping (Period, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("period:\(name)", summary, parameters, result: result) { arguments in
      guard case .object(let object as PeriodObject) = arguments.receiver else { return [] }
      return [try body(object.period, arguments)]
    }
  }
  let steps = Parameter("n", .wholeNumber, optional: true, "how many; one without it")
  func step(_ arguments: Arguments) throws(HostError) -> Int {
    let count = Arguments.wholeNumber(arguments[0]) ?? 1
    guard count.magnitude <= 10_000 else {
      throw HostError("argument 1 (n): at most 10000 steps, got \(count)")
    }
    return count
  }
  /// A period that can be written and read again.
  func inCalendar(_ period: Period) throws(HostError) -> Period {
    guard (1...9999).contains(period.start.month.year), period.last.month.year <= 9999 else {
      throw HostError("the calendar goes from the year 1 to 9999")
    }
    return period
  }
  return ObjectDefinition(
    name: "period",
    summary: "A range of days.",
    fields: [
      field("start", "tally.day", "the first day") { .day($0.start, in: context) },
      field("stop", "tally.day", "the day after the last one") { .day($0.stop, in: context) },
      field("days", "integer", "how many days it has") { .integer(Int64($0.length)) },
      field("label", "string", "the period as people write it: October 2026") { .text($0.label) },
      field("elapsed_days", "integer", "how many of its days are over, as of the report") {
        .integer(Int64(context.elapsedDays(of: $0).count))
      },
      field("is_complete", "boolean", "whether all its days are over") {
        .boolean(context.today >= $0.stop)
      },
      field("until_day", "tally.day?", "the last day of it that is over") { period in
        context.elapsedDays(of: period).last.map { .day($0, in: context) } ?? .nil
      },
    ],
    methods: [
      method("previous", "The period before, or n before.", [steps]) { period, arguments in
        .period(try inCalendar(period.advanced(by: -(try step(arguments)))), in: context)
      },
      method("next", "The period after, or n after.", [steps]) { period, arguments in
        .period(try inCalendar(period.advanced(by: try step(arguments))), in: context)
      },
      method(
        "same_days",
        "The period cut to as many complete days as the report's period has: like for like."
      ) { period, _ in
        let elapsed = context.elapsedDays(of: context.period).count
        return .period(elapsed == 0 ? period : period.prefix(days: elapsed), in: context)
      },
      method(
        "contains",
        "Whether a day lies in it.",
        [Parameter("day", .either([.object("day"), .text]), "a day, or its date")],
        result: "boolean"
      ) { period, arguments in
        guard let day = arguments[0].day else {
          throw HostError(
            "argument 1 (day): expected a day such as 2026-10-15, got \(describe(arguments[0]))"
          )
        }
        return .boolean(period.contains(day))
      },
      method(
        "each",
        "Its days, weeks or months, for a loop.",
        [Parameter("kind", .word(["day", "week", "month"]), "what to go through")],
        result: "fun(): tally.period?"
      ) { period, arguments in
        try context.work(period.length * 4)
        let memory = try context.hold(period.length * MemorySize.array)
        let pieces = period.pieces(of: Period.Kind(rawValue: try arguments.text(0)) ?? .day)
        var next = pieces.makeIterator()
        return .hostFunction(
          HostFunction("each") { _ in
            withExtendedLifetime(memory) { [next.next().map { .period($0, in: context) } ?? .nil] }
          }
        )
      },
    ],
    operators: [
      .toString: HostFunction("tostring") { call in
        guard case .object(let object as PeriodObject) = call[0] else { return [.text("period")] }
        return [.text(object.period.description)]
      },
      .equal: HostFunction("==") { call in
        guard case .object(let left as PeriodObject) = call[0],
          case .object(let right as PeriodObject) = call[1]
        else { return [false] }
        return [.boolean(left.period == right.period)]
      },
    ]
  )
}

/// What a day object has.
func dayObject(_ context: ScriptContext) -> ObjectDefinition {
  func field(
    _ name: String,
    _ summary: String,
    _ read: @escaping (Day) -> Int
  ) -> FieldDefinition {
    FieldDefinition(name, "integer", summary) { object in
      (object as? DayObject).map { .integer(Int64(read($0.day))) } ?? .nil
    }
  }
  func comparing(_ name: String, _ holds: @escaping (Day, Day) -> Bool) -> HostFunction {
    HostFunction(name) { call in
      guard let left = call[0].day, let right = call[1].day else {
        throw HostError("a day can be compared with a day only")
      }
      return [.boolean(holds(left, right))]
    }
  }
  return ObjectDefinition(
    name: "day",
    summary: "A calendar day.",
    fields: [
      field("year", "the year") { $0.month.year },
      field("month", "the month, 1 to 12") { $0.month.month },
      field("day", "the day of the month") { $0.dayOfMonth },
      field("weekday", "1 is Monday, 7 is Sunday") { $0.weekday },
    ],
    operators: [
      .toString: HostFunction("tostring") { call in [.text(call[0].day?.description ?? "day")] },
      .equal: HostFunction("==") { call in
        guard case .object(let left as DayObject) = call[0],
          case .object(let right as DayObject) = call[1]
        else { return [false] }
        return [.boolean(left.day == right.day)]
      },
      .lessThan: comparing("<", <),
      .lessOrEqual: comparing("<=", <=),
    ]
  )
}
