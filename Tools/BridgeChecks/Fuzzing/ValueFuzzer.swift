import LuaHost

/// Values that go to Lua and come back as they went.
enum ValueFuzzer {
  private static let depth = 8
  private static let source = Array("return value".utf8)

  static func run(_ input: ArraySlice<UInt8>) {
    var bytes = input
    let value = decodeValue(&bytes, depth: 0)
    do {
      let state = try LuaState(limits: LuaLimits(memory: 64 << 20))
      try state.setGlobal("value", to: value)
      let returned = try state.run(source, name: "fuzz.lua").first ?? .nil
      let went = describe(value)
      let came = describe(returned)
      if went != came { report("went:\n\(went)\ncame:\n\(came)") }
    } catch {
      report("a value did not cross: \(error)")
    }
  }

  // MARK: - Reading

  private static func decodeValue(_ bytes: inout ArraySlice<UInt8>, depth: Int) -> LuaValue {
    switch bytes.popFirst().map({ $0 % 8 }) {
    case 0: return .boolean(bytes.popFirst() == 0)
    case 1: return .integer(Int64(bitPattern: word(&bytes)))
    case 2: return .number(Double(bitPattern: word(&bytes)))
    case 3: return .string(LuaString(bytes: text(&bytes)))
    case 4, 5, 6: return depth < Self.depth ? .table(table(&bytes, depth: depth + 1)) : .nil
    default: return .nil
    }
  }

  private static func table(_ bytes: inout ArraySlice<UInt8>, depth: Int) -> LuaTable {
    var table = LuaTable()
    var keys: Set<String> = []
    for _ in 0..<((bytes.popFirst() ?? 0) % 16) {
      let kind = bytes.popFirst() ?? 0
      let name = text(&bytes)
      let value = decodeValue(&bytes, depth: depth)
      if case .nil = value { continue }
      // Only keys that are neither in a list nor the name of a field, each once.
      let key: LuaValue
      switch kind % 5 {
      case 0:
        table.fields[String(decoding: name, as: UTF8.self)] = value
        continue
      case 1: key = .boolean(kind < 128)
      case 2: key = .integer(-Int64(kind) - 1)
      case 3: key = .number(Double(kind) + 0.5)
      default:
        table.array.append(value)
        continue
      }
      if keys.insert(describe(key)).inserted { table.others.append((key, value)) }
    }
    return table
  }

  private static func text(_ bytes: inout ArraySlice<UInt8>) -> [UInt8] {
    let count = Int(bytes.popFirst() ?? 0) % 32
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  private static func word(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
    let word = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    bytes = bytes.dropFirst(8)
    return word
  }

  // MARK: - Comparing

  /// A text that is equal for equal values.
  private static func describe(_ value: LuaValue) -> String {
    switch value {
    case .nil: return "nil"
    case .boolean(let value): return String(value)
    case .integer(let value): return "integer \(value)"
    case .number(let value): return value.isNaN ? "nan" : "number \(value.bitPattern)"
    case .string(let value): return "string \(value.bytes)"
    case .table(let table):
      let array = table.array.map(describe)
      let fields = table.fields.map { "\(Array($0.key.utf8)): \(describe($0.value))" }
      let others = table.others.map { "\(describe($0.key)): \(describe($0.value))" }
      return "[\(array)] {\(fields.sorted())} {\(others.sorted())}"
    case .function, .hostFunction, .object: return "something else"
    }
  }
}
