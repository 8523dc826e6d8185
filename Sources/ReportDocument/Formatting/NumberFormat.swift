public import UsageModel

/// How numbers, amounts, dates and times are written.
///
/// Every method is a pure function of its arguments. Values are rounded half-even, once, here.
public struct NumberFormat: Hashable, Sendable {
  /// The habits of writing that the format follows.
  public var locale: ReportLocale

  /// The year that days and times leave out; nil writes it always.
  public var impliedYear: Int?

  /// The American English format, which is the default.
  public static let englishUS = NumberFormat()

  /// Creates a format.
  public init(locale: ReportLocale = .englishUS, impliedYear: Int? = nil) {
    self.locale = locale
    self.impliedYear = impliedYear
  }

  /// The minus sign, which is not a hyphen.
  public static let minus: String = "\u{2212}"

  /// What stands for "does not apply".
  public static let missing: String = "–"

  /// What stands for "not known".
  public static let unknown: String = "?"
}

// MARK: - Plain numbers
extension NumberFormat {
  /// Writes a number; nil decimals means as many as it has, six at most.
  public func number(_ value: FixedDecimal, decimals: Int? = nil) -> String {
    if decimals == nil, Self.isMicro(value) {
      return (value.isNegative ? Self.minus : "") + microDigits(of: value.magnitude)
    }
    let places = decimals.map { min(max($0, 0), 12) } ?? Self.decimalsNeeded(value, atMost: 6)
    let rounded = value.rounded(toPlaces: places)
    return (rounded.isNegative ? Self.minus : "") + digits(of: rounded, places: places)
  }

  /// Writes a number and its unit, such as `12,935 minutes`.
  public func quantity(_ value: FixedDecimal, unit: String, decimals: Int? = nil) -> String {
    let text = number(value, decimals: decimals)
    return unit.isEmpty ? text : "\(text) \(unit)"
  }

  /// Writes a number with three significant digits, such as `12.3k`, for axes and descriptions.
  public func compact(_ value: FixedDecimal) -> String {
    (value.isNegative ? Self.minus : "") + compactDigits(of: value.magnitude)
  }

  /// Writes an amount of data, such as `12.3 GB`, in powers of a thousand.
  public func bytes(_ value: FixedDecimal) -> String {
    let sign = value.isNegative ? Self.minus : ""
    let scaled = ThreeDigits(value.magnitude)
    guard scaled.thousands > 0 else { return "\(sign)\(number(value.magnitude, decimals: 0)) B" }
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    return "\(sign)\(number(scaled.value, decimals: scaled.decimals)) \(units[scaled.thousands])"
  }

  func compactDigits(of magnitude: FixedDecimal) -> String {
    let scaled = ThreeDigits(magnitude)
    let units = ["", "k", "M", "B", "T"]
    guard scaled.thousands < units.count else {
      // There is no larger word that everybody reads alike.
      let trillions = (try? magnitude.divided(by: 1_000_000_000_000)).flatMap(\.self)
      return trillions.map { "\(number($0, decimals: 0))T" } ?? number(magnitude, decimals: 0)
    }
    if scaled.value.isZero, !magnitude.isZero { return microDigits(of: magnitude) }
    return number(scaled.value, decimals: scaled.decimals) + units[scaled.thousands]
  }

  /// The digits of a value that was already rounded to these places, grouped, without sign.
  func digits(of value: FixedDecimal, places: Int) -> String {
    let (whole, fraction) = value.units.magnitude.quotientAndRemainder(
      dividingBy: FixedDecimal.unitsPerOne.magnitude
    )
    var text = grouped(String(whole))
    guard places > 0 else { return text }
    let decimals = String(fraction)
    text += locale.decimalSeparator
    for _ in 0..<min(places, FixedDecimal.places - decimals.utf8.count) { text += "0" }
    text += decimals.prefix(max(0, places - FixedDecimal.places + decimals.utf8.count))
    return text
  }

  /// Digits with the locale's separators between their groups.
  private func grouped(_ digits: String) -> String {
    let count = digits.utf8.count
    guard count > (locale.joinsSingleDigit ? 4 : 3) else { return digits }
    var text = ""
    for (index, digit) in digits.utf8.enumerated() {
      let left = count - index
      let beginsGroup =
        locale.hasGroupsOfTwo ? left == 3 || left > 3 && left % 2 == 1 : left % 3 == 0
      if index > 0, beginsGroup { text += locale.groupingSeparator }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// Whether a value is not zero but too small for six decimals to tell it.
  public static func isMicro(_ value: FixedDecimal) -> Bool {
    !value.isZero && value.magnitude.units < FixedDecimal.unitsPerOne / 1_000_000
  }

  /// How many decimals a value needs after rounding to at most that many.
  public static func decimalsNeeded(_ value: FixedDecimal, atMost limit: Int) -> Int {
    var units = value.rounded(toPlaces: limit).units.magnitude
    guard units != 0 else { return 0 }
    var places = FixedDecimal.places
    while places > 0, units % 10 == 0 {
      units /= 10
      places -= 1
    }
    return places
  }
}

/// A magnitude as at most three significant digits and a power of a thousand.
private struct ThreeDigits {
  var value: FixedDecimal
  var thousands = 0
  var decimals: Int

  init(_ magnitude: FixedDecimal) {
    var units = magnitude.units
    var step: Int128 = 1
    while units / step >= 1000 * FixedDecimal.unitsPerOne, thousands < 8 {
      step *= 1000
      thousands += 1
    }
    // What the division cuts off lies far behind the third digit.
    units /= step
    var places = 2
    if units >= 10 * FixedDecimal.unitsPerOne { places = 1 }
    if units >= 100 * FixedDecimal.unitsPerOne { places = 0 }
    value = FixedDecimal(units: units).rounded(toPlaces: places)
    if value >= 1000, thousands < 8 {
      value = 1
      thousands += 1
    }
    decimals = NumberFormat.decimalsNeeded(value, atMost: 2)
  }
}
