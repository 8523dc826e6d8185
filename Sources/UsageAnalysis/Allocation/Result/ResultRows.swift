import UsageModel

/// The rows of a result, and where each came from.
struct ResultRows: Sendable {
  /// The rows as usage.
  let table: UsageTable
  private let runs: [SettledStages.Chunk]
  /// The first row of each cell, in the order of the runs.
  private let starts: [UInt32]

  /// The place of each run's first cell among all.
  private let firstCells: [Int]

  /// Where a cell and its rows are.
  struct CellPlace {
    let stage: Int
    let cell: Int
    let firstRow: Int
  }

  init(_ settled: SettledStages, lines: ResultLines) {
    runs = settled.runsByDay()
    var writer = RowWriter(settled, lines: lines)
    var starts: [UInt32] = []
    starts.reserveCapacity(runs.reduce(0) { $0 + $1.cells.count })
    var firstCells: [Int] = []
    for run in runs {
      firstCells.append(starts.count)
      writer.write(run, starts: &starts)
    }
    self.starts = starts
    self.firstCells = firstCells
    table = writer.table()
  }

  /// The cell that a row of the table came from.
  func place(ofRow row: Int) -> CellPlace {
    // Cells without rows begin where the next one does.
    let place = Self.last(of: starts, upTo: UInt32(row))
    let run = Self.last(of: firstCells, upTo: place)
    return CellPlace(
      stage: runs[run].stage,
      cell: runs[run].cells.lowerBound + place - firstCells[run],
      firstRow: Int(starts[place])
    )
  }

  /// The last of ascending numbers that is no larger than another one, which the first is not.
  private static func last<Number: Comparable>(of numbers: [Number], upTo limit: Number) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}

extension SettledStages {
  /// A row's share: its set, and the place in the set.
  struct FinalShare {
    let set: UInt32
    let place: Int
  }

  /// The rows of a cell, in their order.
  func finalShares(of cell: Int, stage: Int) -> [FinalShare] {
    let cells = stages[stage]
    let key = cells.cellLines[Int(cells.lines[cell])].key
    let day = Int(cells.days[cell])
    let others = cells.parts(of: cell, labels: labels).others
    return ([cells.sets[cell]] + others.map { cells.set(ofExtra: $0) }).flatMap { set in
      sets.shares(of: set).enumerated().compactMap { place, share in
        let target = Int(sets.targets[share])
        return isFinal(key: key, day: day, target: target, stage: stage)
          ? FinalShare(set: set, place: place) : nil
      }
    }
  }

  /// The cells of all stages by day; those of one stage stay together where there is only one.
  func runsByDay() -> [Chunk] {
    guard stages.count > 1 else {
      return stages.indices.map { Chunk(stage: $0, cells: 0..<stages[$0].count) }
    }
    var runs: [Chunk] = []
    var next = stages.map { _ in 0 }
    for day in days.indices {
      for (place, stage) in stages.enumerated() {
        let start = next[place]
        while next[place] < stage.count, stage.days[next[place]] == UInt32(day) { next[place] += 1 }
        if start < next[place] { runs.append(Chunk(stage: place, cells: start..<next[place])) }
      }
    }
    return runs
  }
}

extension AllocationStage {
  /// The extra amounts of a cell: those that its first rows tell, and the others, by their places.
  func parts(
    of cell: Int,
    labels: [ExtraAmounts.Label]
  ) -> (quantity: Int?, unpriced: Int?, others: [Int]) {
    guard extras.count > 0 else { return (nil, nil, []) }
    var places = Array(extras.places(of: cell))
    let quantity = places.first { labels[Int(extras.labels[$0])].isQuantity }
    // Credits beside a cost would count as priced.
    let unpriced =
      costs[cell] == AmountColumn.wideUnknown
      ? places.first { !labels[Int(extras.labels[$0])].isQuantity && otherSets[$0] == nil } : nil
    places.removeAll { $0 == quantity || $0 == unpriced }
    return (quantity, unpriced, places)
  }
}

extension ExtraAmounts.Label {
  /// Whether it is of quantities.
  var isQuantity: Bool { if case .quantity = self { true } else { false } }
}
