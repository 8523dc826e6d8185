import LuaHost

/// `null` in a list, where nil would end it.
struct JSONNull: LuaObject {
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("null") }
}

/// A list that is written as an array even where it is empty.
struct JSONArray: LuaObject {
  let entries: [LuaValue]
  /// How many such lists are in one another; a chain without end would take a stack without end.
  let depth: Int
  /// Counts the copy of the list.
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("array") }
}

/// How deep arrays and objects may nest: as deep as tables may that cross the bridge.
let jsonDepthLimit = 64

/// What it takes to keep a copy of a list.
struct JSONExtent {
  /// About how many bytes it takes.
  private(set) var bytes = 0
  /// How many marked lists are in one another.
  private(set) var depth = 0

  /// Measures a table; going through it is counted as work.
  init(of table: LuaTable, in context: ScriptContext) throws {
    try add(table, in: context)
  }

  private mutating func add(_ table: LuaTable, in context: ScriptContext) throws {
    try context.work(table.array.count + (table.fields.count + table.others.count) * 2)
    bytes += MemorySize.group
    for value in table.array { try add(value, in: context) }
    for (name, value) in table.fields {
      bytes += MemorySize.value + MemorySize.text(name)
      try add(value, in: context)
    }
    for entry in table.others {
      try add(entry.key, in: context)
      try add(entry.value, in: context)
    }
  }

  private mutating func add(_ value: LuaValue, in context: ScriptContext) throws {
    bytes += MemorySize.value
    switch value {
    // Tables that crossed the bridge are at most 64 deep.
    case .table(let table): try add(table, in: context)
    case .string(let text): bytes += text.bytes.count
    case .object(let array as JSONArray): depth = max(depth, array.depth)
    default: break
    }
  }
}
