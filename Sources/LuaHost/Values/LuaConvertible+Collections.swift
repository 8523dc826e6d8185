extension Optional: LuaConvertible where Wrapped: LuaConvertible {
  /// The type, or nil.
  public static var luaType: LuaType { .optional(Wrapped.luaType) }

  /// Reads nil as nothing.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    if case .nil = luaValue { self = nil } else { self = try Wrapped(luaValue: luaValue) }
  }

  /// The value, or nil.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) { try self?.luaValue ?? .nil }
  }
}

extension Array: LuaConvertible where Element: LuaConvertible {
  /// A list.
  public static var luaType: LuaType { .list(of: Element.luaType) }

  /// Reads a table that is a list and nothing else, without a gap.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    guard case .table(let table) = luaValue else {
      throw LuaConversionError(expected: Self.luaType, got: luaValue)
    }
    self = []
    for (index, value) in try table.entries().enumerated() {
      do {
        append(try Element(luaValue: value))
      } catch {
        throw error.at("entry \(index + 1)")
      }
    }
  }

  /// A table with the elements at 1, 2, 3 and so on; a nil among them ends the list.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) {
      var table = LuaTable()
      for (index, element) in enumerated() {
        do {
          table.array.append(try element.luaValue)
        } catch {
          throw error.at("entry \(index + 1)")
        }
      }
      return .table(table)
    }
  }
}

extension Dictionary: LuaConvertible where Key == String, Value: LuaConvertible {
  /// A table.
  public static var luaType: LuaType { .dictionary(of: Value.luaType) }

  /// Reads a table whose keys are all text.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    guard case .table(let table) = luaValue else {
      throw LuaConversionError(expected: Self.luaType, got: luaValue)
    }
    guard table.array.isEmpty, table.others.isEmpty else {
      throw LuaConversionError("every value needs its name, such as { name = … }")
    }
    self = [:]
    for (name, value) in table.fields.sorted(by: { $0.key < $1.key }) {
      do {
        self[name] = try Value(luaValue: value)
      } catch {
        throw error.at("field \"\(name)\"")
      }
    }
  }

  /// A table with the values by name.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) {
      var table = LuaTable()
      for (name, value) in self {
        do {
          table[name] = try value.luaValue
        } catch {
          throw error.at("field \"\(name)\"")
        }
      }
      return .table(table)
    }
  }
}

extension LuaValue: LuaConvertible {
  /// Anything.
  public static var luaType: LuaType { .any }

  /// Takes any value.
  public init(luaValue: LuaValue) { self = luaValue }

  /// The value itself.
  public var luaValue: LuaValue { self }
}

extension LuaTable {
  /// The entries of a table that is a list and nothing else.
  ///
  /// A `nil` in the middle of a list ends it in Lua, so what follows would be lost without a word.
  package func entries() throws(LuaConversionError) -> [LuaValue] {
    if let name = fields.keys.min() {
      throw LuaConversionError("a list is expected, got a value called \"\(name)\"")
    }
    return try gapless()
  }

  /// The list part of a table, which may have no gap.
  package func gapless() throws(LuaConversionError) -> [LuaValue] {
    let hasMore = others.contains { entry in
      if case .integer(let index) = entry.key { index > array.count } else { false }
    }
    guard !hasMore else {
      throw LuaConversionError("the list has a gap: its entry \(array.count + 1) is nil")
    }
    return array
  }
}
