/// Plain data of a script: what remains when the script has ended, and may go to any thread.
public enum LuaData: Hashable, Sendable {
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
  /// A table: the values at 1, 2, 3 and so on, and those with names.
  indirect case table(list: [LuaData], fields: [String: LuaData])

  /// The text of a string; nil for anything else.
  public var text: String? {
    if case .string(let string) = self { string.text } else { nil }
  }

  /// The value of a table's field; nil where there is none.
  public subscript(name: String) -> LuaData? {
    if case .table(_, let fields) = self { fields[name] } else { nil }
  }
}

extension LuaData: LuaConvertible {
  /// Plain data.
  public static var luaType: LuaType {
    LuaType("plain data", annotation: "any", isOptional: true)
  }

  /// Copies a value; functions and objects belong to their script and cannot be copied.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    switch luaValue {
    case .nil: self = .nil
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let string): self = .string(string)
    case .table(let table):
      guard table.others.isEmpty else {
        throw LuaConversionError("plain data has whole numbers from 1 and texts as keys only")
      }
      let list = try [LuaData](luaValue: .table(LuaTable(array: table.array)))
      let fields = try [String: LuaData](luaValue: .table(LuaTable(fields: table.fields)))
      self = .table(list: list, fields: fields)
    case .function, .hostFunction, .object:
      throw LuaConversionError(expected: Self.luaType, got: luaValue)
    }
  }

  /// The value for scripts.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) {
      switch self {
      case .nil: return .nil
      case .boolean(let flag): return .boolean(flag)
      case .integer(let number): return .integer(number)
      case .number(let number): return .number(number)
      case .string(let string): return .string(string)
      case .table(let list, let fields):
        var table = LuaTable()
        for value in list { table.array.append(try value.luaValue) }
        for (name, value) in fields { table[name] = try value.luaValue }
        return .table(table)
      }
    }
  }
}
