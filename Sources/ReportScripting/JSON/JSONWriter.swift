import LuaHost
import UsageModel

/// Writes a script's value as JSON.
///
/// Tables that crossed the bridge have no cycles, so that recursion ends.
struct JSONWriter {
  private let isIndented: Bool
  private let context: ScriptContext
  /// Counts the text while it grows.
  private let memory: HeldMemory
  private var bytes: [UInt8] = []
  private var counted = 0
  /// The way from the value to where the writer is.
  private var path: [Step] = []

  /// A step of the way: an entry of a list, or a name.
  private enum Step {
    case entry(Int)
    case name(String)
  }

  init(isIndented: Bool, in context: ScriptContext) throws {
    self.isIndented = isIndented
    self.context = context
    memory = try context.hold(0)
  }

  /// The text of a value.
  mutating func text(of value: LuaValue) throws -> [UInt8] {
    try write(value)
    return bytes
  }

  private mutating func write(_ value: LuaValue) throws {
    try context.work(4)
    // A marked list in a marked list is no deeper for the bridge.
    guard path.count <= jsonDepthLimit else {
      throw HostError("arrays and objects are nested deeper than \(jsonDepthLimit)")
    }
    switch value {
    case .nil, .object(is JSONNull): add("null")
    case .boolean(let flag): add(flag ? "true" : "false")
    case .integer(let number): add("\(number)")
    case .number(let number) where number.isFinite: add("\(number)")
    case .number: throw failure("a number that is not finite has no JSON form")
    case .string(let text): try write(text)
    case .table(let table): try write(table)
    case .object(let object as JSONArray): try write(list: object.entries)
    case .object(let object as MoneyObject): add("\"\(object.money)\"")
    case .object(let object as DayObject): add("\"\(object.day)\"")
    case .object(let object as PeriodObject): add("\"\(object.period)\"")
    case .object, .function, .hostFunction:
      throw failure("\(describe(value)) has no JSON form")
    }
    try count()
  }

  private mutating func write(_ table: LuaTable) throws {
    let names = try names(of: table)
    guard !table.array.isEmpty || !names.isEmpty else { return add("{}") }
    guard names.isEmpty else {
      guard table.array.isEmpty else {
        throw failure(
          "a table with both a list and names, such as \(describe(.text(names[0].name))), has no JSON form"
        )
      }
      return try write(object: names)
    }
    try write(list: table.array)
  }

  /// The named values of a table, sorted by the bytes of their names.
  private func names(of table: LuaTable) throws -> [(name: String, value: LuaValue)] {
    // Sorting compares each name with some others.
    try context.work((table.fields.count + table.others.count) * 8)
    var names = table.fields.map { (name: $0.key, value: $0.value) }
    for (key, value) in table.others {
      switch key {
      case .integer(let index) where index > 0:
        throw failure("the list has a gap: its entry \(table.array.count + 1) is nil")
      case .string(let text):
        // Text that is equal to another name by Unicode's rules, and is another name in JSON.
        guard let name = String(validating: text.bytes, as: UTF8.self) else {
          throw failure("a name that is not UTF-8 has no JSON form")
        }
        names.append((name, value))
      default: throw failure("\(describe(key)) as a key has no JSON form")
      }
    }
    return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func write(list: [LuaValue]) throws {
    guard !list.isEmpty else { return add("[]") }
    add("[")
    for (index, value) in list.enumerated() {
      path.append(.entry(index + 1))
      if index > 0 { add(",") }
      breakLine()
      try write(value)
      path.removeLast()
    }
    breakLine()
    add("]")
  }

  private mutating func write(object: [(name: String, value: LuaValue)]) throws {
    add("{")
    for (index, (name, value)) in object.enumerated() {
      path.append(.name(name))
      if index > 0 { add(",") }
      breakLine()
      try write(LuaString(name))
      add(isIndented ? ": " : ":")
      try write(value)
      path.removeLast()
    }
    breakLine()
    add("}")
  }

  /// Begins a line at the depth of the path.
  private mutating func breakLine() {
    guard isIndented else { return }
    add("\n" + String(repeating: "  ", count: path.count))
  }

  private mutating func write(_ text: LuaString) throws {
    try context.work(text.bytes.count / 8)
    guard String(validating: text.bytes, as: UTF8.self) != nil else {
      throw failure("a text that is not UTF-8 has no JSON form")
    }
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Most texts have nothing to escape.
    guard text.bytes.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
      return bytes.append(contentsOf: text.bytes)
    }
    for byte in text.bytes {
      switch byte {
      case UInt8(ascii: "\""): add("\\\"")
      case UInt8(ascii: "\\"): add("\\\\")
      case 0x08: add("\\b")
      case 0x09: add("\\t")
      case 0x0A: add("\\n")
      case 0x0C: add("\\f")
      case 0x0D: add("\\r")
      case 0..<0x20: add((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
  }

  private mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Counts what the text has grown by, in pieces: an array takes twice its bytes when it grows.
  private mutating func count() throws {
    guard bytes.count * 2 > counted else { return }
    let wanted = bytes.count * 4 + 1024
    try memory.grow(by: wanted - counted)
    counted = wanted
  }

  /// A step in an error message: `[3]`, `.rows`, or `["my rows"]` where that is no name in Lua.
  private static func text(of step: Step) -> String {
    let name: String
    switch step {
    case .entry(let index): return "[\(index)]"
    case .name(let text): name = text
    }
    let isName = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    guard isName, let first = name.utf8.first, !(0x30...0x39).contains(first) else {
      return "[\(describe(.text(name)))]"
    }
    return ".\(name)"
  }

  private func failure(_ reason: String) -> HostError {
    HostError(path.isEmpty ? reason : "\(reason), at \(path.map(Self.text).joined())")
  }
}
