import LuaHost
import UsageModel
import UsageProviders

/// `null` in a list of a reply, where nil would end the list.
struct NullObject: LuaObject {
  let luaType: LuaObjectType
}

/// Turns what a platform sent into values of one state.
struct ReplyValues {
  let decimals: DecimalType
  private let null = LuaObjectType(
    name: "null",
    operators: [.toString: HostFunction("tostring") { _ in .text("null") }]
  )

  init(_ decimals: DecimalType) {
    self.decimals = decimals
  }

  /// The value: whole numbers are integers, all others exact decimals; a `null` in an object is not there.
  func value(_ json: JSONValue) throws(ReplyError) -> LuaValue {
    switch json {
    case .null: return .nil
    case .bool(let flag): return .boolean(flag)
    case .text(let text): return .text(text)
    case .number(let digits):
      if let integer = Int64(digits), digits != "-0" { return .integer(integer) }
      guard let decimal = FixedDecimal(digits) else {
        throw ReplyError(expected: "numbers that fit", found: "number \(digits.prefix(60))")
      }
      return decimals.value(decimal)
    case .list(let items):
      var list: [LuaValue] = []
      list.reserveCapacity(items.count)
      for item in items {
        list.append(item == .null ? .object(NullObject(luaType: null)) : try value(item))
      }
      return .table(LuaTable(array: list))
    case .object(let members):
      var table = LuaTable()
      for (name, member) in members where member != .null { table[name] = try value(member) }
      return .table(table)
    }
  }
}
