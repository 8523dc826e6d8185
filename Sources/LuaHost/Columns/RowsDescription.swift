import CLuaBridge

// What C reads of rows. The strings in it end at their first NUL, as the names of fields do in Lua's
// own functions for C.

/// Makes the description of rows; the buffers and functions have to outlive it.
func describe(
  _ typeName: String,
  records: Int,
  columns: [(name: String, column: LuaColumn)],
  functions: [FunctionBox?],
  order: LuaBuffer<UInt32>?
) -> UnsafeMutablePointer<tsk_rows> {
  let memory = UnsafeMutablePointer<tsk_column>.allocate(capacity: columns.count)
  var texts: Int64 = 0
  for (index, (name, column)) in columns.enumerated() {
    var described = unsafe describe(column, function: functions[index])
    unsafe described.name = cString(name)
    unsafe described.first_text = texts
    unsafe texts += described.text_count
    unsafe (memory + index).initialize(to: described)
  }
  let rows = UnsafeMutablePointer<tsk_rows>.allocate(capacity: 1)
  unsafe rows.initialize(
    to: tsk_rows(
      type_name: cString(typeName),
      columns: memory,
      column_count: Int32(columns.count),
      record_count: Int64(records),
      count: Int64(order?.count ?? records),
      order: order?.address
    )
  )
  return unsafe rows
}

/// Frees what ``describe(_:records:columns:functions:order:)`` made.
func freeDescription(_ rows: UnsafeMutablePointer<tsk_rows>) {
  for index in 0..<Int(unsafe rows.pointee.column_count) {
    unsafe rows.pointee.columns[index].name.deallocate()
  }
  unsafe rows.pointee.columns.deallocate()
  unsafe rows.pointee.type_name.deallocate()
  unsafe rows.deallocate()
}

/// A column without its name.
private func describe(_ column: LuaColumn, function: FunctionBox?) -> tsk_column {
  var described = unsafe tsk_column()
  switch column {
  case .texts(let codes, let map, let values):
    unsafe described.kind = Int32(TSK_COLUMN_TEXTS)
    unsafe described.codes = codes?.address
    unsafe described.map = map?.address
    unsafe described.map_count = Int64(map?.count ?? 0)
    unsafe described.text_count = Int64(values.count)
  case .amounts(let amounts, let places, let isFloat):
    unsafe described.kind = Int32(TSK_COLUMN_AMOUNTS)
    unsafe described.amounts = amounts.address
    unsafe described.scale = powerOfTen(places)
    unsafe described.lift = powerOfTen(12 - places)
    unsafe described.is_float = isFloat
  case .host:
    unsafe described.kind = Int32(TSK_COLUMN_HOST)
    unsafe described.box = function.map {
      unsafe UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque())
    }
  }
  return unsafe described
}

/// A copy of a text with a NUL at its end.
private func cString(_ text: String) -> UnsafePointer<CChar> {
  unsafe text.withCString { characters in
    var count = 0
    while unsafe characters[count] != 0 { count += 1 }
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: count + 1)
    unsafe copy.initialize(from: characters, count: count + 1)
    return unsafe UnsafePointer(copy)
  }
}

extension FunctionBox {
  /// Makes the function that reads a column of the host's; nil for any other.
  convenience init?(reading column: LuaColumn) {
    guard case .host(let read) = column else { return nil }
    self.init(
      HostFunction("") { call in
        guard case .integer(let record) = call[0] else { return .nil }
        return try read(Int(record))
      }
    )
  }
}
