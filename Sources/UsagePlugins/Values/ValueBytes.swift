import LuaHost
import UsageModel

/// Values of Lua as bytes, so that they can leave their state and their process.
///
/// Decimals travel as their texts; of functions and objects only the kind does.
enum ValueBytes {
  /// The bytes do not hold a value.
  struct Damaged: Error {}

  private enum Tag: UInt8 {
    case absent, no, yes, integer, number, string, table, function, object
  }

  /// Writes a value.
  static func bytes(of value: LuaValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Reads a value.
  static func value(of bytes: [UInt8]) throws(Damaged) -> LuaValue {
    var reader = Reader(bytes: bytes)
    let value = try reader.value(depth: 0)
    guard reader.position == bytes.count else { throw Damaged() }
    return value
  }

  private static func append(_ value: LuaValue, to bytes: inout [UInt8]) {
    switch value {
    case .nil: bytes.append(Tag.absent.rawValue)
    case .boolean(let flag): bytes.append((flag ? Tag.yes : Tag.no).rawValue)
    case .integer(let number):
      bytes.append(Tag.integer.rawValue)
      append(UInt64(bitPattern: number), to: &bytes)
    case .number(let number):
      bytes.append(Tag.number.rawValue)
      append(number.bitPattern, to: &bytes)
    case .string(let text): append(Tag.string, text.bytes, to: &bytes)
    case .object(let decimal as DecimalObject):
      append(Tag.string, Array(decimal.value.description.utf8), to: &bytes)
    case .function, .hostFunction: bytes.append(Tag.function.rawValue)
    case .object(let object): append(Tag.object, Array(object.luaType.name.utf8), to: &bytes)
    case .table(let table):
      bytes.append(Tag.table.rawValue)
      append(UInt64(table.array.count), to: &bytes)
      for entry in table.array { append(entry, to: &bytes) }
      append(UInt64(table.fields.count + table.others.count), to: &bytes)
      for (name, entry) in table.fields.sorted(by: { $0.key < $1.key }) {
        append(.text(name), to: &bytes)
        append(entry, to: &bytes)
      }
      for (key, entry) in table.others {
        append(key, to: &bytes)
        append(entry, to: &bytes)
      }
    }
  }

  private static func append(_ tag: Tag, _ text: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(tag.rawValue)
    append(UInt64(text.count), to: &bytes)
    bytes += text
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  /// Reads values one after the other; what comes from another process may be anything.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func value(depth: Int) throws(Damaged) -> LuaValue {
      guard depth <= 128, let tag = Tag(rawValue: try byte()) else { throw Damaged() }
      switch tag {
      case .absent: return .nil
      case .no: return .boolean(false)
      case .yes: return .boolean(true)
      case .integer: return .integer(Int64(bitPattern: try number()))
      case .number: return .number(Double(bitPattern: try number()))
      case .string: return .string(LuaString(bytes: try text()))
      case .function: return .object(StrangeObject("function"))
      case .object: return .object(StrangeObject(String(decoding: try text(), as: UTF8.self)))
      case .table: return .table(try table(depth: depth))
      }
    }

    private mutating func table(depth: Int) throws(Damaged) -> LuaTable {
      var table = LuaTable()
      for _ in 0..<(try count()) { table.array.append(try value(depth: depth + 1)) }
      for _ in 0..<(try count()) {
        let key = try value(depth: depth + 1)
        let entry = try value(depth: depth + 1)
        if case .string(let name) = key, table.fields[name.text] == nil,
          Array(name.text.utf8) == name.bytes
        {
          table.fields[name.text] = entry
        } else {
          table.others.append((key, entry))
        }
      }
      return table
    }

    private mutating func byte() throws(Damaged) -> UInt8 {
      guard position < bytes.count else { throw Damaged() }
      position += 1
      return bytes[position - 1]
    }

    private mutating func number() throws(Damaged) -> UInt64 {
      var number: UInt64 = 0
      for shift in 0..<8 { number |= UInt64(try byte()) << (8 * shift) }
      return number
    }

    /// How many entries follow, each of which takes at least a byte.
    private mutating func count() throws(Damaged) -> Int {
      guard let count = Int(exactly: try number()), count <= bytes.count - position else {
        throw Damaged()
      }
      return count
    }

    private mutating func text() throws(Damaged) -> [UInt8] {
      let count = try count()
      position += count
      return Array(bytes[position - count..<position])
    }
  }
}

/// Something of a plug-in that no reader of its values can use, known by its kind alone.
private struct StrangeObject: LuaObject {
  let luaType: LuaObjectType

  init(_ name: String) {
    luaType = LuaObjectType(name: name)
  }
}
