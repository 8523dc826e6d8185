public import UsageModel

extension FrameComparison {
  /// Compares what was known of some usage at two moments: the groups of which something else is known at the
  /// later one, be it their cost, requests, quantities or what the platform counted.
  ///
  /// A group that was unpriced and is free now is restated: not known is not zero.
  public init(
    restating before: GroupedFrame,
    as after: GroupedFrame
  ) throws(ArithmeticOverflow) {
    try self.init(from: before, to: after) { old, new throws(ArithmeticOverflow) in
      guard let old, let new else { return true }
      let (left, right) = (old.totals, new.totals)
      guard
        left.cost == right.cost, left.requests == right.requests,
        left.quantities == right.quantities
      else { return true }
      // Credits that a plan includes cost nothing, however many they are.
      return try old.frame.counted() != new.frame.counted()
    }
  }
}

extension UsageFrame {
  /// What the platforms counted, by their own currencies.
  fileprivate func counted() throws(ArithmeticOverflow) -> [String: FixedDecimal] {
    var sums: [String: FixedDecimal] = [:]
    for index in 0..<now.count {
      guard let native = now.table.native(at: now.rows[index]) else { continue }
      sums[native.currency] = try (sums[native.currency] ?? .zero) + native.amount
    }
    return sums
  }
}
