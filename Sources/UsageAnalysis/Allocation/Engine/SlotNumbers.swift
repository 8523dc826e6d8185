import UsageModel

/// Numbers the slots that rows fall into, in ascending order of the slots, so that the order of rows does not matter.
struct SlotNumbers {
  /// Each row's number; ``none`` for a row that is in no slot.
  let numbers: [UInt32]
  /// The slot of each number.
  let slots: [Int]

  /// What stands for no number.
  static let none: UInt32 = .max

  /// Numbers the slots of rows.
  ///
  /// - Parameters:
  ///   - count: How many rows there are.
  ///   - total: The number above every slot.
  ///   - slot: A row's slot; nil leaves it out.
  @inline(__always)
  init(count: Int, slots total: Int, slot: (_ row: Int) -> Int?) {
    // A table of all slots is faster than looking them up, unless most of it would be empty.
    if total <= max(1 << 16, count * 4) {
      self.init(count: count, dense: total, slot: slot)
    } else {
      self.init(count: count, sparse: slot)
    }
  }

  @inline(__always)
  private init(count: Int, dense total: Int, slot: (_ row: Int) -> Int?) {
    var numberOf = [UInt32](repeating: Self.none, count: total)
    var numbers = [UInt32](unsafeUninitializedCapacity: count) { numbers, initialized in
      numberOf.withUnsafeMutableBufferPointer { numberOf in
        for row in 0..<count {
          let slot = slot(row)
          if let slot { numberOf[slot] = 0 }
          numbers.initializeElement(
            at: row,
            to: slot.map { UInt32(truncatingIfNeeded: $0) } ?? Self.none
          )
        }
      }
      initialized = count
    }
    var slots: [Int] = []
    for slot in numberOf.indices where numberOf[slot] == 0 {
      numberOf[slot] = UInt32(slots.count)
      slots.append(slot)
    }
    numbers.withUnsafeMutableBufferPointer { numbers in
      numberOf.withUnsafeBufferPointer { numberOf in
        for row in numbers.indices where numbers[row] != Self.none {
          numbers[row] = numberOf[Int(numbers[row])]
        }
      }
    }
    self.numbers = numbers
    self.slots = slots
  }

  private init(count: Int, sparse slot: (_ row: Int) -> Int?) {
    var known: [Int: UInt32] = [:]
    var found: [Int] = []
    var numbers = [UInt32](repeating: Self.none, count: count)
    for row in 0..<count {
      guard let slot = slot(row) else { continue }
      if let number = known[slot] {
        numbers[row] = number
        continue
      }
      numbers[row] = UInt32(found.count)
      known[slot] = UInt32(found.count)
      found.append(slot)
    }
    let order = found.indices.sorted { found[$0] < found[$1] }
    var numberOf = [UInt32](repeating: 0, count: found.count)
    for (number, place) in order.enumerated() { numberOf[place] = UInt32(number) }
    self.numbers = numbers.map { $0 == Self.none ? $0 : numberOf[Int($0)] }
    slots = order.map { found[$0] }
  }
}
