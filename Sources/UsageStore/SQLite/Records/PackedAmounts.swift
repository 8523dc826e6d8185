import UsageModel

/// How an amount column is written in a segment of records: its kind, then numbers of one width, little-endian.
enum PackedAmounts {
  private enum Kind: UInt8 {
    case unknown, narrow, wide
    /// Like the column that is given as its twin.
    case twin
  }

  /// A column in a segment's bytes.
  enum Column {
    case unknown
    /// Numbers of some bytes from a place on, in units of 10 to the minus `decimals`.
    case narrow(start: Int, width: Int, decimals: Int)
    /// Numbers of 16 bytes in units of 10⁻¹².
    case wide(start: Int)
  }

  /// Appends a column; one that equals its twin takes a byte.
  static func append(_ amounts: [FixedDecimal?], twin: [FixedDecimal?]?, to bytes: inout [UInt8]) {
    if let twin, twin == amounts {
      bytes.append(Kind.twin.rawValue)
      return
    }
    append(AmountColumn(amounts), of: amounts.indices, shortening: false, to: &bytes)
  }

  /// Appends some rows of a column; where it equals its twin in them, that takes a byte.
  static func append(
    _ column: AmountColumn,
    of rows: Range<Int>,
    twin: AmountColumn,
    to bytes: inout [UInt8]
  ) {
    var isSame = false
    switch (column.storage, twin.storage) {
    case (.narrow(let counts, let decimals), .narrow(let others, let otherDecimals)):
      isSame = decimals == otherDecimals && counts[rows] == others[rows]
    case (.wide(let units), .wide(let others)): isSame = units[rows] == others[rows]
    default: break
    }
    if isSame { bytes.append(Kind.twin.rawValue) } else { append(column, of: rows, to: &bytes) }
  }

  /// Appends some rows of a column; shortened, numbers have as few decimal places as they need.
  static func append(
    _ column: AmountColumn,
    of rows: Range<Int>,
    shortening: Bool = true,
    to bytes: inout [UInt8]
  ) {
    switch column.storage {
    case .unknown: bytes.append(Kind.unknown.rawValue)
    case .narrow(let all, let places):
      let part = Array(all[rows])
      let (counts, decimals) = shortening ? shortened(part, places) : (part, places)
      bytes += [Kind.narrow.rawValue, UInt8(decimals)]
      let known = counts.lazy.filter { $0 != AmountColumn.narrowUnknown }
      let (low, high) = (known.min() ?? 0, known.max() ?? 0)
      func fits<Number: FixedWidthInteger>(_: Number.Type) -> Bool {
        low > Int64(Number.min) && high <= Int64(Number.max)
      }
      if fits(Int8.self) {
        append(counts, as: Int8.self, to: &bytes)
      } else if fits(Int16.self) {
        append(counts, as: Int16.self, to: &bytes)
      } else if fits(Int32.self) {
        append(counts, as: Int32.self, to: &bytes)
      } else {
        append(counts, as: Int64.self, to: &bytes)
      }
    case .wide(let units):
      bytes.append(Kind.wide.rawValue)
      for count in units[rows] { bytes.append(littleEndian: count) }
    }
  }

  /// Counts with as few decimal places, by threes, as all of them need.
  private static func shortened(_ counts: [Int64], _ places: Int) -> ([Int64], decimals: Int) {
    var (counts, places) = (counts, places)
    let isWhole = { (count: Int64) in count == AmountColumn.narrowUnknown || count % 1000 == 0 }
    while places >= 3, counts.allSatisfy(isWhole) {
      counts = counts.map { $0 == AmountColumn.narrowUnknown ? $0 : $0 / 1000 }
      places -= 3
    }
    return (counts, places)
  }

  private static func append<Number: FixedWidthInteger>(
    _ counts: [Int64],
    as type: Number.Type,
    to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(MemoryLayout<Number>.size))
    for count in counts {
      bytes.append(
        littleEndian: count == AmountColumn.narrowUnknown
          ? Number.min : Number(truncatingIfNeeded: count)
      )
    }
  }

  /// Reads where a column of some rows is, and moves behind it.
  static func column(
    of rows: Int,
    twin: Column?,
    in bytes: UnsafeRawBufferPointer,
    from place: inout Int
  ) throws(DamagedBytes) -> Column {
    func next() throws(DamagedBytes) -> UInt8 {
      guard place < bytes.count else { throw DamagedBytes() }
      defer { place += 1 }
      return bytes[place]
    }
    func skip(_ width: Int) throws(DamagedBytes) -> Int {
      let start = place
      place += rows * width
      guard place <= bytes.count else { throw DamagedBytes() }
      return start
    }
    switch Kind(rawValue: try next()) {
    case .unknown: return .unknown
    case .narrow:
      let decimals = Int(try next())
      let width = Int(try next())
      guard decimals <= FixedDecimal.places, [1, 2, 4, 8].contains(width) else {
        throw DamagedBytes()
      }
      return .narrow(start: try skip(width), width: width, decimals: decimals)
    case .wide: return .wide(start: try skip(16))
    case .twin:
      guard let twin else { throw DamagedBytes() }
      return twin
    case nil: throw DamagedBytes()
    }
  }
}

extension [UInt8] {
  /// Appends a number as it stands in memory, the lowest byte first.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
