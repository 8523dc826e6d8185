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
    return try Self(result: sum, overflow: overflow)
  }

  /// The difference, exact.
  public static func - (left: Self, right: Self) throws(ArithmeticOverflow) -> Self {
    let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
    return try Self(result: difference, overflow: overflow)
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
    // Only the most negative count has no opposite; no text and no result of an operation is it.
    Self(units: units == .min ? .max : -units)
  }

  /// The distance from zero.
  public var magnitude: Self { isNegative ? negated : self }

  /// The value rounded half-even to fewer decimal places; towards zero where that would leave the range.
  public func rounded(toPlaces places: Int) -> Self {
    guard places < Self.places else { return self }
    var step: Int128 = 1
    for _ in max(0, places)..<Self.places { step *= 10 }
    let rounded = Int128(Self.roundedHalfEven(units.magnitude, over: step.magnitude))
    let (count, overflow) = rounded.multipliedReportingOverflow(by: step)
    let nearest = overflow ? (rounded - 1) * step : count
    return Self(units: units < 0 ? -nearest : nearest)
  }

  /// The sum of a sequence, exact.
  public static func sum(of values: some Sequence<Self>) throws(ArithmeticOverflow) -> Self {
    var total = zero
    for value in values { try total += value }
    return total
  }

  /// Takes an operation's result; the range is the same on both sides of zero, so that each has an opposite.
  private init(result: Int128, overflow: Bool) throws(ArithmeticOverflow) {
    guard !overflow, result != .min else { throw ArithmeticOverflow() }
    self.init(units: result)
  }

  /// `value × factor ÷ divisor` with a 256-bit product, rounded half-even.
  static func scaled(
    _ value: Int128,
    by factor: Int128,
    over divisor: Int128
  ) throws(ArithmeticOverflow) -> Self {
    let product = value.magnitude.multipliedFullWidth(by: factor.magnitude)
    guard product.high < divisor.magnitude else { throw ArithmeticOverflow() }
    // Most products fit into 128 bits, where dividing takes a fraction of the time.
    let (quotient, remainder) =
      product.high == 0
      ? product.low.quotientAndRemainder(dividingBy: divisor.magnitude)
      : divisor.magnitude.dividingFullWidth(product)
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
  ///
  /// The largest quotient stays as it is, which is out of range for every caller anyway.
  static func roundedHalfEven(
    _ quotient: UInt128,
    remainder: UInt128,
    divisor: UInt128
  ) -> UInt128 {
    let rest = divisor - remainder
    let roundsUp = remainder > rest || (remainder == rest && quotient % 2 == 1)
    return roundsUp && quotient < .max ? quotient + 1 : quotient
  }
}
