/// Divides whole units in proportion to weights, exactly: the parts sum to what was divided.
///
/// Each part is rounded towards zero; what is left goes, one unit each, to the parts with the largest remainders,
/// ties to the earlier one. It keeps its working room from one division to the next.
public struct LargestRemainder: Sendable {
  private var remainders: [UInt128] = []

  /// Creates the working room.
  public init() {}

  /// Divides units.
  ///
  /// - Parameters:
  ///   - units: What is divided.
  ///   - weights: The weights.
  ///   - total: Their sum, which is above zero.
  ///   - parts: Where the parts go, in the order of the weights; it has as many places or more.
  public mutating func divide(
    _ units: UInt128,
    over weights: Span<UInt128>,
    total: UInt128,
    into parts: inout MutableSpan<UInt128>
  ) {
    let count = weights.count
    if remainders.count < count { remainders = Array(repeating: 0, count: count) }
    var left = units
    for place in 0..<count {
      let (quotient, remainder) = Self.share(units, weights[place], total)
      parts[place] = quotient
      remainders[place] = remainder
      left -= quotient
    }
    if left > 0 { handOut(Int(left), among: count, into: &parts) }
  }

  /// `units × weight ÷ total`; a weight is no more than the total, so that the quotient fits.
  @inline(__always)
  private static func share(
    _ units: UInt128,
    _ weight: UInt128,
    _ total: UInt128
  ) -> (quotient: UInt128, remainder: UInt128) {
    // Most amounts and weights fit into 64 bits, where dividing takes a fraction of the time.
    if let units = UInt64(exactly: units), let total = UInt64(exactly: total) {
      let product = units.multipliedFullWidth(by: UInt64(truncatingIfNeeded: weight))
      let (quotient, remainder) =
        product.high == 0
        ? product.low.quotientAndRemainder(dividingBy: total) : total.dividingFullWidth(product)
      return (UInt128(quotient), UInt128(remainder))
    }
    let product = units.multipliedFullWidth(by: weight)
    return product.high == 0
      ? product.low.quotientAndRemainder(dividingBy: total) : total.dividingFullWidth(product)
  }

  /// Gives one unit each to the largest remainders, of which there are more than units left.
  private mutating func handOut(
    _ left: Int,
    among count: Int,
    into parts: inout MutableSpan<UInt128>
  ) {
    guard left * count > Self.fewComparisons else {
      for _ in 0..<left {
        var largest = 0
        for place in 1..<count where remainders[place] > remainders[largest] { largest = place }
        parts[largest] += 1
        remainders[largest] = 0
      }
      return
    }
    let order = (0..<count).sorted { (left: Int, right: Int) -> Bool in
      remainders[left] == remainders[right]
        ? left < right : remainders[left] > remainders[right]
    }
    for place in order.prefix(left) { parts[place] += 1 }
  }

  /// Up to how many comparisons looking for the largest remainder again and again is faster than sorting.
  private static let fewComparisons = 512
}
