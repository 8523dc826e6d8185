import Dispatch
import Synchronization
import UsageModel

/// What the stages of an allocation come to: by target, and by day and charge.
struct AllocationTally: Sendable {
  /// What there is by day and charge.
  private(set) var balance: Balance
  private var costs: [Int128]
  private var requests: [Int128]
  private var extras: [Int128]
  /// The weakest quality of each target's shares; nothing for a target without any.
  private var qualities: [UInt8?]
  private let labelCount: Int

  private init(targets: Int, days: Int, labels: Int) {
    balance = Balance(days: days, labels: labels)
    costs = Array(repeating: AmountColumn.wideUnknown, count: targets)
    requests = costs
    extras = Array(repeating: AmountColumn.wideUnknown, count: targets * labels)
    qualities = Array(repeating: nil, count: targets)
    labelCount = labels
  }

  /// Adds up what every target keeps of what the stages gave it.
  init(_ settled: SettledStages) {
    self.init(settled, of: settled.stages.indices)
  }

  /// The same of some stages, by their places.
  init(_ settled: SettledStages, of stages: Range<Int>) {
    let chunks = settled.chunks(of: stages)
    guard chunks.count > 1 else {
      self.init(settled, chunks.first.map { [$0] } ?? [])
      return
    }
    let tallies = Mutex<[AllocationTally]>([])
    DispatchQueue.concurrentPerform(iterations: chunks.count) { chunk in
      let tally = AllocationTally(settled, [chunks[chunk]])
      tallies.withLock { $0.append(tally) }
    }
    // Sums of whole numbers do not depend on their order.
    self = tallies.withLock(\.self).reduce(AllocationTally(settled, [])) { $0.adding($1) }
  }

  private init(_ settled: SettledStages, _ chunks: [SettledStages.Chunk]) {
    self.init(
      targets: settled.names.names.count,
      days: settled.days.count,
      labels: settled.labels.count
    )
    for chunk in chunks { add(settled, chunk) }
  }

  private mutating func add(_ settled: SettledStages, _ chunk: SettledStages.Chunk) {
    let stage = settled.stages[chunk.stage]
    let charges = stage.cellLines.map { settled.keys[Int($0.key)].line.charge.place }
    settled.sets.withBuffers { sets in
      stage.withBuffers { cells in
        let loop = CellLoop(
          settled: settled,
          chunk: chunk,
          cells: cells,
          sets: sets,
          charges: charges
        )
        qualities = loop.qualities(qualities)
        (costs, balance.costs) = loop.sums(cells.costs, costs, balance.costs)
        (requests, balance.requests) = loop.sums(cells.requests, requests, balance.requests)
        addExtras(of: stage, loop)
      }
    }
  }

  /// A run through some cells.
  private struct CellLoop {
    let settled: SettledStages
    let chunk: SettledStages.Chunk
    let cells: StageBuffers
    let sets: SetBuffers
    /// The charge of each cell line, by its place among all.
    let charges: [Int]

    /// The cell's slot of day and charge.
    @inline(__always)
    func slot(of cell: Int) -> Int {
      Int(cells.days[cell]) * Charge.allCases.count + charges[Int(cells.lines[cell])]
    }

    /// Whether a target keeps its share of a cell.
    @inline(never)
    func isFinal(_ target: Int, of cell: Int) -> Bool {
      let line = settled.stages[chunk.stage].cellLines[Int(cells.lines[cell])]
      return settled.isFinal(
        key: line.key,
        day: Int(cells.days[cell]),
        target: target,
        stage: chunk.stage
      )
    }

    /// Adds up a column by target, and by day and charge.
    func sums(
      _ column: UnsafeBufferPointer<Int128>,
      _ known: [Int128],
      _ balance: DayTotals
    ) -> ([Int128], DayTotals) {
      var (sums, balance) = (known, balance)
      var splitter = CellSplitter()
      let isAllFinal = settled.taken.isEmpty
      sums.withUnsafeMutableBufferPointer { sums in
        for cell in chunk.cells where column[cell] != AmountColumn.wideUnknown {
          var kept = AmountColumn.wideUnknown
          splitter.split(column[cell], over: cells.sets[cell], of: sets) { target, part in
            guard isAllFinal || settled.taken.isUntouched(target) || isFinal(target, of: cell)
            else { return }
            AllocationTally.add(part, to: &sums[target])
            AllocationTally.add(part, to: &kept)
          }
          if kept != AmountColumn.wideUnknown { balance.add(kept, at: slot(of: cell)) }
        }
      }
      return (sums, balance)
    }

    /// The weakest quality of each target's shares.
    func qualities(_ known: [UInt8?]) -> [UInt8?] {
      var qualities = known
      let isAllFinal = settled.taken.isEmpty
      for cell in chunk.cells {
        let quality = cells.qualities[cell]
        for place in sets.shares(of: cells.sets[cell]) {
          let target = Int(sets.targets[place])
          if let known = qualities[target], known >= quality { continue }
          if isAllFinal || settled.taken.isUntouched(target) || isFinal(target, of: cell) {
            qualities[target] = quality
          }
        }
      }
      return qualities
    }
  }

  private mutating func addExtras(of stage: AllocationStage, _ loop: CellLoop) {
    var splitter = CellSplitter()
    let slots = balance.costs.sums.count
    let places =
      stage.extras.first(
        of: loop.chunk.cells.lowerBound
      )..<stage.extras.first(
        of: loop.chunk.cells.upperBound
      )
    for place in places {
      let cell = Int(stage.extras.cells[place])
      let label = Int(stage.extras.labels[place])
      let quality = loop.cells.qualities[cell]
      var kept = AmountColumn.wideUnknown
      splitter.split(
        stage.extras.amounts[place],
        over: stage.set(ofExtra: place),
        of: loop.sets
      ) { target, part in
        guard loop.settled.taken.isEmpty || loop.isFinal(target, of: cell) else { return }
        Self.add(part, to: &extras[target * labelCount + label])
        if qualities[target].map({ $0 < quality }) ?? true { qualities[target] = quality }
        Self.add(part, to: &kept)
      }
      if kept != AmountColumn.wideUnknown {
        balance.extras.add(kept, at: label * slots + loop.slot(of: cell))
      }
    }
  }

  /// Adds to a sum that may not be known yet; see ``DayTotals/add(_:at:)``.
  @inline(__always)
  private static func add(_ units: Int128, to sum: inout Int128) {
    sum = (sum == AmountColumn.wideUnknown ? 0 : sum) &+ units
  }

  private func adding(_ other: AllocationTally) -> AllocationTally {
    var tally = self
    tally.balance.add(other.balance)
    for target in costs.indices {
      if other.costs[target] != AmountColumn.wideUnknown {
        Self.add(other.costs[target], to: &tally.costs[target])
      }
      if other.requests[target] != AmountColumn.wideUnknown {
        Self.add(other.requests[target], to: &tally.requests[target])
      }
      tally.qualities[target] = [qualities[target], other.qualities[target]].compactMap(\.self)
        .max()
    }
    for place in extras.indices where other.extras[place] != AmountColumn.wideUnknown {
      Self.add(other.extras[place], to: &tally.extras[place])
    }
    return tally
  }

  /// What each target keeps, in the order of names.
  func shares(_ settled: SettledStages) throws(ArithmeticOverflow) -> [AllocationResult.Share] {
    var shares: [AllocationResult.Share] = []
    for target in settled.names.ordered.map({ Int($0) }) {
      guard let quality = qualities[target] else { continue }
      var totals = UsageTotals(
        cost: FixedDecimal(known: costs[target]),
        requests: FixedDecimal(known: requests[target]),
        quality: Quality.allCases[Int(quality)]
      )
      for (label, name) in settled.labels.enumerated() {
        guard let amount = FixedDecimal(known: extras[target * labelCount + label]) else {
          continue
        }
        try totals.add(amount, name)
      }
      shares.append(AllocationResult.Share(target: settled.names.names[target], totals: totals))
    }
    return shares
  }
}
