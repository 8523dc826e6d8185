/// Numbers the slots that records fall into in the order in which they first come.
struct GroupCodes {
  /// The slots of the groups.
  private(set) var slots: [Int] = []
  /// Each slot's group, where there are few slots; the largest number stands for none yet.
  private var table: [UInt32] = []
  private var sparse: [Int: UInt32] = [:]
  private let isDense: Bool

  init(slots count: Int, rows: Int) {
    isDense = count <= max(1 << 16, rows * 4)
    if isDense { table = Array(repeating: .max, count: count) }
  }

  mutating func group(at slot: Int) -> UInt32 {
    let known = isDense ? table[slot] : sparse[slot] ?? .max
    return known == .max ? newGroup(at: slot) : known
  }

  @inline(never)
  private mutating func newGroup(at slot: Int) -> UInt32 {
    let group = UInt32(slots.count)
    if isDense { table[slot] = group } else { sparse[slot] = group }
    slots.append(slot)
    return group
  }
}
