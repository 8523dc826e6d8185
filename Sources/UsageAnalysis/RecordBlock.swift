import UsageModel

/// Some records that stand side by side, with the number of each one's group.
struct RecordBlock {
  /// The place of the first record in the selection.
  let start: Int
  /// The places of the selection's records in the table; nil where all are selected.
  let places: UnsafeBufferPointer<UInt32>?
  /// The numbers of the groups, one a record.
  let groups: UnsafeBufferPointer<UInt32>

  /// Runs a loop over the records, by their places in the table.
  @inline(__always)
  func eachRecord(_ body: (_ row: Int, _ group: Int) -> Void) {
    if let places {
      for index in groups.indices { body(Int(places[start &+ index]), Int(groups[index])) }
    } else {
      for index in groups.indices { body(start &+ index, Int(groups[index])) }
    }
  }
}

extension Slice {
  /// Numbers the slots of some records in the order in which they first come, a block of records at a time.
  ///
  /// - Parameters:
  ///   - slots: Where the records fall.
  ///   - range: Which of the selection's records.
  ///   - body: Gets each block, and the slots that have a number by now.
  /// - Returns: The numbers of all slots.
  func forEachBlock(
    _ slots: GroupSlots,
    in range: Range<Int>,
    _ body: (RecordBlock, _ known: [Int]) -> Void
  ) -> GroupCodes {
    var codes = GroupCodes(slots: slots.count, rows: range.count)
    rows.withPlaces { places in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.blockLength) { numbers in
        numbers.initialize(repeating: 0)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockLength) {
          let count = min(Self.blockLength, range.upperBound - start)
          let groups = UnsafeMutableBufferPointer(rebasing: numbers[..<count])
          if slots.count > 1 {
            slots.number(table, places, from: start, into: groups, &codes)
          } else {
            _ = codes.number(of: 0)
          }
          let block = RecordBlock(
            start: start,
            places: places,
            groups: UnsafeBufferPointer(groups)
          )
          body(block, codes.slots)
        }
      }
    }
    return codes
  }

  /// How many records are taken at once.
  private static var blockLength: Int { 4096 }
}

extension GroupSlots {
  /// Numbers the slots of some records of a selection.
  fileprivate func number(
    _ table: UsageTable,
    _ places: UnsafeBufferPointer<UInt32>?,
    from start: Int,
    into numbers: UnsafeMutableBufferPointer<UInt32>,
    _ codes: inout GroupCodes
  ) {
    withBuffers(table.lineOf, table.days, table.qualities) { lineOf, days, qualities in
      withBuffers(ofLines, ofDays, ofQualities) { ofLines, ofDays, ofQualities in
        codes.number(into: numbers) { index in
          let row = if let places { Int(places[start &+ index]) } else { start &+ index }
          var slot = ofLines[Int(lineOf[row])]
          if !ofDays.isEmpty { slot &+= ofDays[Int(days[row] &- firstDay)] }
          if !ofQualities.isEmpty { slot &+= ofQualities[Int(qualities[row])] }
          return slot
        }
      }
    }
  }
}

/// Runs a loop over three arrays, without a check at each step.
private func withBuffers<First, Second, Third>(
  _ first: [First],
  _ second: [Second],
  _ third: [Third],
  _ body: (
    UnsafeBufferPointer<First>, UnsafeBufferPointer<Second>, UnsafeBufferPointer<Third>
  ) -> Void
) {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      third.withUnsafeBufferPointer { third in body(first, second, third) }
    }
  }
}
