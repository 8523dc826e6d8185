/// An exact result that does not fit into a ``FixedDecimal``.
public struct ArithmeticOverflow: Error, Hashable, Sendable, CustomStringConvertible {
  /// Creates the error.
  public init() {}

  /// The sentence that the user reads.
  public var description: String {
    "the exact result is too large (amounts may have 26 digits before the point)"
  }
}

extension FixedDecimal {
  /// The sum, exact.
  public static func + (left: Self, right: Self) throws(ArithmeticOverflow) -> Self {
    let (sum, overflow) = left.units.addingReportingOverflow(right.units)
    guard !overflow else { throw ArithmeticOverflow() }
    return Self(units: sum)
  }

  /// The difference, exact.
  public static func - (left: Self, right: Self) throws(ArithmeticOverflow) -> Self {
    let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
    guard !overflow else { throw ArithmeticOverflow() }
    return Self(units: difference)
  }

  /// Adds in place, exact.
  public static func += (left: inout Self, right: Self) throws(ArithmeticOverflow) {
    left = try left + right
  }

  /// The product, rounded half-even at the last place.
  public static func * (left: Self, right: Self) throws(ArithmeticOverflow) -> Self {
    try scaled(left.units, by: right.units, over: unitsPerOne)
  }

  /// The quotient, rounded half-even at the last place; nil when the divisor is zero.
  public func divided(by divisor: Self) throws(ArithmeticOverflow) -> Self? {
    guard !divisor.isZero else { return nil }
    return try Self.scaled(units, by: Self.unitsPerOne, over: divisor.units)
  }

  /// The value with its sign changed.
  public var negated: Self {
    // Only the most negative count has no opposite; it is one step outside the sums of any input.
    Self(units: units == .min ? .max : -units)
  }

  /// The distance from zero.
  public var magnitude: Self { isNegative ? negated : self }

  /// The value rounded half-even to fewer decimal places.
  public func rounded(toPlaces places: Int) -> Self {
    guard places < Self.places else { return self }
    var step: Int128 = 1
    for _ in max(0, places)..<Self.places { step *= 10 }
    let rounded = Self.roundedHalfEven(units.magnitude, over: step.magnitude)
    let (count, overflow) = Int128(rounded).multipliedReportingOverflow(by: step)
    guard !overflow else { return self }
    return Self(units: units < 0 ? -count : count)
  }

  /// The sum of a sequence, exact.
  public static func sum(of values: some Sequence<Self>) throws(ArithmeticOverflow) -> Self {
    var total = zero
    for value in values { try total += value }
    return total
  }

  /// `value × factor ÷ divisor` with a 256-bit product, rounded half-even.
  private static func scaled(
    _ value: Int128,
    by factor: Int128,
    over divisor: Int128
  ) throws(ArithmeticOverflow) -> Self {
    let product = value.magnitude.multipliedFullWidth(by: factor.magnitude)
    guard product.high < divisor.magnitude else { throw ArithmeticOverflow() }
    let (quotient, remainder) = divisor.magnitude.dividingFullWidth(product)
    let rounded = roundedHalfEven(quotient, remainder: remainder, divisor: divisor.magnitude)
    guard let magnitude = Int128(exactly: rounded) else { throw ArithmeticOverflow() }
    let negatives = [value, factor, divisor].count { $0 < 0 }
    return Self(units: negatives % 2 == 0 ? magnitude : -magnitude)
  }

  private static func roundedHalfEven(_ value: UInt128, over divisor: UInt128) -> UInt128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return roundedHalfEven(quotient, remainder: remainder, divisor: divisor)
  }

  /// The one place where a remainder decides about the last digit: half goes to the even neighbour.
  static func roundedHalfEven(
    _ quotient: UInt128,
    remainder: UInt128,
    divisor: UInt128
  ) -> UInt128 {
    let rest = divisor - remainder
    let roundsUp = remainder > rest || (remainder == rest && quotient % 2 == 1)
    return roundsUp ? quotient &+ 1 : quotient
  }
}
