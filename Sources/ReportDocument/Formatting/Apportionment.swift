public import UsageModel

/// Rounding of parts so that they add up to the rounded total.
public enum Apportionment {
  /// Rounds parts to some decimals by the method of largest remainders, ties to the earlier part.
  ///
  /// Gives nil when the parts are not parts of that total, when no step up or down of single parts can close
  /// the gap, or when a result would leave the range; each part is then best rounded by itself.
  ///
  /// - Parameters:
  ///   - parts: The exact parts; those in `fixed` keep the value zero.
  ///   - total: The exact total.
  ///   - places: How many decimals are shown.
  ///   - fixed: Indices of parts that are shown in another form and count as zero.
  /// - Returns: The rounded parts, which add up to the rounded total.
  public static func round(
    _ parts: [FixedDecimal],
    total: FixedDecimal,
    places: Int,
    fixed: Set<Int> = []
  ) -> [FixedDecimal]? {
    guard let sum = try? FixedDecimal.sum(of: parts), let gap = try? sum - total else { return nil }
    // Shares are themselves quotients, rounded at the twelfth place.
    guard gap.magnitude.units <= Int128(parts.count + 1) * 1000 else { return nil }
    var step: Int128 = 1
    for _ in min(max(places, 0), FixedDecimal.places)..<FixedDecimal.places { step *= 10 }
    var counts: [Int128] = []
    var remainders: [Int128] = []
    for (index, part) in parts.enumerated() {
      let isFixed = fixed.contains(index)
      let (quotient, remainder) = part.units.quotientAndRemainder(dividingBy: step)
      counts.append(isFixed ? 0 : remainder < 0 ? quotient - 1 : quotient)
      remainders.append(isFixed ? -1 : remainder < 0 ? remainder + step : remainder)
    }
    let target = total.rounded(toPlaces: places).units / step
    var left = target
    for count in counts {
      let (rest, overflow) = left.subtractingReportingOverflow(count)
      guard !overflow else { return nil }
      left = rest
    }
    let candidates = parts.indices.filter { remainders[$0] > 0 }
    guard left >= 0, left <= candidates.count else { return nil }
    let order = candidates.sorted {
      remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
    }
    for index in order.prefix(Int(left)) { counts[index] += 1 }
    var rounded: [FixedDecimal] = []
    rounded.reserveCapacity(counts.count)
    for count in counts {
      let (units, overflow) = count.multipliedReportingOverflow(by: step)
      guard !overflow else { return nil }
      rounded.append(FixedDecimal(units: units))
    }
    return rounded
  }
}
