/// A copy of a Lua table, or a table to be made in Lua.
public struct LuaTable {
  /// The values at 1, 2, 3 and so on, up to the first nil.
  public var array: [LuaValue]
  /// The values whose keys are text.
  public var fields: [String: LuaValue]
  /// The values with any other key: numbers outside the array, booleans, objects, invalid UTF-8,
  /// and text that is canonically equal to the name of a field and has other bytes.
  public var others: [(key: LuaValue, value: LuaValue)]

  /// Makes a table of an array part and named fields.
  public init(array: [LuaValue] = [], fields: [String: LuaValue] = [:]) {
    self.array = array
    self.fields = fields
    self.others = []
  }

  /// Whether nothing is in the table.
  public var isEmpty: Bool {
    array.isEmpty && fields.isEmpty && others.isEmpty
  }

  /// The value of a field; `.nil` where there is none.
  public subscript(name: String) -> LuaValue {
    get { fields[name] ?? .nil }
    set { fields[name] = newValue }
  }
}

@available(*, unavailable)
extension LuaTable: Sendable {}
