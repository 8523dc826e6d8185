/// Packs bytes in the format of gzip, with the one table of codes that the format brings along.
enum Gzip {
  /// The bytes, packed without looking for what repeats: right, but no smaller.
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var bits = BitWriter(after: header)
    bits.startBlock(isLast: true)
    for byte in bytes { bits.add(literal: byte) }
    bits.endBlock()
    return bits.bytes + littleEndian(checksum(bytes)) + littleEndian(UInt32(bytes.count))
  }

  /// Pieces that unpack to about so many spaces; where they end, the last block does not.
  static func spaces(about count: Int) -> [[UInt8]] {
    var bits = BitWriter(after: header)
    bits.startBlock(isLast: false)
    bits.add(literal: UInt8(ascii: " "))
    let repeats = 8 * 128
    for _ in 0...repeats { bits.repeatLast258() }
    // A repetition is 13 bits long, so whatever bit they begin at, eight of them are 13 bytes.
    let start = header.count + 2
    let again = Array(bits.bytes[start..<start + 13 * repeats / 8])
    return [Array(bits.bytes[..<start])]
      + Array(repeating: again, count: count / (258 * repeats))
  }

  private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    return ~sum
  }
}

/// Writes bits, the lowest of each byte first.
private struct BitWriter {
  private(set) var bytes: [UInt8]
  private var used = 8

  init(after bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func startBlock(isLast: Bool) {
    add(bit: isLast ? 1 : 0)
    // The kind of block: codes as the format has them.
    add(bit: 1)
    add(bit: 0)
  }

  mutating func add(literal byte: UInt8) {
    let value = Int(byte)
    if value < 144 { add(code: 0x30 + value, 8) } else { add(code: 0x190 + value - 144, 9) }
  }

  /// The last byte 258 times more: the greatest length at the least distance.
  mutating func repeatLast258() {
    add(code: 0xC5, 8)
    add(code: 0, 5)
  }

  mutating func endBlock() { add(code: 0, 7) }

  /// Codes begin with their highest bit.
  private mutating func add(code: Int, _ length: Int) {
    for place in (0..<length).reversed() { add(bit: UInt8(code >> place & 1)) }
  }

  private mutating func add(bit: UInt8) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= bit << UInt8(used)
    used += 1
  }
}
