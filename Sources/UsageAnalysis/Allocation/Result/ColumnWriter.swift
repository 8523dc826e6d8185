import UsageModel

/// Writes amounts in the least room that holds them; a column of nothing takes none.
struct ColumnWriter {
  private enum Room {
    case none, narrow, wide
  }

  private let room: Room
  private var narrow: [Int64] = []
  private var wide: [Int128] = []

  /// Creates a writer of parts of amounts.
  init(_ wholes: [[Int128]], capacity: Int) {
    var room = Room.none
    for whole in wholes.joined() where whole != AmountColumn.wideUnknown {
      guard room == .none || whole.magnitude > UInt128(Int64.max) else { continue }
      room = whole.magnitude > UInt128(Int64.max) ? .wide : .narrow
      if room == .wide { break }
    }
    self.room = room
    switch room {
    case .none: break
    case .narrow: narrow.reserveCapacity(capacity)
    case .wide: wide.reserveCapacity(capacity)
    }
  }

  /// Writes the parts of an amount, or that it is not known, up to a count of rows.
  @inline(__always)
  mutating func write(
    _ amount: Int128,
    over set: UInt32,
    of sets: SetBuffers,
    kept: Set<Int>?,
    _ splitter: inout CellSplitter,
    upTo rows: Int
  ) {
    guard amount != AmountColumn.wideUnknown else { return skip(rows) }
    splitter.split(amount, over: set, of: sets) { target, part in
      if kept?.contains(target) ?? true { append(part) }
    }
  }

  /// Appends an amount that is known.
  @inline(__always)
  private mutating func append(_ units: Int128) {
    // No part passes its whole, whichever room that takes.
    if room == .narrow {
      narrow.append(Int64(truncatingIfNeeded: units))
    } else {
      wide.append(units)
    }
  }

  /// Appends amounts that are not known, up to a count of rows.
  private mutating func skip(_ count: Int) {
    switch room {
    case .none: break
    case .narrow: while narrow.count < count { narrow.append(AmountColumn.narrowUnknown) }
    case .wide: while wide.count < count { wide.append(AmountColumn.wideUnknown) }
    }
  }

  /// The column.
  func column(_ count: Int) -> AmountColumn {
    switch room {
    case .none: AmountColumn(count: count, storage: .unknown)
    case .narrow:
      AmountColumn(count: count, storage: .narrow(narrow, places: FixedDecimal.places))
    case .wide: AmountColumn(count: count, storage: .wide(wide))
    }
  }
}
