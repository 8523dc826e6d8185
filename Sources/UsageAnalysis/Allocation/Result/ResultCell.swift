import UsageModel

/// A cell of a result's table, with its rows as they are told by FOCUS.
struct ResultCell: Sendable {
  /// The rows of the cell in the table.
  let rows: Range<Int>
  private let stage: Int
  private let line: CellLine
  private let shares: [SettledStages.FinalShare]
  private let ratios: [UInt32: [Int128]]

  init(_ place: ResultRows.CellPlace, of settled: SettledStages) {
    let cells = settled.stages[place.stage]
    stage = place.stage
    line = cells.cellLines[Int(cells.lines[place.cell])]
    let shares = settled.finalShares(of: place.cell, stage: place.stage)
    self.shares = shares
    rows = place.firstRow..<(place.firstRow + shares.count)
    var ratios: [UInt32: [Int128]] = [:]
    for share in shares where ratios[share.set] == nil {
      var last = LastRatios()
      ratios[share.set] = last.ratios(of: share.set, settled)
    }
    self.ratios = ratios
  }

  /// How a row came about; nil for what no rule took.
  func method(
    ofRow row: Int,
    _ settled: SettledStages,
    _ rules: [AllocationResult.Rule]
  ) -> AllocatedMethod? {
    guard line.rule != SlotNumbers.none else { return nil }
    let share = shares[row - rows.lowerBound]
    let method = settled.sets.method(of: share.set)
    let place = settled.sets.shares(of: share.set).lowerBound + share.place
    let weight = Int128(settled.sets.weight(at: place, of: share.set))
    return AllocatedMethod(
      id: rules[Int(line.rule)].name,
      resource: settled.names.names[Int(settled.sets.targets[place])],
      ratio: FixedDecimal(units: ratios[share.set]?[share.place] ?? 0),
      unit: method.isUsage ? method.unit : nil,
      quantity: method.isUsage ? FixedDecimal(units: weight) : nil
    )
  }
}
