import Dispatch
import Synchronization
import UsageModel

/// What the groups of a slice add up to, exactly, in one pass over its records.
struct GroupSums: Sendable {
  /// One group that has records.
  struct Group: Sendable {
    /// One of its slots.
    let slot: Int
    var totals: UsageTotals
    var count: Int
  }

  /// The groups, in the order of their first records.
  private(set) var groups: [Group] = []

  /// Where the groups' records fall.
  let slots: GroupSlots

  /// Adds up a slice by the groups that some dimensions tell apart; without any, all records are one group.
  init(_ slice: Slice, by dimensions: [UsageDimension]) throws(ArithmeticOverflow) {
    let table = slice.table
    let tellsDetails = !table.quantities.isUnknown || !table.unpriced.isUnknown
    slots = GroupSlots(table, by: dimensions, tellsDetails: tellsDetails)
    let sums = Self.sums(of: slice, slots)
    var codes = GroupCodes(slots: slots.groupCount, rows: slice.count)
    for (place, slot) in sums.codes.slots.enumerated() {
      let group = codes.number(of: slots.group(of: slot))
      if group == groups.count {
        groups.append(Group(slot: slot, totals: UsageTotals(), count: 0))
      }
      groups[group].count += sums.counts[place]
      try groups[group].totals.add(sums.totals(at: place, slots.detail(of: slot)))
    }
  }

  private static func sums(of slice: Slice, _ slots: GroupSlots) -> SlotSums {
    guard slice.count >= manyRecords else { return SlotSums(of: slice, 0..<slice.count, slots) }
    let middle = slice.count / 2
    var halves = atOnce([0..<middle, middle..<slice.count]) { SlotSums(of: slice, $0, slots) }
    let later = halves.removeLast()
    halves[0].add(later)
    return halves[0]
  }

  /// From how many records on starting a thread costs less than it saves.
  private static let manyRecords = 50_000
}

/// Does the same for several things at once, on as many processors as there are.
func atOnce<Input: Sendable, Output: Sendable>(
  _ inputs: [Input],
  _ work: @Sendable (Input) -> Output
) -> [Output] {
  let outputs = Mutex<[Output?]>(Array(repeating: nil, count: inputs.count))
  DispatchQueue.concurrentPerform(iterations: inputs.count) { place in
    let output = work(inputs[place])
    outputs.withLock { $0[place] = output }
  }
  return outputs.withLock { $0.compactMap(\.self) }
}
