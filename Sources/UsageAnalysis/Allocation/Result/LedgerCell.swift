import UsageModel

/// A cell of a ledger, with its amounts divided.
struct LedgerCell: Sendable {
  /// An amount of the cell, and its shares that are asked for.
  struct Entry: Sendable {
    let measure: AllocationLedger.Row.Measure
    let amount: Int128
    let set: UInt32
    let shares: Range<Int>
    /// The parts of the amount and the ratios, of all shares of the set.
    var parts: [Int128] = []
    var ratios: [Int128] = []
  }

  /// Which of the ledger's cells it is.
  let place: Int
  private let cells: LedgerCells
  private let stage: Int
  private let line: CellLine
  private let day: Int
  private let origin: [UsageDimension: String]
  private let entries: [Entry]

  /// Divides the amounts of a cell.
  init(_ place: Int, of cells: LedgerCells, stage: Int, cell: Int, _ ratios: inout LastRatios) {
    self.place = place
    self.cells = cells
    self.stage = stage
    let found = cells.settled.stages[stage]
    line = found.cellLines[Int(found.lines[cell])]
    day = Int(found.days[cell])
    let key = cells.settled.keys[Int(line.key)]
    origin = Dictionary(
      uniqueKeysWithValues: cells.result.kept.map { ($0, key.text(of: $0)) }
    )
    var splitter = CellSplitter()
    var entries = cells.entries(of: cell, stage: stage)
    for entry in entries.indices where !entries[entry].shares.isEmpty {
      let set = entries[entry].set
      entries[entry].parts = splitter.parts(
        of: entries[entry].amount,
        over: set,
        of: cells.settled.sets
      )
      entries[entry].ratios = ratios.ratios(of: set, cells.settled)
    }
    self.entries = entries
  }

  /// A row of the cell; nil after the last one.
  func row(at offset: Int) -> AllocationLedger.Row? {
    var offset = offset
    for entry in entries {
      guard offset >= entry.shares.count else {
        return row(entry, entry.shares.lowerBound + offset)
      }
      offset -= entry.shares.count
    }
    return nil
  }

  private func row(_ entry: Entry, _ place: Int) -> AllocationLedger.Row {
    let sets = cells.settled.sets
    let names = cells.settled.names.names
    let key = cells.settled.keys[Int(line.key)]
    let share = sets.shares(of: entry.set).lowerBound + place
    let target = sets.targets[share]
    let method = sets.method(of: entry.set)
    let rule = line.rule == SlotNumbers.none ? nil : cells.result.rules[Int(line.rule)]
    // The part before anything was handed out: rounded towards zero.
    let product = entry.amount.magnitude.multipliedFullWidth(by: sets.weights[share])
    let magnitude = sets.totals[Int(entry.set)].dividingFullWidth(product).quotient
    let rounded = entry.amount < 0 ? -Int128(magnitude) : Int128(magnitude)
    return AllocationLedger.Row(
      day: cells.settled.days[day],
      source: key.line.source,
      origin: origin,
      charge: key.line.charge,
      from: line.from == SlotNumbers.none ? nil : names[Int(line.from)],
      step: cells.settled.stages[stage].step,
      rule: rule?.name,
      place: rule?.place,
      method: method.name,
      target: names[Int(target)],
      weight: FixedDecimal(units: Int128(sets.weight(at: share, of: entry.set))),
      totalWeight: FixedDecimal(units: Int128(sets.total(of: entry.set))),
      unit: method.unit,
      ratio: FixedDecimal(units: entry.ratios[place]),
      measure: entry.measure,
      whole: FixedDecimal(units: entry.amount),
      amount: FixedDecimal(units: entry.parts[place]),
      remainder: FixedDecimal(units: entry.parts[place] - rounded),
      isPassedOn: !cells.settled.isFinal(
        key: line.key,
        day: day,
        target: Int(target),
        stage: stage
      )
    )
  }
}

/// The ratios of the set that was asked for last: cells that follow each other often have the same.
struct LastRatios: Sendable {
  private var set = SlotNumbers.none
  private var ratios: [Int128] = []

  /// The parts of a cell that a set's shares are, at 12 decimals; they sum to 1.
  mutating func ratios(of set: UInt32, _ settled: SettledStages) -> [Int128] {
    if set != self.set {
      var splitter = CellSplitter()
      ratios = splitter.parts(of: FixedDecimal.unitsPerOne, over: set, of: settled.sets)
      self.set = set
    }
    return ratios
  }
}
