extension String: LuaConvertible {
  /// A text.
  public static var luaType: LuaType { .text }

  /// Reads a text; what is not UTF-8 becomes U+FFFD.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    self = try LuaString(luaValue: luaValue).text
  }

  /// The text's UTF-8.
  public var luaValue: LuaValue { .text(self) }
}

extension LuaString: LuaConvertible {
  /// A text.
  public static var luaType: LuaType { .text }

  /// Reads the bytes of a text.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    guard case .string(let string) = luaValue else {
      throw LuaConversionError(expected: .text, got: luaValue)
    }
    self = string
  }

  /// The bytes.
  public var luaValue: LuaValue { .string(self) }
}

/// An enumeration of texts: conform to `LuaConvertible` and nothing else is needed.
extension LuaConvertible where Self: RawRepresentable & CaseIterable, RawValue == String {
  /// One of the words.
  public static var luaType: LuaType { .word(allCases.map(\.rawValue)) }

  /// Reads one of the words.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    guard case .string(let text) = luaValue, let word = Self(rawValue: text.text) else {
      throw LuaConversionError(expected: Self.luaType, got: luaValue)
    }
    self = word
  }

  /// The word.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) { .text(rawValue) }
  }
}
