import CLuaBridge

extension LuaState {
  /// Writes values where the bridge finds them when no Swift frame is left.
  func encode(_ values: [LuaValue]) throws(LuaError) {
    unsafe tsk_out_begin(pointer)
    for value in values {
      try encode(value, depth: 0)
    }
  }

  /// Writes one value where the bridge finds it.
  func encode(_ value: LuaValue) throws(LuaError) {
    unsafe tsk_out_begin(pointer)
    try encode(value, depth: 0)
  }

  private func encode(_ value: LuaValue, depth: Int) throws(LuaError) {
    switch value {
    case .nil: unsafe tsk_out_nil(pointer)
    case .boolean(let value): unsafe tsk_out_boolean(pointer, value)
    case .integer(let value): unsafe tsk_out_integer(pointer, value)
    case .number(let value): unsafe tsk_out_number(pointer, value)
    case .string(let value): write(value)
    case .table(let table): try encode(table, depth: depth)
    case .function(let function):
      guard function.belongs(to: self) else {
        throw LuaError(code: .runtime, message: "a function of another script cannot be passed")
      }
      unsafe tsk_out_function(pointer, function.reference)
    case .hostFunction(let function):
      unsafe tsk_out_host_function(pointer, retained(FunctionBox(function)), function.name)
    case .object(let object): try encode(object, as: value)
    }
  }

  private func encode(_ object: any LuaObject, as value: LuaValue) throws(LuaError) {
    let type = object.luaType
    if type.form == .row, let row = object as? LuaRow {
      unsafe tsk_out_row(pointer, retained(row.rows), UInt32(row.record))
    } else if type.form == .iterator, let iterator = object as? LuaRowIterator {
      unsafe iterator.columns.withUnsafeBufferPointer { columns in
        let rows = unsafe retained(iterator.rows)
        unsafe tsk_out_rows(pointer, rows, columns.baseAddress, Int32(columns.count))
      }
    } else {
      let number = try number(of: type)
      unsafe tsk_out_object(pointer, number, retained(ObjectBox(value)))
    }
  }

  private func encode(_ table: LuaTable, depth: Int) throws(LuaError) {
    guard depth < 64 else {
      throw LuaError(code: .runtime, message: "a result has tables nested deeper than 64")
    }
    let pairs = table.fields.count + table.others.count
    unsafe tsk_out_table(pointer, Int64(table.array.count), Int64(pairs))
    for value in table.array {
      try encode(value, depth: depth + 1)
    }
    for (name, value) in table.fields {
      write(LuaString(name))
      try encode(value, depth: depth + 1)
    }
    for (key, value) in table.others {
      guard key.canBeKey else {
        throw LuaError(code: .runtime, message: "a table cannot have nil or NaN as a key")
      }
      try encode(key, depth: depth + 1)
      try encode(value, depth: depth + 1)
    }
  }

  /// Writes a text of a column where the bridge finds it.
  func encodeText(_ string: LuaString) {
    unsafe tsk_out_begin(pointer)
    write(string)
  }

  private func write(_ string: LuaString) {
    unsafe string.bytes.withUnsafeBufferPointer { bytes in
      unsafe tsk_out_string(pointer, bytes.baseAddress, bytes.count)
    }
  }
}

extension LuaValue {
  /// Writes a nil, a boolean or a number; false for anything else.
  func writeSimple(to result: inout tsk_value) -> Bool {
    switch self {
    case .nil: unsafe result.tag = Int32(TSK_NIL)
    case .boolean(let value):
      unsafe result.tag = Int32(TSK_BOOLEAN)
      unsafe result.reference = value ? 1 : 0
    case .integer(let value):
      unsafe result.tag = Int32(TSK_INTEGER)
      unsafe result.of.integer = value
    case .number(let value):
      unsafe result.tag = Int32(TSK_NUMBER)
      unsafe result.of.number = value
    default: return false
    }
    return true
  }

  fileprivate var canBeKey: Bool {
    switch self {
    case .nil: false
    case .number(let value): !value.isNaN
    default: true
    }
  }
}
