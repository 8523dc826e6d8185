/// Numbers the slots that records fall into in the order in which they first come.
struct GroupCodes {
  /// The slots that have a number, in their order.
  private(set) var slots: [Int] = []
  /// Each slot's number, where there are few slots; the largest number stands for none yet.
  private var table: [UInt32] = []
  private var sparse: [Int: UInt32] = [:]
  private let isDense: Bool

  init(slots count: Int, rows: Int) {
    isDense = count <= max(1 << 16, rows * 4)
    if isDense { table = Array(repeating: .max, count: count) }
  }

  /// The number of a slot, a new one where it has none yet.
  mutating func number(of slot: Int) -> Int {
    let known = isDense ? table[slot] : sparse[slot] ?? .max
    return known == .max ? number(new: slot) : Int(known)
  }

  /// The numbers of the slots of many records.
  @inline(__always)
  mutating func number(
    into numbers: UnsafeMutableBufferPointer<UInt32>,
    _ slot: (_ index: Int) -> Int
  ) {
    guard isDense else {
      for index in numbers.indices { numbers[index] = UInt32(number(of: slot(index))) }
      return
    }
    var slots = slots
    self.slots = []
    table.withUnsafeMutableBufferPointer { table in
      for index in numbers.indices {
        let slot = slot(index)
        if table[slot] == .max {
          table[slot] = UInt32(slots.count)
          slots.append(slot)
        }
        numbers[index] = table[slot]
      }
    }
    self.slots = slots
  }

  @inline(never)
  private mutating func number(new slot: Int) -> Int {
    let number = slots.count
    if isDense { table[slot] = UInt32(number) } else { sparse[slot] = UInt32(number) }
    slots.append(slot)
    return number
  }
}
