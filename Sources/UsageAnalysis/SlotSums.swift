import UsageModel

/// What the records of a stretch add up to by the slots that they fall into.
///
/// It goes through the columns a block of records at a time: the numbers of a block's groups stay in the processor's
/// nearest memory, and no number is kept for each record.
struct SlotSums: Sendable {
  private(set) var codes: GroupCodes
  private(set) var costs: ColumnSums
  private(set) var requests: ColumnSums
  private(set) var quantities: ColumnSums
  private(set) var unpriced: ColumnSums
  /// How many records each slot has.
  private(set) var counts: [Int] = []
  /// The weakest quality of a slot's records, as its place among all cases.
  private(set) var weakest: [UInt8] = []

  /// Adds up some of a slice's records.
  init(of slice: Slice, _ range: Range<Int>, _ slots: GroupSlots) {
    let table = slice.table
    codes = GroupCodes(slots: 0, rows: 0)
    costs = ColumnSums(of: table.costs)
    requests = ColumnSums(of: table.requests)
    quantities = ColumnSums(of: table.quantities)
    unpriced = ColumnSums(of: table.unpriced)
    codes = slice.forEachBlock(slots, in: range) { block, known in
      grow(to: known.count)
      add(block, table.qualities)
    }
  }

  private mutating func grow(to count: Int) {
    guard count > counts.count else { return }
    counts.append(contentsOf: repeatElement(0, count: count - counts.count))
    weakest.append(contentsOf: repeatElement(0, count: count - weakest.count))
    costs.grow(to: count)
    requests.grow(to: count)
    quantities.grow(to: count)
    unpriced.grow(to: count)
  }

  private mutating func add(_ block: RecordBlock, _ qualities: [UInt8]) {
    counts.withUnsafeMutableBufferPointer { counts in
      weakest.withUnsafeMutableBufferPointer { weakest in
        qualities.withUnsafeBufferPointer { qualities in
          block.eachRecord { row, group in
            counts[group] &+= 1
            weakest[group] = max(weakest[group], qualities[row])
          }
        }
      }
    }
    costs.add(block)
    requests.add(block)
    quantities.add(block)
    unpriced.add(block)
  }

  /// Adds what later records of the same slice add up to.
  mutating func add(_ later: SlotSums) {
    let groups = later.codes.slots.map { codes.number(of: $0) }
    grow(to: codes.slots.count)
    for (place, group) in groups.enumerated() {
      counts[group] += later.counts[place]
      weakest[group] = max(weakest[group], later.weakest[place])
    }
    costs.add(later.costs, at: groups)
    requests.add(later.requests, at: groups)
    quantities.add(later.quantities, at: groups)
    unpriced.add(later.unpriced, at: groups)
  }

  /// What the records of the slot with a number add up to.
  func totals(
    at place: Int,
    _ detail: (unit: String, currency: String)?
  ) throws(ArithmeticOverflow) -> UsageTotals {
    var totals = UsageTotals(
      cost: try costs.amount(of: place),
      requests: try requests.amount(of: place),
      quality: Quality.allCases[Int(weakest[place])]
    )
    guard let detail else { return totals }
    if let quantity = try quantities.amount(of: place) {
      try totals.add(quantity, unit: detail.unit)
    }
    if let amount = try unpriced.amount(of: place) {
      try totals.add(amount, unpriced: detail.currency)
    }
    return totals
  }
}
