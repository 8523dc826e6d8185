import Synchronization
import UsageModel

/// How amounts were divided, share by share; rows are worked out when they are looked at.
///
/// They come by step, then by day, source and kept dimensions, and the shares of a cell by target. One after the
/// other they take a division for each cell; in another order, one whenever the cell is another than the last.
public struct AllocationLedger: RandomAccessCollection, Sendable {
  private let all: LedgerCells
  /// The cells that have rows.
  private var cells: [(stage: UInt32, cell: UInt32)] = []
  /// The first row of each, and the count of all rows.
  private var starts: [Int] = [0]
  private let last = LastCell()

  /// The cell that a row was asked for of last.
  private final class LastCell: Sendable {
    let known = Mutex<(cell: LedgerCell?, ratios: LastRatios)>((nil, LastRatios()))
  }

  init(_ result: AllocationResult, target: String?, source: String?, countingRequests: Bool) {
    all = LedgerCells(result, target: target, countingRequests: countingRequests)
    var count = 0
    all.forEach(of: source) { stage, cell, rows in
      cells.append((UInt32(stage), UInt32(cell)))
      count += rows
      starts.append(count)
    }
  }

  /// The first row's place.
  public var startIndex: Int { 0 }

  /// The place after the last row's.
  public var endIndex: Int { starts.last ?? 0 }

  /// A row.
  public subscript(index: Int) -> Row {
    precondition(indices.contains(index), "the ledger has no row \(index)")
    var (low, high) = (0, cells.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    let row = last.known.withLock { known in
      let cell =
        known.cell.flatMap { $0.place == low ? $0 : nil } ?? divided(low, &known.ratios)
      known.cell = cell
      return cell.row(at: index - starts[low])
    }
    guard let row else { preconditionFailure("a cell has as many rows as were counted") }
    return row
  }

  /// The rows, one after the other.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Goes through the rows, and divides each cell once.
  public struct Iterator: IteratorProtocol {
    private let ledger: AllocationLedger
    private var cell: LedgerCell?
    private var nextCell = 0
    private var offset = 0
    private var ratios = LastRatios()

    fileprivate init(_ ledger: AllocationLedger) { self.ledger = ledger }

    /// The next row; nil after the last one.
    public mutating func next() -> Row? {
      while true {
        if let row = cell?.row(at: offset) {
          offset += 1
          return row
        }
        guard nextCell < ledger.cells.count else { return nil }
        cell = ledger.divided(nextCell, &ratios)
        nextCell += 1
        offset = 0
      }
    }
  }

  private func divided(_ place: Int, _ ratios: inout LastRatios) -> LedgerCell {
    let (stage, cell) = cells[place]
    return LedgerCell(place, of: all, stage: Int(stage), cell: Int(cell), &ratios)
  }
}

extension AllocationResult {
  /// How every amount was divided, of all targets and sources or of some.
  ///
  /// Without `countingRequests` it tells money: costs, and credits that nothing prices; and what else there is of
  /// cells without either.
  public func ledger(
    target: String? = nil,
    source: String? = nil,
    countingRequests: Bool = false
  ) -> AllocationLedger {
    AllocationLedger(self, target: target, source: source, countingRequests: countingRequests)
  }
}
