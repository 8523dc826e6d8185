import UsageModel

extension AllocationResult {
  /// How many cells were divided, in all steps: what looking through a ledger takes at least.
  public var cellCount: Int { settled.stages.reduce(0) { $0 + $1.count } }
}

extension SettledStages {
  /// How many rows the table has, without making it.
  func rowCount() -> Int {
    var rows = 0
    sets.withBuffers { sets in
      for (number, stage) in stages.enumerated() {
        stage.withBuffers { cells in
          var extra = 0
          for cell in 0..<stage.count {
            rows += finalCount(of: cells.sets[cell], cell, number, cells, sets)
            let start = extra
            while extra < stage.extras.count, stage.extras.cells[extra] == UInt32(cell) {
              extra += 1
            }
            guard start < extra else { continue }
            for place in stage.parts(of: cell, labels: labels).others {
              rows += finalCount(of: stage.set(ofExtra: place), cell, number, cells, sets)
            }
          }
        }
      }
    }
    return rows
  }

  /// How many targets keep their share of a cell.
  @inline(__always)
  private func finalCount(
    of set: UInt32,
    _ cell: Int,
    _ stage: Int,
    _ cells: StageBuffers,
    _ sets: SetBuffers
  ) -> Int {
    let shares = sets.shares(of: set)
    guard !taken.isEmpty else { return shares.count }
    return shares.count { place in
      let target = Int(sets.targets[place])
      return taken.isUntouched(target)
        || isFinal(
          key: stages[stage].cellLines[Int(cells.lines[cell])].key,
          day: Int(cells.days[cell]),
          target: target,
          stage: stage
        )
    }
  }
}
