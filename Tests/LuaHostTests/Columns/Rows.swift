import LuaHost

/// Five records: texts through both tables, amounts with a nil, and a column of the host.
func fiveRows(order: [UInt32]? = nil, keeping owner: AnyObject? = nil) -> LuaRows {
  LuaRows(
    records: 5,
    columns: [
      (
        "app",
        .texts(
          codes: LuaBuffer([0, 1, 2, .max, 0]),
          map: LuaBuffer([1, 0, .max]),
          values: ["mail", "web"]
        )
      ),
      ("requests", .amounts(LuaBuffer([10, 0, -3, 7, .min]), places: 0, isFloat: false)),
      (
        "cost",
        .amounts(LuaBuffer([1_500_000_000, 0, 1, .min, -2_000_000_000]), places: 9, isFloat: true)
      ),
      ("list", .host { record in .table(LuaTable(array: [.integer(Int64(record))])) }),
      (
        "odd",
        .host { record in
          guard record % 2 == 1 else { throw HostError("record \(record) is even") }
          return .integer(Int64(record))
        }
      ),
    ],
    order: order.map { LuaBuffer($0) },
    keeping: owner
  )
}

/// Sets `rows()` and `values(…)`, which begin loops, `row(i)`, and `read(row, name)`, which reads a
/// field in Swift.
func prepare(_ rows: LuaRows) -> (LuaState) throws -> Void {
  { state in
    func set(_ name: String, _ body: @escaping (HostCall) throws -> LuaValue) throws {
      try state.setGlobal(name, to: .hostFunction(HostFunction(name, body)))
    }
    try set("rows") { _ in rows.rowIterator() }
    try set("values") { call in
      try rows.valueIterator(
        over: call.arguments.map { if case .string(let name) = $0 { name.text } else { "" } }
      )
    }
    try set("row") { call in
      guard case .integer(let position) = call[0] else { throw HostError("expected a position") }
      return .object(rows.row(at: Int(position)))
    }
    try set("read") { call in
      guard case .object(let object as LuaRow) = call[0], case .string(let name) = call[1] else {
        throw HostError("expected a row and a name, got \(call[0].typeName)")
      }
      return try object.value(name.text)
    }
  }
}
