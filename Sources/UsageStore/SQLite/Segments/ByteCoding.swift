import UsageModel

/// Bytes that do not hold what they should.
struct DamagedBytes: Error {}

extension [UInt8] {
  /// Appends a count in groups of seven bits, the lowest first.
  mutating func append(count: UInt64) {
    var rest = count
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends a number that may be negative, small ones in few bytes.
  mutating func append(number: Int64) {
    append(count: UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  /// Appends a text with its length before it.
  mutating func append(text: String) {
    append(count: UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  /// Appends an amount in few bytes: its sign, how many zeros its decimal ends with, and what is before them.
  ///
  /// Whole numbers of things and prices with a few decimals both end with many zeros in units of 10⁻¹².
  mutating func append(amount: Int128) {
    var (mantissa, threes) = Self.withoutZeros(amount.magnitude)
    // Continuation, sign, three bits of zeros by threes, three bits of the mantissa.
    var byte = (amount < 0 ? 0x40 : 0) | threes << 3 | UInt8(truncatingIfNeeded: mantissa & 7)
    mantissa >>= 3
    while mantissa != 0 {
      append(byte | 0x80)
      byte = UInt8(truncatingIfNeeded: mantissa & 0x7F)
      mantissa >>= 7
    }
    append(byte)
  }

  /// A magnitude without the zeros that its decimal ends with, and how many threes of them there were, up to four.
  private static func withoutZeros(_ magnitude: UInt128) -> (UInt128, threes: UInt8) {
    guard magnitude != 0 else { return (0, 0) }
    // Almost all fit, and dividing 64 bits takes a fraction of the time.
    let small = UInt64(exactly: magnitude)
    for threes in stride(from: steps.count - 1, to: 0, by: -1) {
      let step = steps[threes]
      if let small {
        if small % step == 0 { return (UInt128(small / step), UInt8(threes)) }
      } else if magnitude % UInt128(step) == 0 {
        return (magnitude / UInt128(step), UInt8(threes))
      }
    }
    return (magnitude, 0)
  }

  /// What an amount is divided by, by the number of threes of zeros that are taken off.
  fileprivate static let steps: [UInt64] = [
    1, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000,
  ]
}

/// Reads what the functions above append.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether all was read.
  var isAtEnd: Bool { place == bytes.count }

  mutating func count() throws(DamagedBytes) -> UInt64 {
    var count: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try next()
      guard shift < 63 || byte <= 1 else { throw DamagedBytes() }
      count |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return count }
      shift &+= 7
    }
  }

  /// A count that a collection in memory can have.
  mutating func size(upTo limit: Int) throws(DamagedBytes) -> Int {
    let count = try count()
    guard count <= UInt64(limit) else { throw DamagedBytes() }
    return Int(count)
  }

  mutating func number() throws(DamagedBytes) -> Int64 {
    let count = try count()
    return Int64(bitPattern: count >> 1) ^ -Int64(bitPattern: count & 1)
  }

  mutating func amount() throws(DamagedBytes) -> Int128 {
    let first = try next()
    let threes = Int(first >> 3 & 7)
    guard threes < [UInt8].steps.count else { throw DamagedBytes() }
    let step = [UInt8].steps[threes]
    let isNegative = first & 0x40 != 0
    var mantissa = UInt64(first & 7)
    var byte = first
    var shift: UInt64 = 3
    while byte >= 0x80, shift < 57 {
      byte = try next()
      mantissa |= UInt64(byte & 0x7F) &<< shift
      shift &+= 7
    }
    // Almost all amounts fit 64 bits, which take a fraction of the time.
    let (magnitude, overflow) = mantissa.multipliedReportingOverflow(by: step)
    if byte < 0x80, !overflow, let small = Int64(exactly: magnitude) {
      return Int128(isNegative ? 0 &- small : small)
    }
    return try largeAmount(isNegative, UInt128(mantissa), goesOn: byte >= 0x80, step)
  }

  /// The rest of an amount of which 59 bits were read, if it goes on.
  private mutating func largeAmount(
    _ isNegative: Bool,
    _ start: UInt128,
    goesOn: Bool,
    _ step: UInt64
  ) throws(DamagedBytes) -> Int128 {
    var mantissa = start
    var goesOn = goesOn
    var shift: UInt128 = 59
    while goesOn {
      let byte = try next()
      let group = UInt128(byte & 0x7F)
      guard shift < 128, (group << shift) >> shift == group else { throw DamagedBytes() }
      mantissa |= group << shift
      shift += 7
      goesOn = byte >= 0x80
    }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: UInt128(step))
    guard !overflow else { throw DamagedBytes() }
    // Wrapping, since differences of the largest amounts wrap too.
    let magnitude = Int128(truncatingIfNeeded: product)
    return isNegative ? 0 &- magnitude : magnitude
  }

  /// A text with its length before it.
  mutating func text() throws(DamagedBytes) -> String {
    let length = try size(upTo: bytes.count - place)
    defer { place += length }
    return String(decoding: bytes[place..<place + length], as: UTF8.self)
  }

  /// All that is left.
  mutating func rest() -> [UInt8] {
    defer { place = bytes.count }
    return Array(bytes[place...])
  }

  private mutating func next() throws(DamagedBytes) -> UInt8 {
    guard place < bytes.count else { throw DamagedBytes() }
    defer { place += 1 }
    return bytes[place]
  }
}
