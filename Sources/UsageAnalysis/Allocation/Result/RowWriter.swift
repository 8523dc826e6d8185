import UsageModel

/// Writes a result's rows into columns.
struct RowWriter {
  private let settled: SettledStages
  private var lines: ResultLines
  private var splitter = CellSplitter()
  private var lineOf: [UInt32] = []
  private var days: [Int32] = []
  private var qualities: [UInt8] = []
  private var costs: ColumnWriter
  private var requests: ColumnWriter
  private var quantities: ColumnWriter
  private var natives: ColumnWriter

  init(_ settled: SettledStages, lines: ResultLines) {
    self.settled = settled
    self.lines = lines
    let count = settled.stages.reduce(0) { count, stage in
      stage.sets.reduce(count) { $0 + settled.sets.shares(of: $1).count }
    }
    lineOf.reserveCapacity(count)
    days.reserveCapacity(count)
    qualities.reserveCapacity(count)
    costs = ColumnWriter(settled.stages.map(\.costs), capacity: count)
    requests = ColumnWriter(settled.stages.map(\.requests), capacity: count)
    let extras = settled.stages.map { stage in
      zip(stage.extras.amounts, stage.extras.labels)
    }
    quantities = ColumnWriter(
      extras.map { $0.filter { settled.labels[Int($1)].isQuantity }.map(\.0) },
      capacity: count
    )
    natives = ColumnWriter(
      extras.map { $0.filter { !settled.labels[Int($1)].isQuantity }.map(\.0) },
      capacity: count
    )
  }

  /// How many rows there are so far.
  var count: Int { lineOf.count }

  /// The rows as a table.
  consuming func table() -> UsageTable {
    let count = lineOf.count
    return UsageTable(
      lines: lines.lines,
      lineOf: lineOf,
      days: days,
      qualities: qualities,
      costs: costs.column(count),
      requests: requests.column(count),
      quantities: quantities.column(count),
      natives: natives.column(count)
    )
  }

  /// Writes the rows of some cells, and where those of each begin.
  mutating func write(_ run: SettledStages.Chunk, starts: inout [UInt32]) {
    let stage = settled.stages[run.stage]
    let isAllFinal = settled.taken.isEmpty
    settled.sets.withBuffers { sets in
      stage.withBuffers { cells in
        for cell in run.cells {
          starts.append(UInt32(count))
          let place = Int(cells.days[cell])
          let key = stage.cellLines[Int(cells.lines[cell])].key
          let set = cells.sets[cell]
          let parts = stage.parts(of: cell, labels: settled.labels)
          var group = RowGroup(
            key: key,
            day: Int32(clamping: settled.days[place].daysSince1970),
            quality: cells.qualities[cell],
            set: set
          )
          if !isAllFinal { group.kept = settled.kept(of: cell, set, stage: run.stage) }
          group.cost = cells.costs[cell]
          group.requests = cells.requests[cell]
          group.tell(parts.quantity, parts.unpriced, of: stage.extras)
          write(group, sets)
          for extra in parts.others {
            let set = stage.set(ofExtra: extra)
            let isQuantity = settled.labels[Int(stage.extras.labels[extra])].isQuantity
            var other = RowGroup(key: key, day: group.day, quality: group.quality, set: set)
            if !isAllFinal { other.kept = settled.kept(of: cell, set, stage: run.stage) }
            other.tell(isQuantity ? extra : nil, isQuantity ? nil : extra, of: stage.extras)
            write(other, sets)
          }
        }
      }
    }
  }

  /// What the rows of a cell, one for each share, have in common.
  private struct RowGroup {
    let key: UInt32
    let day: Int32
    let quality: UInt8
    let set: UInt32
    /// Which targets keep their share; nil for all.
    var kept: Set<Int>?
    var cost: Int128 = AmountColumn.wideUnknown
    var requests: Int128 = AmountColumn.wideUnknown
    var quantity: Int128 = AmountColumn.wideUnknown
    var native: Int128 = AmountColumn.wideUnknown
    var unit: UInt32 = SlotNumbers.none
    var currency: UInt32 = SlotNumbers.none

    init(key: UInt32, day: Int32, quality: UInt8, set: UInt32) {
      self.key = key
      self.day = day
      self.quality = quality
      self.set = set
    }

    /// Takes extra amounts, by their places.
    @inline(__always)
    mutating func tell(_ quantity: Int?, _ unpriced: Int?, of extras: ExtraAmounts) {
      if let quantity {
        self.quantity = extras.amounts[quantity]
        unit = extras.labels[quantity]
      }
      if let unpriced {
        native = extras.amounts[unpriced]
        currency = extras.labels[unpriced]
      }
    }
  }

  /// Writes a row for each share.
  private mutating func write(_ group: RowGroup, _ sets: SetBuffers) {
    for share in sets.shares(of: group.set) {
      let target = Int(sets.targets[share])
      if let kept = group.kept, !kept.contains(target) { continue }
      lineOf.append(
        lines.place(
          key: group.key,
          target: target,
          quantity: group.unit,
          unpriced: group.currency
        )
      )
      days.append(group.day)
      qualities.append(group.quality)
    }
    let rows = lineOf.count
    costs.write(group.cost, over: group.set, of: sets, kept: group.kept, &splitter, upTo: rows)
    requests.write(
      group.requests,
      over: group.set,
      of: sets,
      kept: group.kept,
      &splitter,
      upTo: rows
    )
    quantities.write(
      group.quantity,
      over: group.set,
      of: sets,
      kept: group.kept,
      &splitter,
      upTo: rows
    )
    natives.write(group.native, over: group.set, of: sets, kept: group.kept, &splitter, upTo: rows)
  }
}

extension SettledStages {
  /// The targets that keep their share of a cell; nil for all.
  fileprivate func kept(of cell: Int, _ set: UInt32, stage: Int) -> Set<Int>? {
    let isUntouched = sets.shares(of: set).allSatisfy {
      taken.isUntouched(Int(sets.targets[$0]))
    }
    if isUntouched { return nil }
    let cells = stages[stage]
    let line = cells.cellLines[Int(cells.lines[cell])]
    let targets = sets.shares(of: set).map { Int(sets.targets[$0]) }
    return Set(
      targets.filter {
        isFinal(key: line.key, day: Int(cells.days[cell]), target: $0, stage: stage)
      }
    )
  }
}
