import LuaHost
import UsageModel
import UsageProviders

/// An exact decimal number as plug-ins hold it.
struct DecimalObject: LuaObject {
  let value: FixedDecimal
  let luaType: LuaObjectType
}

/// Exact decimals in one state: what `decimal(…)` gives, and what they can do.
///
/// A number that a platform sends with a fraction would lose digits as Lua's own kind of number.
final class DecimalType {
  private(set) var type: LuaObjectType = LuaObjectType(name: "decimal")

  init() {
    func operation(
      _ symbol: String,
      _ body: @escaping (FixedDecimal, FixedDecimal) throws -> FixedDecimal?
    ) -> HostFunction {
      HostFunction(symbol) { [unowned self] call in
        let operands = try (operand(call[0], symbol), operand(call[1], symbol))
        guard let result = try body(operands.0, operands.1) else {
          throw HostError("division by zero")
        }
        return value(result)
      }
    }
    func comparison(
      _ symbol: String,
      _ holds: @escaping (FixedDecimal, FixedDecimal) -> Bool
    ) -> HostFunction {
      HostFunction(symbol) { [unowned self] call in
        .boolean(holds(try operand(call[0], symbol), try operand(call[1], symbol)))
      }
    }
    type = LuaObjectType(
      name: "decimal",
      operators: [
        .add: operation("+") { try $0 + $1 },
        .subtract: operation("-") { try $0 - $1 },
        .multiply: operation("*") { try $0 * $1 },
        .divide: operation("/") { try $0.divided(by: $1) },
        .negate: HostFunction("-") { [unowned self] call in
          value(try operand(call[0], "-").negated)
        },
        .equal: comparison("==", ==),
        .lessThan: comparison("<", <),
        .lessOrEqual: comparison("<=") { $0 < $1 || $0 == $1 },
        .toString: HostFunction("tostring") { [unowned self] call in
          .text(try operand(call[0], "tostring").description)
        },
      ]
    )
  }

  /// A decimal as a value of Lua.
  func value(_ decimal: FixedDecimal) -> LuaValue {
    .object(DecimalObject(value: decimal, luaType: type))
  }

  /// The function `decimal(number [, power of ten])`.
  var function: HostFunction {
    HostFunction("decimal") { [unowned self] call in
      var power = 0
      switch call[1] {
      case .nil: break
      case .integer(let number) where (-30...30).contains(number): power = Int(number)
      case let other:
        throw HostError(
          "argument 2: expected a whole power of ten from -30 to 30, got \(shownValue(other))"
        )
      }
      let digits: String
      switch call[0] {
      case .string(let text): digits = text.text
      default:
        guard let number = try? Self.exact(call[0]) else { throw Self.inexact(call[0]) }
        digits = number.description
      }
      guard let number = FixedDecimal(digits, timesTenTo: power) else {
        throw HostError("expected a number, got \(shownValue(call[0]))")
      }
      return value(number)
    }
  }

  private func operand(_ value: LuaValue, _ symbol: String) throws(HostError) -> FixedDecimal {
    do {
      return try Self.exact(value)
    } catch {
      throw HostError("\(error.message) (in `\(symbol)` with a decimal)")
    }
  }

  /// The exact number that a value is.
  static func exact(_ value: LuaValue) throws(HostError) -> FixedDecimal {
    switch value {
    case .integer(let number): return FixedDecimal(Int(number))
    case .object(let object as DecimalObject): return object.value
    case .string(let text):
      guard let number = FixedDecimal(text.text) else { throw inexact(value) }
      return number
    case .number(let number):
      // Whole numbers up to here are themselves as floats.
      guard number.magnitude <= 9_007_199_254_740_992, let whole = Int(exactly: number) else {
        throw inexact(value)
      }
      return FixedDecimal(whole)
    default: throw inexact(value)
    }
  }

  private static func inexact(_ value: LuaValue) -> HostError {
    if case .number = value {
      return HostError(
        "\(shownValue(value)) is a binary fraction and not exact; "
          + "take the number as the platform sent it, or decimal(\"…\")"
      )
    }
    return HostError("expected a number, got \(shownValue(value))")
  }
}
