import LuaHost
import UsageModel

/// An amount of money in a script.
struct MoneyObject: LuaObject {
  let money: Money
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("money") }
}

extension LuaValue {
  static func money(_ money: Money, in context: ScriptContext) -> LuaValue {
    .object(MoneyObject(money: money, context: context))
  }

  /// An amount in the reporting currency; nothing where it is not known.
  static func cost(_ amount: FixedDecimal?, in context: ScriptContext) -> LuaValue {
    amount.map { .money(Money($0, context.input.currency), in: context) } ?? .nil
  }

  /// A count or ratio as Lua's number: an integer where it is one and fits.
  static func decimal(_ value: FixedDecimal?) -> LuaValue {
    guard let value else { return .nil }
    if value.isWhole, let integer = Int64(exactly: value.units / FixedDecimal.unitsPerOne) {
      return .integer(integer)
    }
    return .number(value.approximation)
  }

  var money: Money? {
    if case .object(let object as MoneyObject) = self { object.money } else { nil }
  }

  /// The exact decimal of a Lua number; nil for others, and for what is not finite or too large.
  var decimal: FixedDecimal? {
    switch self {
    case .integer(let number): FixedDecimal(Int(number))
    // The shortest text that reads as the same number is what the script's author wrote.
    case .number(let number) where number.isFinite: FixedDecimal(String(number))
    default: nil
    }
  }
}
