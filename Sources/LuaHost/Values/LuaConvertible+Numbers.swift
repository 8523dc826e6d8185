extension Bool: LuaConvertible {
  /// True or false.
  public static var luaType: LuaType { .boolean }

  /// Reads true or false; nothing else counts as either.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    guard case .boolean(let flag) = luaValue else {
      throw LuaConversionError(expected: .boolean, got: luaValue)
    }
    self = flag
  }

  /// The truth value.
  public var luaValue: LuaValue { .boolean(self) }
}

extension LuaConvertible where Self: FixedWidthInteger {
  /// A whole number, with its range where that is smaller than Lua's.
  public static var luaType: LuaType {
    if min == Int64.min, max == Int64.max { return .wholeNumber }
    let range = max > Int64.max ? "from \(min)" : "from \(min) to \(max)"
    return LuaType("a whole number \(range)", annotation: "integer")
  }

  /// Reads a number of either subtype that is whole and in the type's range.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    let number: Self? =
      switch luaValue {
      case .integer(let number): Self(exactly: number)
      case .number(let number): Self(exactly: number)
      default: nil
      }
    guard let number else { throw LuaConversionError(expected: Self.luaType, got: luaValue) }
    self = number
  }

  /// The number; throws where it is beyond Lua's integers.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) {
      guard let number = Int64(exactly: self) else {
        throw LuaConversionError("\(self) is more than a whole number of Lua can be")
      }
      return .integer(number)
    }
  }
}

extension Int: LuaConvertible {}
extension Int8: LuaConvertible {}
extension Int16: LuaConvertible {}
extension Int32: LuaConvertible {}
extension Int64: LuaConvertible {}
extension UInt: LuaConvertible {}
extension UInt8: LuaConvertible {}
extension UInt16: LuaConvertible {}
extension UInt32: LuaConvertible {}
extension UInt64: LuaConvertible {}

extension LuaConvertible where Self: BinaryFloatingPoint {
  /// A number.
  public static var luaType: LuaType { .number }

  /// Reads a number of either subtype, rounded to the nearest that the type has.
  public init(luaValue: LuaValue) throws(LuaConversionError) {
    switch luaValue {
    case .integer(let number): self.init(number)
    case .number(let number): self.init(number)
    default: throw LuaConversionError(expected: .number, got: luaValue)
    }
  }

  /// The number, of Lua's float subtype.
  public var luaValue: LuaValue {
    get throws(LuaConversionError) { .number(Double(self)) }
  }
}

extension Double: LuaConvertible {}
extension Float: LuaConvertible {}
