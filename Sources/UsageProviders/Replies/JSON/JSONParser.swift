/// Reads a JSON text as RFC 8259 has it.
///
/// Foundation's decoder turns numbers into 38 digits or a binary fraction, and takes the one or the
/// other of two members with one name. Here a number stays as it was sent, and a name that comes twice
/// is a failure: nobody could say which of two amounts was meant.
struct JSONParser {
  /// Why a text cannot be read.
  enum Failure: Error, Hashable {
    /// The text ends before the value does.
    case cutOff
    /// The byte at the offset cannot stand there.
    case broken(Int)
    /// An object has two members of the name that ends the path.
    case repeated([String])
    /// More values inside one another than any platform sends, and too many for the stack.
    case tooDeep
  }

  /// How many lists and objects may lie inside one another.
  static let deepest = 100

  let bytes: [UInt8]
  var index = 0
  private var path: [String] = []

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark says nothing, but some servers send it.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// Reads a whole text.
  static func value(of bytes: [UInt8]) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.index == bytes.count else { throw .broken(parser.index) }
    return value
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth <= Self.deepest else { throw .tooDeep }
    skipSpace()
    switch try next() {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if try take("}") { return .object(members) }
    while true {
      skipSpace()
      guard try next() == UInt8(ascii: "\"") else { throw .broken(index) }
      path.append(try text())
      skipSpace()
      guard try take(":") else { throw .broken(index) }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: path[path.count - 1]) == nil else {
        throw .repeated(path)
      }
      path.removeLast()
      skipSpace()
      if try take("}") { return .object(members) }
      guard try take(",") else { throw .broken(index) }
    }
  }

  private mutating func list(depth: Int) throws(Failure) -> JSONValue {
    index += 1
    var items: [JSONValue] = []
    skipSpace()
    if try take("]") { return .list(items) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if try take("]") { return .list(items) }
      guard try take(",") else { throw .broken(index) }
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    for byte in word.utf8 {
      guard try next() == byte else { throw .broken(index) }
      index += 1
    }
    return value
  }
}

// MARK: - Bytes
extension JSONParser {
  /// The byte that comes next.
  func next() throws(Failure) -> UInt8 {
    guard index < bytes.count else { throw .cutOff }
    return bytes[index]
  }

  /// Steps over a character if it comes next.
  mutating func take(_ character: Unicode.Scalar) throws(Failure) -> Bool {
    guard try next() == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
  }

  /// Whether a byte may stand between any two values.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
