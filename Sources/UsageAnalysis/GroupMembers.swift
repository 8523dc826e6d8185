import Synchronization
import UsageModel

/// The records of each group of a frame, sorted out when they are first asked for.
///
/// Most reports want sums only.
final class GroupMembers: Sendable {
  private let whole: UsageFrame
  private let now: Numbering
  private let before: Numbering
  private let count: Int
  private let sorted = Mutex<(now: Members, before: Members)?>(nil)

  /// Which group each slot of a table belongs to.
  struct Numbering: Sendable {
    let slots: GroupSlots
    /// A slot of each group that the table has records of, with the group.
    let groups: [(slot: Int, group: Int)]
  }

  /// The places of records in order of their groups, and where each group begins.
  private struct Members {
    var starts: [Int]
    var rows: [UInt32]
  }

  /// Keeps what tells which group each record of a frame is in.
  init(_ whole: UsageFrame, now: Numbering, before: Numbering, count: Int) {
    self.whole = whole
    self.now = now
    self.before = before
    self.count = count
  }

  /// The frame of some groups' records, in their order.
  func frame(of groups: [Int]) -> UsageFrame {
    let (now, before) = sorted.withLock { known in
      let members =
        known ?? (
          Self.members(of: whole.now, self.now, count: count),
          Self.members(of: whole.before, self.before, count: count)
        )
      known = members
      return members
    }
    func rows(_ members: Members) -> RowSelection {
      let rows = groups.flatMap { members.rows[members.starts[$0]..<members.starts[$0 + 1]] }
      return .some(groups.count > 1 ? rows.sorted() : rows)
    }
    return whole.selecting(now: rows(now), before: rows(before))
  }

  private static func members(of slice: Slice, _ numbering: Numbering, count: Int) -> Members {
    let slots = numbering.slots
    // The groups' own slots come first, so that those of other records have larger numbers.
    var codes = GroupCodes(slots: slots.groupCount, rows: slice.count)
    for (slot, _) in numbering.groups { _ = codes.number(of: slots.group(of: slot)) }
    let known = numbering.groups.map(\.group)
    var starts = [Int](repeating: 0, count: count + 1)
    var groupOf = [UInt32](repeating: .max, count: slice.count)
    var groupOfSlot: [UInt32] = []
    _ = slice.forEachBlock(slots, in: 0..<slice.count) { block, found in
      for slot in found[groupOfSlot.count...] {
        let number = codes.number(of: slots.group(of: slot))
        groupOfSlot.append(number < known.count ? UInt32(known[number]) : .max)
      }
      for (index, slot) in block.groups.enumerated() {
        let group = groupOfSlot[Int(slot)]
        groupOf[block.start + index] = group
        if group != .max { starts[Int(group) + 1] += 1 }
      }
    }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: starts[count])
    for (index, group) in groupOf.enumerated() where group != .max {
      rows[next[Int(group)]] = UInt32(truncatingIfNeeded: slice.rows[index])
      next[Int(group)] += 1
    }
    return Members(starts: starts, rows: rows)
  }
}
