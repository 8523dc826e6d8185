import LuaHost

/// Reads a JSON text by RFC 8259, and nothing beside it.
struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  private let context: ScriptContext
  /// Counts the values until they are handed over.
  private let memory: HeldMemory

  init(_ bytes: [UInt8], in context: ScriptContext) throws {
    self.bytes = bytes
    self.context = context
    memory = try context.hold(0)
  }

  /// The value that the whole text is.
  mutating func document() throws -> LuaValue {
    // Going through the text once, and checking that it is UTF-8.
    try context.work(bytes.count / 8)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw HostError("the text is not UTF-8")
    }
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else {
      throw failure("expected the end after the value, got \(found)")
    }
    return value
  }

  private mutating func value(depth: Int) throws -> LuaValue {
    try context.work(4)
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .table(try object(depth: depth))
    case UInt8(ascii: "["): return .table(try array(depth: depth))
    case UInt8(ascii: "\""):
      let text = try string()
      try memory.grow(by: text.count + MemorySize.value)
      return .string(LuaString(bytes: text))
    case UInt8(ascii: "-"): return try number()
    case let byte? where isDigit(byte): return try number()
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .nil)
    default: throw failure("expected a value, got \(found)")
    }
  }

  private mutating func array(depth: Int) throws -> LuaTable {
    try open(depth)
    var list: [LuaValue] = []
    skipSpace()
    if skip(UInt8(ascii: "]")) { return LuaTable() }
    while true {
      try memory.grow(by: MemorySize.value)
      let value = try value(depth: depth + 1)
      // A nil would end the list.
      if case .nil = value {
        list.append(.object(JSONNull(context: context)))
      } else {
        list.append(value)
      }
      skipSpace()
      if skip(UInt8(ascii: "]")) { return LuaTable(array: list) }
      guard skip(UInt8(ascii: ",")) else { throw failure("expected `,` or `]`, got \(found)") }
    }
  }

  private mutating func object(depth: Int) throws -> LuaTable {
    try open(depth)
    var members = JSONMembers()
    skipSpace()
    if skip(UInt8(ascii: "}")) { return LuaTable() }
    while true {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else {
        throw failure("expected a name in quotes, got \(found)")
      }
      let name = try string()
      try memory.grow(by: name.count + MemorySize.value * 3)
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { throw failure("expected `:`, got \(found)") }
      guard members.add(name, try value(depth: depth + 1)) else {
        throw failure(
          "the name \(describe(.string(LuaString(bytes: name)))) is there twice",
          at: start
        )
      }
      skipSpace()
      if skip(UInt8(ascii: "}")) { return members.table }
      guard skip(UInt8(ascii: ",")) else { throw failure("expected `,` or `}`, got \(found)") }
    }
  }

  /// Goes into an array or object.
  private mutating func open(_ depth: Int) throws {
    guard depth < jsonDepthLimit else {
      throw failure("arrays and objects are nested deeper than \(jsonDepthLimit)")
    }
    try memory.grow(by: MemorySize.group)
    position += 1
  }

  private mutating func word(_ word: String, _ value: LuaValue) throws -> LuaValue {
    guard bytes[position...].starts(with: word.utf8) else {
      throw failure("expected a value, got \(found)")
    }
    position += word.utf8.count
    return value
  }
}

// MARK: - Characters

extension JSONReader {
  /// The byte that comes next; nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes over a byte, where it is the next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  /// Goes over what the grammar calls `ws`.
  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  /// What comes next, as an error shows it.
  var found: String {
    guard let byte = peek else { return "the end of the text" }
    guard byte >= 0x20 else { return "a control character" }
    let character = String(decoding: bytes[position...].prefix(16), as: UTF8.self).first
    return "`\(character.map(String.init) ?? "")`"
  }

  /// An error at a place of the text, which is counted in lines and characters.
  func failure(_ reason: String, at place: Int? = nil) -> HostError {
    let before = bytes[..<(place ?? position)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // Every byte that does not continue a character begins one.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return HostError("line \(line), column \(column): \(reason)")
  }
}

/// The members of an object while they are read.
struct JSONMembers {
  private(set) var table = LuaTable()
  private var names: Set<[UInt8]> = []

  /// Adds a member; false where the name is there already.
  mutating func add(_ name: [UInt8], _ value: LuaValue) -> Bool {
    guard names.insert(name).inserted else { return false }
    // A field that is nil is not there.
    if case .nil = value { return true }
    let text = String(decoding: name, as: UTF8.self)
    // Swift takes texts for equal that differ in their bytes; JSON and Lua do not.
    if table.fields[text] == nil {
      table.fields[text] = value
    } else {
      table.others.append((.string(LuaString(bytes: name)), value))
    }
    return true
  }
}
