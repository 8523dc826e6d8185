import CLuaBridge

extension LuaState {
  /// Reads the values that came from Lua last, before Lua runs again.
  func decode(_ count: Int64) -> [LuaValue] {
    guard count > 0, let values = unsafe tsk_incoming(pointer) else { return [] }
    var reader = unsafe ValueReader(values: values)
    var result: [LuaValue] = []
    result.reserveCapacity(Int(count))
    for _ in 0..<count {
      result.append(reader.next(for: self))
    }
    return result
  }
}

extension LuaState {
  /// Reads the arguments of a host function.
  func decodeCall(
    _ values: UnsafePointer<tsk_value>?,
    count: Int,
    depth: Int32
  ) -> HostCall {
    var first = LuaValue.nil
    var second = LuaValue.nil
    var rest: [LuaValue] = []
    if count > 0, let values = unsafe values {
      var reader = unsafe ValueReader(values: values)
      first = reader.next(for: self)
      if count > 1 { second = reader.next(for: self) }
      if count > 2 {
        rest.reserveCapacity(count - 2)
        for _ in 2..<count { rest.append(reader.next(for: self)) }
      }
    }
    return HostCall(
      count: count,
      state: self,
      first: first,
      second: second,
      rest: rest,
      depth: depth
    )
  }
}

/// Reads values in prefix order: what a table holds follows it.
///
/// `@safe`: made and used up while the bridge's buffer stands still.
@safe
private struct ValueReader {
  let values: UnsafePointer<tsk_value>
  var position = 0

  init(values: UnsafePointer<tsk_value>) {
    unsafe self.values = unsafe values
  }

  mutating func next(for state: LuaState) -> LuaValue {
    let value = unsafe values[position]
    position += 1
    switch Int(unsafe value.tag) {
    case TSK_BOOLEAN: return .boolean(unsafe value.reference != 0)
    case TSK_INTEGER: return .integer(unsafe value.of.integer)
    case TSK_NUMBER: return .number(unsafe value.of.number)
    case TSK_STRING: return .string(LuaString(bytes: unsafe Array(bytes(of: value))))
    case TSK_TABLE: return .table(unsafe table(value, for: state))
    case TSK_FUNCTION:
      return .function(LuaFunction(state: state, reference: unsafe value.reference))
    case TSK_OBJECT:
      guard let box = unsafe value.of.box else { return .nil }
      return unsafe Unmanaged<ObjectBox>.fromOpaque(box).takeUnretainedValue().value
    case TSK_ROW:
      guard let box = unsafe value.of.box else { return .nil }
      let rows = unsafe Unmanaged<LuaRows>.fromOpaque(box).takeUnretainedValue()
      return .object(LuaRow(rows, record: unsafe Int(value.count)))
    default: return .nil
    }
  }

  private func bytes(of value: tsk_value) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: value.of.bytes, count: Int(value.count))
  }

  private mutating func table(_ header: tsk_value, for state: LuaState) -> LuaTable {
    var table = LuaTable()
    let count = unsafe Int(header.count)
    table.array.reserveCapacity(count)
    for _ in 0..<count {
      table.array.append(next(for: state))
    }
    for _ in 0..<(unsafe header.of.integer) {
      if let name = textKey() {
        position += 1
        table.add(next(for: state), as: name)
      } else {
        let key = next(for: state)
        table.others.append((key, next(for: state)))
      }
    }
    table.sortOthers()
    return table
  }

  /// The text of the value that comes next, when it is a string of valid UTF-8.
  private func textKey() -> String? {
    let value = unsafe values[position]
    guard Int(unsafe value.tag) == TSK_STRING else { return nil }
    return unsafe String(validating: bytes(of: value), as: UTF8.self)
  }
}

extension LuaTable {
  /// Adds a field.
  ///
  /// Of names that are equal as text and differ in their bytes, the one whose bytes sort first is the
  /// field, since Lua's order differs from run to run.
  fileprivate mutating func add(_ value: LuaValue, as name: String) {
    guard let index = fields.index(forKey: name) else {
      fields[name] = value
      return
    }
    let known = fields[index]
    if known.key.utf8.lexicographicallyPrecedes(name.utf8) {
      others.append((.text(name), value))
    } else {
      others.append((.text(known.key), known.value))
      fields.remove(at: index)
      fields[name] = value
    }
  }

  /// Puts numbers first and in their order, since Lua's order differs from run to run.
  fileprivate mutating func sortOthers() {
    guard others.count > 1 else { return }
    others.sort { left, right in
      switch (left.key, right.key) {
      case (.integer(let left), .integer(let right)): left < right
      case (.string(let left), .string(let right)):
        left.bytes.lexicographicallyPrecedes(right.bytes)
      case (.boolean(let left), .boolean(let right)): !left && right
      default:
        (left.key.rank, left.key.approximate) < (right.key.rank, right.key.approximate)
      }
    }
  }
}

extension LuaValue {
  fileprivate var rank: Int {
    switch self {
    case .integer, .number: 0
    case .string: 1
    case .boolean: 2
    default: 3
    }
  }

  fileprivate var approximate: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: 0
    }
  }
}
