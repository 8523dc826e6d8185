import UsageModel

/// Which records of a table a frame is about, in their order.
enum RowSelection: Sendable {
  /// All of that many.
  case all(Int)
  /// Those at the places.
  case some([UInt32])

  var count: Int {
    switch self {
    case .all(let count): count
    case .some(let places): places.count
    }
  }

  /// The place in the table of a record of the selection.
  subscript(index: Int) -> Int {
    switch self {
    case .all: index
    case .some(let places): Int(places[index])
    }
  }

  /// The records that pass a test.
  func filter<Failure>(
    _ test: (_ row: Int) throws(Failure) -> Bool
  ) throws(Failure) -> RowSelection {
    var kept: [UInt32] = []
    for index in 0..<count {
      let row = self[index]
      if try test(row) { kept.append(UInt32(truncatingIfNeeded: row)) }
    }
    return .some(kept)
  }

  /// Runs a loop with the places; nil stands for all records.
  func withPlaces<Result, Failure>(
    _ body: (UnsafeBufferPointer<UInt32>?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .all: try body(nil)
    case .some(let places):
      try places.withUnsafeBufferPointer { buffer throws(Failure) in try body(buffer) }
    }
  }
}

/// Some records of a table.
struct Slice: Sendable {
  let table: UsageTable
  var rows: RowSelection

  init(_ table: UsageTable) {
    self.table = table
    rows = .all(table.count)
  }

  init(_ table: UsageTable, _ rows: RowSelection) {
    self.table = table
    self.rows = rows
  }

  var count: Int { rows.count }
}
