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
    switch AmountColumn(amounts).storage {
    case .unknown: bytes.append(Kind.unknown.rawValue)
    case .narrow(let counts, let decimals):
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
      for count in units { bytes.append(littleEndian: count) }
    }
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
