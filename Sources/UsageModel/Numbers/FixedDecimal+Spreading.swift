extension FixedDecimal {
  /// The smallest part that a spread hands out.
  public enum Granularity: Sendable {
    /// 10⁻¹², for money and credits.
    case finest
    /// One, for things that are counted.
    case whole
  }

  /// Splits the value in proportion to weights, exactly: the parts sum to the value.
  ///
  /// Each part is rounded towards zero; what is left goes, one step each, to the parts with the largest
  /// remainders, ties to the earlier one. Weights below zero count as zero; if all are zero, the last
  /// part takes everything.
  public func spread(over weights: [Int64], granularity: Granularity = .finest) -> [Self] {
    let parts = weights.map { UInt128(max(0, $0)) }
    let sum = parts.reduce(0, +)
    var shares = [Self](repeating: .zero, count: weights.count)
    guard sum > 0 else {
      if !shares.isEmpty { shares[shares.count - 1] = self }
      return shares
    }
    let step: UInt128
    switch granularity {
    case .whole where isWhole: step = Self.unitsPerOne.magnitude
    case .whole, .finest: step = 1
    }
    var division = LargestRemainder()
    var counts = parts
    var places = counts.mutableSpan
    division.divide(units.magnitude / step, over: parts.span, total: sum, into: &places)
    for index in shares.indices {
      // Wrapping, since the magnitude of the most negative count has no positive counterpart.
      let count = Int128(truncatingIfNeeded: counts[index] * step)
      shares[index] = Self(units: units < 0 ? 0 &- count : count)
    }
    return shares
  }
}
