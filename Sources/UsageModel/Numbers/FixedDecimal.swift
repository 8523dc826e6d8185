/// An exact decimal number with 12 decimal places, held as a 128-bit count of 10⁻¹².
///
/// Amounts of money and quantities are never binary fractions in this package. The range is
/// ±1.7 × 10²⁶; an operation that would leave it throws ``ArithmeticOverflow`` and never wraps.
public struct FixedDecimal: Hashable, Sendable {
  /// The number of decimal places.
  public static let places: Int = 12

  /// How many units make one.
  public static let unitsPerOne: Int128 = 1_000_000_000_000

  /// The value in units of 10⁻¹².
  public let units: Int128

  /// Creates a value from its count of 10⁻¹².
  public init(units: Int128) {
    self.units = units
  }

  /// Creates a whole number.
  public init(_ integer: Int) {
    // An `Int` has 63 bits and the factor 40, so the product fits in 127.
    units = Int128(integer) * Self.unitsPerOne
  }

  /// Nothing.
  public static let zero = Self(units: 0)

  /// Whether the value is zero.
  public var isZero: Bool { units == 0 }

  /// Whether the value is below zero.
  public var isNegative: Bool { units < 0 }

  /// Whether the value has no decimals.
  public var isWhole: Bool { units % Self.unitsPerOne == 0 }

  /// The nearest binary fraction, for statistics and for chart geometry only.
  public var approximation: Double { Double(units) / 1e12 }
}

// MARK: - Comparable
extension FixedDecimal: Comparable {
  /// Whether the left value is the smaller one.
  public static func < (left: Self, right: Self) -> Bool {
    left.units < right.units
  }
}

// MARK: - ExpressibleByIntegerLiteral
extension FixedDecimal: ExpressibleByIntegerLiteral {
  /// Creates a whole number from a literal.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

// MARK: - CustomStringConvertible
extension FixedDecimal: CustomStringConvertible {
  /// The exact value in plain decimals, without exponent and without trailing zeros.
  public var description: String {
    let (whole, fraction) = units.magnitude.quotientAndRemainder(
      dividingBy: Self.unitsPerOne.magnitude
    )
    let sign = units < 0 ? "-" : ""
    guard fraction != 0 else { return "\(sign)\(whole)" }
    var digits = String(fraction)
    digits = String(repeating: "0", count: Self.places - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
