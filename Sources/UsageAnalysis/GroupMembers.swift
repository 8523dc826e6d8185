import Synchronization
import UsageModel

/// The records of each group of a frame, sorted out when they are first asked for.
///
/// Most reports want sums only.
final class GroupMembers: Sendable {
  private let whole: UsageFrame
  private let now: [UInt32]
  private let before: [UInt32]
  private let count: Int
  private let sorted = Mutex<(now: Members, before: Members)?>(nil)

  /// The places of records in order of their groups, and where each group begins.
  private struct Members {
    var starts: [Int]
    var rows: [UInt32]
  }

  /// Keeps which group each record of a frame is in; the largest number stands for none.
  init(_ whole: UsageFrame, now: [UInt32], before: [UInt32], count: Int) {
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

  private static func members(of slice: Slice, _ groups: [UInt32], count: Int) -> Members {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups where group != .max { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: starts[count])
    for (index, group) in groups.enumerated() where group != .max {
      rows[next[Int(group)]] = UInt32(truncatingIfNeeded: slice.rows[index])
      next[Int(group)] += 1
    }
    return Members(starts: starts, rows: rows)
  }
}
