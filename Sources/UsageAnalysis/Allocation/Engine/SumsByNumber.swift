import UsageModel

extension AmountColumn {
  /// The sums of the rows' amounts by their numbers, in units of 10⁻¹²; ``wideUnknown`` where none is known.
  func sums(by numbers: [UInt32], count: Int) throws(ArithmeticOverflow) -> [Int128] {
    var sums = [Int128](repeating: Self.wideUnknown, count: count)
    switch storage {
    case .unknown: break
    case .narrow(let counts, let places):
      // As many counts of 64 bits as there can be fit into 128 bits.
      for row in counts.indices where counts[row] != Self.narrowUnknown {
        guard numbers[row] != SlotNumbers.none else { continue }
        let number = Int(numbers[row])
        let sum = sums[number]
        sums[number] = (sum == Self.wideUnknown ? 0 : sum) &+ Int128(counts[row])
      }
      let step = Self.units(atPlaces: places)
      guard step != 1 else { break }
      for number in sums.indices where sums[number] != Self.wideUnknown {
        sums[number] = try FixedDecimal.exact(sums[number].multipliedReportingOverflow(by: step))
      }
    case .wide(let units):
      for row in units.indices where units[row] != Self.wideUnknown {
        guard numbers[row] != SlotNumbers.none else { continue }
        try sums.add(units[row], at: Int(numbers[row]))
      }
    }
    return sums
  }
}

extension [Int128] {
  /// Adds to a sum that may not be known yet.
  mutating func add(_ units: Int128, at place: Int) throws(ArithmeticOverflow) {
    let sum = self[place]
    guard sum != AmountColumn.wideUnknown else {
      self[place] = units
      return
    }
    self[place] = try FixedDecimal.exact(sum.addingReportingOverflow(units))
  }
}

extension FixedDecimal {
  /// The result of an operation on units, which must be within the range of exact amounts.
  static func exact(
    _ result: (partialValue: Int128, overflow: Bool)
  ) throws(ArithmeticOverflow) -> Int128 {
    guard !result.overflow, result.partialValue != .min else { throw ArithmeticOverflow() }
    return result.partialValue
  }

  /// An amount in units; nil for what stands for one that is not known.
  init?(known units: Int128) {
    guard units != AmountColumn.wideUnknown else { return nil }
    self.init(units: units)
  }
}

extension UsageTable {
  /// The weakest quality of the records of each number.
  func weakestQualities(by numbers: [UInt32], count: Int) -> [UInt8] {
    var weakest = [UInt8](repeating: 0, count: count)
    for row in qualities.indices where numbers[row] != SlotNumbers.none {
      let number = Int(numbers[row])
      weakest[number] = max(weakest[number], qualities[row])
    }
    return weakest
  }
}
