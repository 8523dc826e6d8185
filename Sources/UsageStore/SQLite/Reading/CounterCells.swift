import UsageModel

/// Reads the values of counters from the cells of a segment.
enum CounterCells {
  /// A value of a counter, which is known by its id.
  struct Value {
    var counter: Int64
    var value: FixedDecimal
    /// The earlier moment at which it stood so; nil for the moment of the reply.
    var recalledAt: Timestamp?
  }

  /// The values that an entry has.
  static func values(of entry: SegmentEntry) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(entry.cells.count)
    var recalledAt: Timestamp?
    for cell in entry.cells {
      let (counter, fact) = SegmentKey.parts(cell.key)
      if fact % 2 == 1 {
        guard let moment = Int64(exactly: cell.value) else {
          throw StoreDamage("what reply \(entry.reply) told")
        }
        recalledAt = Timestamp(milliseconds: moment)
      } else {
        let value = FixedDecimal(units: cell.value)
        values.append(
          Value(counter: counter, value: value, recalledAt: fact == 0 ? nil : recalledAt)
        )
      }
    }
    return values
  }
}
