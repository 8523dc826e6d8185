import UsageModel

/// What cells have besides a cost and requests: quantities by unit, and what no rate prices by currency.
struct ExtraAmounts: Sendable {
  /// What an amount counts.
  enum Label: Hashable, Sendable {
    /// A quantity in a unit.
    case quantity(String)
    /// Credits that nothing prices, in a currency.
    case unpriced(String)

    /// What ledgers and errors call it.
    var name: String {
      switch self {
      case .quantity(let name), .unpriced(let name): name
      }
    }
  }

  /// The cells of the amounts, ascending; then by label.
  private(set) var cells: [UInt32] = []
  private(set) var labels: [UInt32] = []
  private(set) var amounts: [Int128] = []

  var count: Int { cells.count }

  /// Adds an amount behind all others.
  mutating func append(_ amount: Int128, label: UInt32, cell: Int) {
    cells.append(UInt32(cell))
    labels.append(label)
    amounts.append(amount)
  }

  /// The place of the first amount of a cell or of a later one.
  func first(of cell: Int) -> Int {
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle] < UInt32(cell) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The places of a cell's amounts.
  func places(of cell: Int) -> Range<Int> {
    let start = first(of: cell)
    var end = start
    while end < cells.count, cells[end] == UInt32(cell) { end += 1 }
    return start..<end
  }
}

/// The units and currencies of a table: quantities first, each in the order of names.
struct ExtraLabels: Sendable {
  /// The labels.
  let labels: [ExtraAmounts.Label]
  /// Each line's label of its quantities, and of its credits.
  private let quantityOf: [UInt32]
  private let unpricedOf: [UInt32]

  init(_ table: UsageTable) {
    let units = table.lines.map { $0.unit ?? ReservedName.notBrokenDown }
    let currencies = table.lines.map { $0.currency ?? "" }
    let hasUnits = !table.quantities.isUnknown
    let hasCurrencies = !table.unpriced.isUnknown
    let labels: [ExtraAmounts.Label] =
      (hasUnits ? Set(units).sorted().map { .quantity($0) } : [])
      + (hasCurrencies ? Set(currencies).sorted().map { .unpriced($0) } : [])
    self.labels = labels
    let numberOf = Dictionary(uniqueKeysWithValues: zip(labels, UInt32(0)...))
    quantityOf = units.map { numberOf[.quantity($0)] ?? SlotNumbers.none }
    unpricedOf = currencies.map { numberOf[.unpriced($0)] ?? SlotNumbers.none }
  }

  /// The amounts of a table's records by their groups.
  func amounts(
    of table: UsageTable,
    by groups: [UInt32],
    count: Int
  ) throws(ArithmeticOverflow) -> ExtraAmounts {
    var parts: [(cell: Int, label: UInt32, amount: Int128)] = []
    for (column, labelOf) in [(table.quantities, quantityOf), (table.unpriced, unpricedOf)]
    where !column.isUnknown {
      let width = labels.count
      let numbers = SlotNumbers(count: table.count, slots: count * width) { row in
        groups[row] == SlotNumbers.none || !column.isKnown(at: row)
          ? nil : Int(groups[row]) * width + Int(labelOf[Int(table.lineOf[row])])
      }
      let sums = try column.sums(by: numbers.numbers, count: numbers.slots.count)
      for (slot, sum) in zip(numbers.slots, sums) {
        parts.append((slot / width, UInt32(slot % width), sum))
      }
    }
    if !table.quantities.isUnknown, !table.unpriced.isUnknown {
      parts.sort { ($0.cell, $0.label) < ($1.cell, $1.label) }
    }
    var extras = ExtraAmounts()
    for part in parts { extras.append(part.amount, label: part.label, cell: part.cell) }
    return extras
  }
}

extension AmountColumn {
  /// Whether a record's amount is known.
  @inline(__always)
  fileprivate func isKnown(at row: Int) -> Bool {
    switch storage {
    case .unknown: false
    case .narrow(let counts, _): counts[row] != Self.narrowUnknown
    case .wide(let units): units[row] != Self.wideUnknown
    }
  }
}
