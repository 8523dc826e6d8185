/// Finds the row of a line, time and quality among those gathered: a table with open addresses.
///
/// A row takes eight bytes and, in the table, at most eight more; a dictionary would take several times that.
struct ChargeIndex: Sendable {
  /// What tells the rows apart: 30 bits of the line, 30 of the time, 4 of the quality.
  private var keys: [UInt64] = []
  /// The row at each address, plus one; zero where there is none.
  ///
  /// Its size is a power of two.
  private var table = [UInt32](repeating: 0, count: 1024)

  /// How many rows there are.
  var count: Int { keys.count }

  func line(of row: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: keys[Int(row)] >> 34) }

  func span(of row: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: keys[Int(row)] >> 4) & 0x3FFF_FFFF
  }

  func quality(of row: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: keys[Int(row)] & 0xF) }

  /// The row of a line, time and quality, which is a new one where there is none.
  mutating func row(line: UInt32, span: UInt32, quality: UInt8) -> Int {
    precondition(line < 1 << 30 && span < 1 << 30, "more lines or times than any file has")
    let key = UInt64(line) << 34 | UInt64(span) << 4 | UInt64(quality)
    var place = Self.address(of: key, in: table.count)
    while table[place] != 0 {
      let row = Int(table[place]) - 1
      if keys[row] == key { return row }
      place = (place + 1) & (table.count - 1)
    }
    keys.append(key)
    table[place] = UInt32(keys.count)
    if keys.count * 2 > table.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let size = table.count * 2
    // The old one goes before the new one comes.
    table = []
    table = [UInt32](repeating: 0, count: size)
    for (row, key) in keys.enumerated() {
      var place = Self.address(of: key, in: size)
      while table[place] != 0 { place = (place + 1) & (size - 1) }
      table[place] = UInt32(row + 1)
    }
  }

  /// Multiplying by an odd number near 2⁶⁴ ÷ the golden ratio spreads neighbours, best in the high bits.
  private static func address(of key: UInt64, in size: Int) -> Int {
    let mixed = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20) & (size - 1)
  }

  /// The rows by time, then by line, then by quality, where lines and times have these ranks.
  func sorted(rankOfLine: [UInt32], rankOfSpan: [UInt32]) -> [UInt32] {
    var rows = keys.indices.map { UInt32($0) }
    // Each pass is stable, so that the last one counts most.
    rows = Self.pass(rows, Quality.allCases.count) { Int(quality(of: $0)) }
    rows = Self.pass(rows, rankOfLine.count) { Int(rankOfLine[Int(line(of: $0))]) }
    return Self.pass(rows, rankOfSpan.count) { Int(rankOfSpan[Int(span(of: $0))]) }
  }

  /// Sorts by a small number, as many steps as there are rows and numbers.
  private static func pass(_ rows: [UInt32], _ limit: Int, _ rank: (UInt32) -> Int) -> [UInt32] {
    var starts = [Int](repeating: 0, count: limit + 1)
    for row in rows { starts[rank(row) + 1] += 1 }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    var sorted = [UInt32](repeating: 0, count: rows.count)
    for row in rows {
      let place = rank(row)
      sorted[starts[place]] = row
      starts[place] += 1
    }
    return sorted
  }
}
