import UsageModel

/// What the last stage took from those before it.
///
/// A step that divides all that it takes leaves everything else as it was, so that only these shares and its own
/// cells need to be counted.
struct StepBalance {
  private let settled: SettledStages
  /// The place of the stage.
  private let stage: Int
  private var splitter = CellSplitter()
  /// The amounts by day and charge.
  private(set) var lost: Balance

  init(_ settled: SettledStages) {
    self.settled = settled
    stage = settled.stages.count - 1
    lost = Balance(days: settled.days.count, labels: settled.labels.count)
    settled.sets.withBuffers { sets in
      let isTouched = (0..<UInt32(settled.sets.count)).map { set in
        sets.shares(of: set).contains {
          settled.taken.isTouched(Int(sets.targets[$0]), by: stage)
        }
      }
      for (place, cells) in settled.stages.dropLast().enumerated() {
        for cell in 0..<cells.count
        where isTouched[Int(cells.sets[cell])] || !cells.otherSets.isEmpty {
          add(cell, of: place, cells, sets)
        }
      }
    }
  }

  /// Adds what was taken of a cell.
  private mutating func add(
    _ cell: Int,
    of place: Int,
    _ cells: AllocationStage,
    _ sets: SetBuffers
  ) {
    let key = cells.cellLines[Int(cells.lines[cell])].key
    let day = Int(cells.days[cell])
    let slot = day * Charge.allCases.count + settled.keys[Int(key)].line.charge.place
    let slots = lost.costs.sums.count
    let (taken, stage) = (settled.taken, stage)
    func part(of amount: Int128, over set: UInt32) -> Int128? {
      guard amount != AmountColumn.wideUnknown else { return nil }
      var sum: Int128?
      splitter.split(amount, over: set, of: sets) { target, part in
        guard taken.isTouched(target, by: stage),
          taken.isTaken(key: key, day: day, target: UInt32(target), from: place, by: stage)
        else { return }
        // What all cells have fits, and so does some of it.
        sum = (sum ?? 0) &+ part
      }
      return sum
    }
    let set = cells.sets[cell]
    if let cost = part(of: cells.costs[cell], over: set) { lost.costs.add(cost, at: slot) }
    if let count = part(of: cells.requests[cell], over: set) { lost.requests.add(count, at: slot) }
    for extra in cells.extras.count > 0 ? cells.extras.places(of: cell) : 0..<0 {
      let amount = part(of: cells.extras.amounts[extra], over: cells.set(ofExtra: extra))
      guard let amount else { continue }
      lost.extras.add(amount, at: Int(cells.extras.labels[extra]) * slots + slot)
    }
  }
}
