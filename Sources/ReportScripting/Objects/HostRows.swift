import LuaHost

/// Rows whose fields the host tells when they are asked for, each name once.
func hostRows(
  _ names: [String],
  count: Int,
  _ memory: HeldMemory,
  in context: ScriptContext,
  read: @escaping (_ index: Int, _ name: String) throws -> LuaValue
) throws(LuaError) -> LuaRows {
  var seen: Set<String> = []
  let own = try context.hold(MemorySize.group + names.count * 64, owner: memory)
  return LuaRows(
    records: count,
    columns: names.filter { seen.insert($0).inserted }.map { name in
      (name, .host { try read($0, name) })
    },
    keeping: own
  )
}

extension LuaRows {
  /// All rows, as a list.
  var list: LuaTable { LuaTable(array: (0..<count).map { .object(row(at: $0)) }) }
}

extension LuaRow {
  /// A field's value for a report, where an unknown name is that of a column.
  func cell(_ name: String) throws -> LuaValue {
    guard rows.names.contains(name) else { throw unknownColumn(name, among: rows.names) }
    return try value(name)
  }
}
