/// A value as it crosses the bridge between Swift and a script.
///
/// Not Sendable: functions and objects belong to one state, and a state to one thread.
///
/// What is larger than a word is kept apart, so that passing a number costs no more than a number.
public enum LuaValue {
  /// Absence.
  case `nil`
  /// A truth value.
  case boolean(Bool)
  /// An integer of Lua's integer subtype.
  case integer(Int64)
  /// A number of Lua's float subtype, NaN and infinities included.
  case number(Double)
  /// Bytes, which need not be valid UTF-8.
  case string(LuaString)
  /// A deep copy of a table.
  indirect case table(LuaTable)
  /// A function that the script made, or a built-in one.
  case function(LuaFunction)
  /// A function of the host; it only travels from Swift to Lua.
  indirect case hostFunction(HostFunction)
  /// An object of the host.
  indirect case object(any LuaObject)

  /// Makes a string value.
  public static func text(_ text: String) -> LuaValue {
    .string(LuaString(text))
  }

  /// The name a script's author knows the type by: Lua's own, or the name of the object's type.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .table: "table"
    case .function, .hostFunction: "function"
    case .object(let object): object.luaType.name
    }
  }
}

@available(*, unavailable)
extension LuaValue: Sendable {}

// MARK: - Literals

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
  /// Makes `.nil`.
  public init(nilLiteral: ()) { self = .nil }

  /// Makes a boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// Makes an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Makes a float.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// Makes a string.
  public init(stringLiteral value: String) { self = .text(value) }
}
