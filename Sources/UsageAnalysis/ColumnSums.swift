import UsageModel

/// The sums of a column by group.
struct ColumnSums: Sendable {
  /// The sums in the column's own unit.
  private var sums: [Int128] = []
  /// Whether any amount of a group is known.
  private var isKnown: [Bool] = []
  /// Whether a sum became too large, which only those of wide columns can.
  private var isOverflown = false
  private let column: AmountColumn

  init(of column: AmountColumn) {
    self.column = column
  }

  /// Makes room for more groups.
  mutating func grow(to count: Int) {
    guard !column.isUnknown, count > sums.count else { return }
    sums.append(contentsOf: repeatElement(0, count: count - sums.count))
    isKnown.append(contentsOf: repeatElement(false, count: count - isKnown.count))
  }

  /// Adds the amounts of some records to their groups.
  mutating func add(_ block: RecordBlock) {
    switch column.storage {
    case .unknown: break
    case .narrow(let counts, _):
      sums.withUnsafeMutableBufferPointer { sums in
        isKnown.withUnsafeMutableBufferPointer { isKnown in
          counts.withUnsafeBufferPointer { counts in
            block.eachRecord { row, group in
              let count = counts[row]
              guard count != AmountColumn.narrowUnknown else { return }
              // 128 bits hold the sum of as many numbers of 64 bits as there can be.
              sums[group] &+= Int128(count)
              isKnown[group] = true
            }
          }
        }
      }
    case .wide(let units):
      block.eachRecord { row, group in
        guard units[row] != AmountColumn.wideUnknown else { return }
        add(units[row], to: group)
      }
    }
  }

  private mutating func add(_ amount: Int128, to group: Int) {
    let (sum, overflow) = sums[group].addingReportingOverflow(amount)
    sums[group] = sum
    isKnown[group] = true
    if overflow { isOverflown = true }
  }

  /// Adds sums over other records of the column; each of its groups has a number here.
  mutating func add(_ other: ColumnSums, at groups: [Int]) {
    isOverflown = isOverflown || other.isOverflown
    for (place, group) in groups.enumerated()
    where !column.isUnknown && other.isKnown[place] {
      add(other.sums[place], to: group)
    }
  }

  /// The sum of a group; nil where none of its amounts is known.
  func amount(of group: Int) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard !isOverflown else { throw ArithmeticOverflow() }
    guard !column.isUnknown, isKnown[group] else { return nil }
    guard case .narrow(_, let places) = column.storage else {
      return FixedDecimal(units: sums[group])
    }
    let step = AmountColumn.units(atPlaces: places)
    let (units, overflow) = sums[group].multipliedReportingOverflow(by: step)
    guard !overflow else { throw ArithmeticOverflow() }
    return FixedDecimal(units: units)
  }
}
