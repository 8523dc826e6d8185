import UsageModel

/// Finds the rows that a ledger has of each cell.
struct LedgerCells: Sendable {
  let result: AllocationResult
  let settled: SettledStages
  private let countingRequests: Bool
  /// The place of the target's share in each set, or ``SlotNumbers/none``; nil where all targets are asked for.
  private let shareOf: [UInt32]?

  init(_ result: AllocationResult, target: String?, countingRequests: Bool) {
    self.result = result
    self.countingRequests = countingRequests
    let settled = result.settled
    self.settled = settled
    shareOf = target.map { target in
      let number = settled.names.known(target) ?? SlotNumbers.none
      return settled.sets.withBuffers { sets in
        (0..<UInt32(settled.sets.count)).map { set in
          let shares = sets.shares(of: set)
          let place = shares.first { sets.targets[$0] == number }
          return place.map { UInt32($0 - shares.lowerBound) } ?? SlotNumbers.none
        }
      }
    }
  }

  /// Tells every cell that has rows, and how many.
  func forEach(of source: String?, _ body: (_ stage: Int, _ cell: Int, _ rows: Int) -> Void) {
    for (number, stage) in settled.stages.enumerated() {
      let isAsked = stage.cellLines.map { line in
        source.map { $0 == settled.keys[Int(line.key)].line.source } ?? true
      }
      settled.sets.withBuffers { sets in
        stage.withBuffers { cells in
          var extra = 0
          for cell in 0..<stage.count {
            let start = extra
            while extra < stage.extras.count, stage.extras.cells[extra] == UInt32(cell) {
              extra += 1
            }
            guard isAsked[Int(cells.lines[cell])] else { continue }
            let rows = count(cell, of: stage, cells, start..<extra, sets)
            if rows > 0 { body(number, cell, rows) }
          }
        }
      }
    }
  }

  /// How many rows a cell has.
  @inline(__always)
  private func count(
    _ cell: Int,
    of stage: AllocationStage,
    _ cells: StageBuffers,
    _ extras: Range<Int>,
    _ sets: SetBuffers
  ) -> Int {
    let rows = count(of: cells.sets[cell], sets)
    var money = cells.costs[cell] == AmountColumn.wideUnknown ? 0 : rows
    var hasMoney = cells.costs[cell] != AmountColumn.wideUnknown
    var counts = cells.requests[cell] == AmountColumn.wideUnknown ? 0 : rows
    for place in extras {
      let rows = count(of: stage.set(ofExtra: place), sets)
      if settled.labels[Int(stage.extras.labels[place])].isQuantity {
        counts += rows
      } else {
        money += rows
        hasMoney = true
      }
    }
    return countingRequests || !hasMoney ? money + counts : money
  }

  @inline(__always)
  private func count(of set: UInt32, _ sets: SetBuffers) -> Int {
    guard let shareOf else { return sets.shares(of: set).count }
    return shareOf[Int(set)] == SlotNumbers.none ? 0 : 1
  }

  /// The amounts of a cell: money; and where there is none, or all is asked for, requests and quantities.
  func entries(of cell: Int, stage number: Int) -> [LedgerCell.Entry] {
    let stage = settled.stages[number]
    var money: [LedgerCell.Entry] = []
    var counts: [LedgerCell.Entry] = []
    func entry(
      _ measure: AllocationLedger.Row.Measure,
      _ amount: Int128,
      _ set: UInt32
    ) -> LedgerCell.Entry {
      LedgerCell.Entry(measure: measure, amount: amount, set: set, shares: shares(of: set))
    }
    let set = stage.sets[cell]
    if stage.costs[cell] != AmountColumn.wideUnknown {
      money.append(entry(.money(currency: result.currency), stage.costs[cell], set))
    }
    if stage.requests[cell] != AmountColumn.wideUnknown {
      counts.append(entry(.requests, stage.requests[cell], set))
    }
    for place in stage.extras.count > 0 ? stage.extras.places(of: cell) : 0..<0 {
      let amount = stage.extras.amounts[place]
      let set = stage.set(ofExtra: place)
      switch settled.labels[Int(stage.extras.labels[place])] {
      case .quantity(let unit): counts.append(entry(.quantity(unit: unit), amount, set))
      case .unpriced(let currency): money.append(entry(.money(currency: currency), amount, set))
      }
    }
    return countingRequests || money.isEmpty ? money + counts : money
  }

  /// The places of a set's shares that are asked for.
  private func shares(of set: UInt32) -> Range<Int> {
    guard let shareOf else { return 0..<settled.sets.shares(of: set).count }
    let place = shareOf[Int(set)]
    return place == SlotNumbers.none ? 0..<0 : Int(place)..<(Int(place) + 1)
  }
}
