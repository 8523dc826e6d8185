import LuaHost
import UsageModel

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
    example: String,
    _ body: @escaping (Period, Arguments) throws -> LuaValue
  ) -> Definition {
    Definition("period:\(name)", summary, parameters, result: result) { arguments in
      guard case .object(let object as PeriodObject) = arguments.receiver else { return [] }
      return [try body(object.period, arguments)]
    }
    .example(example)
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
    details: "A running period ends, for every query, with the last day that is over.",
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
      method(
        "previous",
        "The period before, or n before.",
        [steps],
        example: #"assert(tostring(period("2026-11"):previous(2)) == "2026-09")"#
      ) { period, arguments in
        .period(try inCalendar(period.advanced(by: -(try step(arguments)))), in: context)
      },
      method(
        "next",
        "The period after, or n after.",
        [steps],
        example: #"assert(tostring(period("2026-W53"):next()) == "2027-W01")"#
      ) { period, arguments in
        .period(try inCalendar(period.advanced(by: try step(arguments))), in: context)
      },
      method(
        "same_days",
        "The period cut to as many complete days as the report's period has: like for like.",
        example: """
          -- 20 days of November are over.
          local before = period.month():previous():same_days()
          assert(before.label == "1–20 October 2026")
          """
      ) { period, _ in
        let elapsed = context.elapsedDays(of: context.period).count
        return .period(elapsed == 0 ? period : period.prefix(days: elapsed), in: context)
      },
      method(
        "contains",
        "Whether a day lies in it.",
        [Parameter("day", .either([.object("day"), .text]), "a day, or its date")],
        result: "boolean",
        example: #"assert(period("2026-11"):contains("2026-11-03"))"#
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
        result: "fun(): tally.period?",
        example: """
          local weeks = 0
          for week in period("2026-11"):each("week") do weeks = weeks + 1 end
          assert(weeks == 6)
          """
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
      OperatorDefinition(
        .toString,
        "tostring(period)",
        "string",
        "the form that `period` and `--period` read",
        HostFunction("tostring") { call in
          guard case .object(let object as PeriodObject) = call[0] else { return [.text("period")] }
          return [.text(object.period.description)]
        }
      ),
      OperatorDefinition(
        .equal,
        of: "period",
        HostFunction("==") { call in
          guard case .object(let left as PeriodObject) = call[0],
            case .object(let right as PeriodObject) = call[1]
          else { return [false] }
          return [.boolean(left.period == right.period)]
        }
      ),
    ],
    examples: [
      """
      local month = period.month()
      assert(month.label == "November 2026" and tostring(month) == "2026-11")
      assert(tostring(month.start) == "2026-11-01" and tostring(month.stop) == "2026-12-01")
      assert(month.days == 30 and month.elapsed_days == 20 and not month.is_complete)
      assert(tostring(month.until_day) == "2026-11-20")
      assert(month == period("2026-11"))
      """
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
    details:
      "A day never equals a text, though `<` and `<=` take a date too: write `tostring(day) == \"2026-11-20\"`.",
    fields: [
      field("year", "the year") { $0.month.year },
      field("month", "the month, 1 to 12") { $0.month.month },
      field("day", "the day of the month") { $0.dayOfMonth },
      field("weekday", "1 is Monday, 7 is Sunday") { $0.weekday },
    ],
    operators: [
      OperatorDefinition(
        .toString,
        "tostring(day)",
        "string",
        "the date: 2026-11-20",
        HostFunction("tostring") { call in [.text(call[0].day?.description ?? "day")] }
      ),
      OperatorDefinition(
        .equal,
        of: "day",
        HostFunction("==") { call in
          guard case .object(let left as DayObject) = call[0],
            case .object(let right as DayObject) = call[1]
          else { return [false] }
          return [.boolean(left.day == right.day)]
        }
      ),
      OperatorDefinition(.lessThan, of: "day", comparing("<", <)),
      OperatorDefinition(.lessOrEqual, of: "day", comparing("<=", <=)),
    ],
    examples: [
      """
      local day = period("2026-11-20").start
      assert(day.year == 2026 and day.month == 11 and day.day == 20 and day.weekday == 5)
      assert(tostring(day) == "2026-11-20" and day == period("2026-11-20").start)
      assert(period("2026-11-19").start < day and day <= day)
      """
    ]
  )
}
