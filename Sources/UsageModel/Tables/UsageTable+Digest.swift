extension UsageTable {
  /// Digests of what is told of some stretches of days; where a stretch has no record, nil.
  ///
  /// Tables that tell the same amounts of the same lines on the same days have the same digest, in whatever order
  /// their records are and however they are cut. A digest finds changes; it keeps nobody from making two alike.
  public func digests(of stretches: [Range<Day>]) -> [String?] {
    struct Place: Hashable {
      let day: Int32
      let line: UInt32
    }
    var slots: [Place: Int] = [:]
    var places: [Place] = []
    let slotOf = (0..<count).map { row in
      let place = Place(day: days[row], line: lineOf[row])
      if let slot = slots[place] { return slot }
      slots[place] = places.count
      places.append(place)
      return places.count - 1
    }
    // Of each place four sums; what is not known is no zero.
    let sums = [costs, requests, quantities, natives].map { column in
      var sums = [Int128?](repeating: nil, count: places.count)
      for row in 0..<count {
        // An overflow is a change like any other.
        if let amount = column[row] { sums[slotOf[row]] = (sums[slotOf[row]] ?? 0) &+ amount.units }
      }
      return sums
    }
    let names = lines.map(\.digested)
    var totals: [UInt128?] = Array(repeating: nil, count: stretches.count)
    for (slot, place) in places.enumerated() {
      var hash = Hash()
      hash.add("\(place.day)")
      for sum in sums { hash.add(sum[slot].map { " \($0)" } ?? " ?") }
      hash.add(names[Int(place.line)])
      let day = Day(daysSince1970: Int(place.day))
      for (index, stretch) in stretches.enumerated() where stretch.contains(day) {
        totals[index] = (totals[index] ?? 0) &+ hash.value
      }
    }
    return totals.map { $0.map { String($0, radix: 16) } }
  }

  /// FNV-1a, 128 bits: http://www.isthe.com/chongo/tech/comp/fnv/.
  private struct Hash {
    var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    mutating func add(_ text: String) {
      for byte in text.utf8 {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
      }
    }
  }
}

extension UsageLine {
  /// All that tells the line from others but for tags, which are the user's own, in a fixed order.
  fileprivate var digested: String {
    "\(UsageDimension.named.compactMap { self[$0] }) \(currency ?? "")"
  }
}
