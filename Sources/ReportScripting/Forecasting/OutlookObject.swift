import LuaHost
import UsageAnalysis
import UsageModel

/// A forecast in a script: of a period's cost, or of plain numbers.
struct OutlookObject: LuaObject {
  var forecast: Forecast
  /// The levels of the ranges, in percent as the script named them.
  let levels: [Int]
  /// How earlier forecasts of the same question turned out; nil where there are none.
  var record: ForecastRecord?
  /// The period and its first day to come; nil for a forecast of plain numbers.
  let span: Span?
  /// The first day of the history; nil for plain numbers.
  let history: Day?
  /// The currency of amounts; nil for plain numbers.
  let currency: String?
  /// What is counted for the paths.
  var memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("outlook") }

  /// The days that a forecast is about.
  struct Span {
    let period: Period
    /// The first day that is not over.
    let today: Day
    /// What is known of the days that are over; nil where nothing is.
    let spent: FixedDecimal?
    /// The same day by day, with fees and charges; nil where nothing is known.
    let daily: [FixedDecimal?]
  }
}

extension OutlookObject {
  /// The memory that a forecast's paths take: 300 of them.
  static func memory(
    of input: ForecastInput,
    in context: ScriptContext
  ) throws(LuaError) -> HeldMemory {
    try context.hold(1024 + input.horizon * 300 * 8 + input.values.count * 16)
  }

  /// Counts that all paths are gone through once more.
  func work() throws(LuaError) {
    try context.work(64 + forecast.horizon * 300 * (1 + forecast.events.count))
  }

  /// Why there is no real forecast; also where a period is over of which nothing is known.
  var reason: String? {
    isUnknown ? "nothing is known of the period" : forecast.reason
  }

  /// Whether the period is over and nothing is known of it.
  var isUnknown: Bool { forecast.horizon == 0 && span.map { $0.spent == nil } ?? false }

  /// The total at the end.
  var expected: LuaValue { isUnknown ? .nil : value(forecast.expected) }

  /// An amount as scripts read it: money to the sixth decimal, or a plain number.
  func value(_ amount: Double?) -> LuaValue {
    guard let amount else { return .nil }
    guard let currency else { return .number(amount) }
    return FixedDecimal(estimate: amount).map { .money(Money($0, currency), in: context) } ?? .nil
  }

  /// A range as `{ low, high }`; nil where there is none of the level.
  func range(_ ranges: [ForecastRange], percent: Int) -> LuaValue {
    guard let place = levels.firstIndex(of: percent), ranges.indices.contains(place), !isUnknown
    else {
      return .nil
    }
    let (low, high) = (value(ranges[place].low), value(ranges[place].high))
    return .table(LuaTable(fields: ["low": low, "high": high]))
  }

  /// The amount of an argument, in the forecast's own unit.
  func amount(_ value: LuaValue) throws(HostError) -> Double {
    if let currency {
      guard let money = value.money else {
        throw HostError(
          "argument 1 (amount): expected an amount of money, got \(describe(value))"
        )
      }
      guard money.currency == currency else {
        throw HostError(
          "argument 1 (amount): the forecast is in \(currency), and this is in \(money.currency)"
        )
      }
      return money.amount.approximation
    }
    guard let number = value.decimal else {
      throw HostError("argument 1 (amount): expected a number, got \(describe(value))")
    }
    return number.approximation
  }

  /// A day of the forecast, counted from 0: a day of the calendar, or a number from 1.
  func day(_ place: Int?) -> LuaValue {
    guard let place else { return .nil }
    guard let span else { return .integer(Int64(place + 1)) }
    return .day(span.today.advanced(by: place), in: context)
  }
}

/// An expected change of usage in a script.
struct EventObject: LuaObject {
  let name: String
  let days: Range<Day>
  let effect: ForecastEvent.Effect
  /// The usage that a factor concerns.
  let filter: UsageFilter
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("event") }
}
