extension LuaChunk {
  /// Reads the binary form of Lua 5.4, as this machine's Lua writes it; nil for any other.
  ///
  /// The form is not documented; it is what `ldump.c` of Lua 5.4 writes. A header says the version and the sizes
  /// of numbers, so that another form is noticed.
  init?(dumped bytes: [UInt8]) {
    var reader = ChunkReader(bytes: bytes)
    do throws(ChunkReader.Damage) {
      try reader.readHeader()
      _ = try reader.byte()  // how many upvalues the main function has, which it says itself
      main = try reader.function()
    } catch {
      return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}

/// Reads a binary chunk from its begin to its end.
private struct ChunkReader {
  /// The bytes are not what Lua 5.4 writes.
  struct Damage: Error {}

  let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The signature, version 5.4, its first format, bytes that a transfer as text would spoil, the sizes of
  /// instructions and numbers, and two numbers that show the order of bytes.
  mutating func readHeader() throws(Damage) {
    let start: [UInt8] = [
      0x1B, 0x4C, 0x75, 0x61, 0x54, 0x00, 0x19, 0x93, 0x0D, 0x0A, 0x1A, 0x0A, 4, 8, 8,
    ]
    guard try take(start.count).elementsEqual(start), try integer() == 0x5678,
      Double(bitPattern: UInt64(bitPattern: try integer())) == 370.5
    else { throw Damage() }
  }

  mutating func function() throws(Damage) -> LuaPrototype {
    // The compiler takes 200 levels at most.
    guard depth < 256 else { throw Damage() }
    depth += 1
    defer { depth -= 1 }
    _ = try text()  // the source
    let firstLine = try count()
    _ = try count()  // the last line
    _ = try take(3)  // parameters, whether there are more, registers
    let code = try list { reader throws(Damage) in
      LuaInstruction(bits: try reader.instruction())
    }
    let constants = try list { reader throws(Damage) in try reader.constant() }
    let upvalues = try list { reader throws(Damage) in
      let parts = Array(try reader.take(3))
      return LuaPrototype.Upvalue(isLocal: parts[0] != 0, index: Int(parts[1]))
    }
    let functions = try list { reader throws(Damage) in try reader.function() }
    let lines = try lines(from: firstLine)
    let locals = try list { reader throws(Damage) in
      let name = try reader.text() ?? ""
      _ = try (reader.count(), reader.count())  // where it begins and ends
      return name
    }
    _ = try list { reader throws(Damage) in try reader.text() }  // names of upvalues
    guard lines.count == code.count else { throw Damage() }
    return LuaPrototype(
      code: code,
      lines: lines,
      constants: constants,
      upvalues: upvalues,
      locals: locals,
      functions: functions
    )
  }

  // MARK: - Pieces

  mutating func byte() throws(Damage) -> UInt8 {
    guard position < bytes.count else { throw Damage() }
    position += 1
    return bytes[position - 1]
  }

  private mutating func take(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw Damage() }
    position += count
    return bytes[(position - count)..<position]
  }

  /// A number of 7 bits a byte, the highest first; the last byte has its eighth bit set.
  private mutating func count() throws(Damage) -> Int {
    var value = 0
    while true {
      let next = try byte()
      guard value < 1 << 48 else { throw Damage() }
      value = value << 7 | Int(next & 0x7F)
      if next & 0x80 != 0 { return value }
    }
  }

  /// A length one higher than the text's, then the text; 0 stands for none.
  private mutating func text() throws(Damage) -> String? {
    let size = try count()
    guard size > 0 else { return nil }
    return String(decoding: try take(size - 1), as: UTF8.self)
  }

  private mutating func integer() throws(Damage) -> Int64 {
    var value: UInt64 = 0
    for byte in try take(8).reversed() { value = value << 8 | UInt64(byte) }
    return Int64(bitPattern: value)
  }

  private mutating func instruction() throws(Damage) -> UInt32 {
    var value: UInt32 = 0
    for byte in try take(4).reversed() { value = value << 8 | UInt32(byte) }
    return value
  }

  private mutating func constant() throws(Damage) -> LuaPrototype.Constant {
    switch try byte() {
    case 0x00, 0x01, 0x11: return .other  // nil, false, true
    case 0x03: return try integer() == 0 ? .zero : .other
    case 0x13:
      return Double(bitPattern: UInt64(bitPattern: try integer())) == 0 ? .zero : .other
    case 0x04, 0x14: return try text().map { .text($0) } ?? .other
    default: throw Damage()
    }
  }

  private mutating func list<Element>(
    of element: (inout ChunkReader) throws(Damage) -> Element
  ) throws(Damage) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(try count()) { elements.append(try element(&self)) }
    return elements
  }

  /// The line of each instruction: the difference to the one before, or -128 where the line itself follows later.
  private mutating func lines(from first: Int) throws(Damage) -> [Int] {
    let steps = Array(try take(try count()))
    var known = try list { reader throws(Damage) in (try reader.count(), try reader.count()) }[...]
    var line = first
    var lines: [Int] = []
    for (place, step) in steps.enumerated() {
      if Int8(bitPattern: step) == -128 {
        guard let next = known.popFirst(), next.0 == place else { throw Damage() }
        line = next.1
      } else {
        line += Int(Int8(bitPattern: step))
      }
      lines.append(line)
    }
    return lines
  }
}
