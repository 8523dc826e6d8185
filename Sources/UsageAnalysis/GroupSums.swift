import Dispatch
import Synchronization
import UsageModel

/// Adds up the columns of a slice by groups, exactly.
///
/// Each group has a record, except for one group of all.
struct GroupSums: Sendable {
  private let slice: Slice
  /// Each record's group; nil for one group of all.
  private let groups: [UInt32]?
  private let count: Int

  init(_ slice: Slice, groups: [UInt32]?, count: Int) {
    self.slice = slice
    self.groups = groups
    self.count = count
  }

  /// What each group adds up to, and how many records it has.
  func totals() throws(ArithmeticOverflow) -> (totals: [UsageTotals], counts: [Int]) {
    let table = slice.table
    let (costs, requests, counts, qualities) = try columns()
    var totals = (0..<count).map { group in
      UsageTotals(cost: costs[group], requests: requests[group], quality: qualities[group])
    }
    for part in try sums(of: table.quantities, by: { $0.unit ?? ReservedName.notBrokenDown }) {
      try totals[part.group].add(part.amount, unit: part.text)
    }
    for part in try sums(of: table.unpriced, by: { $0.currency ?? "" }) {
      try totals[part.group].add(part.amount, unpriced: part.text)
    }
    return (totals, counts)
  }

  /// What goes through all records of its own, of many records at once.
  private func columns() throws(ArithmeticOverflow) -> (
    costs: [FixedDecimal?], requests: [FixedDecimal?], counts: [Int], qualities: [Quality?]
  ) {
    guard slice.count >= Self.manyRecords else {
      let (counts, qualities) = countsAndQualities()
      return (
        try sums(of: slice.table.costs), try sums(of: slice.table.requests), counts, qualities
      )
    }
    typealias Sums = Result<[FixedDecimal?], ArithmeticOverflow>
    let sums = Mutex<[Sums]>([.success([]), .success([])])
    let others = Mutex<([Int], [Quality?])>(([], []))
    DispatchQueue.concurrentPerform(iterations: 3) { part in
      guard part < 2 else {
        let counted = countsAndQualities()
        return others.withLock { $0 = counted }
      }
      let column = part == 0 ? slice.table.costs : slice.table.requests
      let summed = Sums { () throws(ArithmeticOverflow) in try self.sums(of: column) }
      sums.withLock { $0[part] = summed }
    }
    let (counts, qualities) = others.withLock(\.self)
    let known = sums.withLock(\.self)
    return (try known[0].get(), try known[1].get(), counts, qualities)
  }

  /// From how many records on starting threads costs less than it saves.
  private static let manyRecords = 100_000

  /// The sum of each group, nil where none of its amounts is known.
  func sums(of column: AmountColumn) throws(ArithmeticOverflow) -> [FixedDecimal?] {
    switch column.storage {
    case .unknown: return Array(repeating: nil, count: count)
    case .narrow(let counts, let places):
      let (sums, isKnown) = narrowSums(of: counts, isComplete: column.isComplete)
      let step = AmountColumn.units(atPlaces: places)
      var result: [FixedDecimal?] = []
      result.reserveCapacity(count)
      for group in 0..<count {
        let (units, overflow) = sums[group].multipliedReportingOverflow(by: step)
        guard !overflow else { throw ArithmeticOverflow() }
        result.append(isKnown[group] ? FixedDecimal(units: units) : nil)
      }
      return result
    case .wide(let units):
      var sums: [FixedDecimal?] = Array(repeating: nil, count: count)
      for index in 0..<slice.count {
        let row = slice.rows[index]
        guard units[row] != AmountColumn.wideUnknown else { continue }
        let group = groups.map { Int($0[index]) } ?? 0
        sums[group] = try (sums[group] ?? .zero) + FixedDecimal(units: units[row])
      }
      return sums
    }
  }

  /// The sums of counts that fit in 64 bits: 128 bits hold those of as many as there can be.
  private func narrowSums(
    of counts: [Int64],
    isComplete: Bool
  ) -> (sums: [Int128], isKnown: [Bool]) {
    var sums = [Int128](repeating: 0, count: count)
    // Every group has a record, except for that of a whole that has none.
    var isKnown = [Bool](repeating: isComplete && slice.count > 0, count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeBufferPointer { counts in
        guard !isComplete else {
          forEachRecord { row, group in sums[group] &+= Int128(counts[row]) }
          return
        }
        isKnown.withUnsafeMutableBufferPointer { isKnown in
          forEachRecord { row, group in
            let count = counts[row]
            guard count != AmountColumn.narrowUnknown else { return }
            sums[group] &+= Int128(count)
            isKnown[group] = true
          }
        }
      }
    }
    return (sums, isKnown)
  }

  /// How many records each group has, and the weakest quality of them.
  private func countsAndQualities() -> (counts: [Int], qualities: [Quality?]) {
    var counts = [Int](repeating: 0, count: count)
    var weakest = [UInt8](repeating: 0, count: count)
    counts.withUnsafeMutableBufferPointer { counts in
      weakest.withUnsafeMutableBufferPointer { weakest in
        slice.table.qualities.withUnsafeBufferPointer { qualities in
          forEachRecord { row, group in
            counts[group] &+= 1
            weakest[group] = max(weakest[group], qualities[row])
          }
        }
      }
    }
    return (
      counts, (0..<count).map { counts[$0] > 0 ? Quality.allCases[Int(weakest[$0])] : nil }
    )
  }

  /// Runs a loop over the records, by their places in the table.
  @inline(__always)
  private func forEachRecord(_ body: (_ row: Int, _ group: Int) -> Void) {
    slice.rows.withPlaces { places in
      guard let groups else {
        for index in 0..<slice.count { body(places.map { Int($0[index]) } ?? index, 0) }
        return
      }
      groups.withUnsafeBufferPointer { groups in
        if let places {
          for index in 0..<groups.count { body(Int(places[index]), Int(groups[index])) }
        } else {
          for index in 0..<groups.count { body(index, Int(groups[index])) }
        }
      }
    }
  }

  /// The sums of a column by group and by a text of the records' lines.
  private func sums(
    of column: AmountColumn,
    by text: (UsageLine) -> String
  ) throws(ArithmeticOverflow) -> [(group: Int, text: String, amount: FixedDecimal)] {
    guard !column.isUnknown else { return [] }
    // Texts are numbered, so that a group and a text are one number.
    var numberOf: [String: Int] = [:]
    var texts: [String] = []
    let numbers = slice.table.lines.map { line in
      let text = text(line)
      if let known = numberOf[text] { return known }
      numberOf[text] = texts.count
      texts.append(text)
      return texts.count - 1
    }
    var codes = GroupCodes(slots: count * texts.count, rows: slice.count)
    let parts = (0..<slice.count).map { index in
      let group = groups.map { Int($0[index]) } ?? 0
      let number = numbers[Int(slice.table.lineOf[slice.rows[index]])]
      return codes.group(at: group * texts.count + number)
    }
    let sums = try GroupSums(slice, groups: parts, count: codes.slots.count).sums(of: column)
    return zip(codes.slots, sums).compactMap { slot, sum in
      sum.map { (slot / texts.count, texts[slot % texts.count], $0) }
    }
  }
}
