import LuaHost
import UsageModel

/// A period in a script.
struct PeriodObject: LuaObject {
  let period: Period
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("period") }
}

/// A day in a script.
struct DayObject: LuaObject {
  let day: Day
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("day") }
}

extension LuaValue {
  static func period(_ period: Period, in context: ScriptContext) -> LuaValue {
    .object(PeriodObject(period: period, context: context))
  }

  static func day(_ day: Day, in context: ScriptContext) -> LuaValue {
    .object(DayObject(day: day, context: context))
  }

  /// The day that a day object or a text such as `2026-10-15` stands for.
  var day: Day? {
    switch self {
    case .object(let object as DayObject): object.day
    case .string(let text): Day(text.text)
    default: nil
    }
  }

  /// A moment as an RFC 3339 text in UTC, which the functions that ask for a moment read.
  static func moment(_ moment: Timestamp) -> LuaValue { .text(moment.description) }

  /// The moment that an RFC 3339 text names.
  var moment: Timestamp? {
    if case .string(let text) = self { Timestamp(rfc3339: text.text) } else { nil }
  }
}
