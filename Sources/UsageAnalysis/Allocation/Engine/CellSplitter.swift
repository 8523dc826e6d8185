import UsageModel

/// Divides the amounts of cells over their sets; keeps its working room from one to the next.
struct CellSplitter {
  private var division = LargestRemainder()
  private var parts: [UInt128] = []

  /// Divides an amount, and tells each share's target and part, in the order of the targets' names.
  @inline(__always)
  mutating func split(
    _ amount: Int128,
    over set: UInt32,
    of sets: SetBuffers,
    _ body: (_ target: Int, _ part: Int128) -> Void
  ) {
    let shares = sets.shares(of: set)
    guard shares.count > 1 else {
      body(Int(sets.targets[shares.lowerBound]), amount)
      return
    }
    if parts.count < shares.count { parts = Array(repeating: 0, count: shares.count) }
    Self.divide(amount.magnitude, over: shares, of: set, sets, by: &division, into: &parts)
    for place in 0..<shares.count {
      let part = Int128(truncatingIfNeeded: parts[place])
      body(Int(sets.targets[shares.lowerBound + place]), amount < 0 ? -part : part)
    }
  }

  /// The parts of an amount, in the order of a set's shares.
  mutating func parts(of amount: Int128, over set: UInt32, of sets: ShareSets) -> [Int128] {
    sets.withBuffers { sets in
      var parts: [Int128] = []
      split(amount, over: set, of: sets) { parts.append($1) }
      return parts
    }
  }

  private static func divide(
    _ units: UInt128,
    over shares: Range<Int>,
    of set: UInt32,
    _ sets: SetBuffers,
    by division: inout LargestRemainder,
    into parts: inout [UInt128]
  ) {
    var places = parts.mutableSpan
    division.divide(
      units,
      over: UnsafeBufferPointer(rebasing: sets.weights[shares]).span,
      total: sets.totals[Int(set)],
      into: &places
    )
  }
}
