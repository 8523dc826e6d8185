public import UsageModel

extension NumberFormat {
  /// Writes an amount; nil decimals means as many as the currency has.
  ///
  /// An amount below the smallest part of its currency is never written as zero: it gets up to six decimals,
  /// and below that a power of ten.
  public func money(_ money: Money, decimals: Int? = nil) -> String {
    let sign = money.amount.isNegative ? Self.minus : ""
    let (text, isZero) = unsigned(money, decimals: decimals)
    return isZero ? text : sign + text
  }

  /// Writes a difference of amounts: with a sign, except for zero.
  public func moneyChange(_ money: Money, decimals: Int? = nil) -> String {
    let sign = money.amount.isNegative ? Self.minus : "+"
    let (text, isZero) = unsigned(money, decimals: decimals)
    return isZero ? text : sign + text
  }

  /// Writes an amount with three significant digits, such as `$12.3k`.
  public func compactMoney(_ money: Money) -> String {
    let currency = Currency(money.currency)
    return (money.amount.isNegative ? Self.minus : "") + currency.prefix
      + compactDigits(of: money.amount.magnitude) + currency.suffix(isPlural: true)
  }

  private func unsigned(_ money: Money, decimals: Int?) -> (text: String, isZero: Bool) {
    let currency = Currency(money.currency)
    let magnitude = money.amount.magnitude
    let digits: String
    let isZero: Bool
    if decimals == nil, Self.isMicro(money) {
      digits = microDigits(of: magnitude)
      isZero = false
    } else {
      let places =
        decimals.map { min(max($0, 0), 12) } ?? currency.decimals
        ?? Self.decimalsNeeded(magnitude, atMost: 6)
      let rounded = magnitude.rounded(toPlaces: places)
      digits = self.digits(of: rounded, places: places)
      isZero = rounded.isZero
    }
    let suffix = currency.suffix(isPlural: digits != "1")
    return (currency.prefix + digits + suffix, isZero)
  }

  /// Whether an amount is not zero but smaller than its currency's smallest part.
  public static func isMicro(_ money: Money) -> Bool {
    guard let places = Currency(money.currency).decimals else {
      return !money.amount.isZero && decimalsNeeded(money.amount, atMost: 6) == 0
        && money.amount.magnitude < 1
    }
    var smallest = FixedDecimal.unitsPerOne
    for _ in 0..<places { smallest /= 10 }
    return !money.amount.isZero && money.amount.magnitude.units < smallest
  }

  /// Six decimals when they hold the value or two of its digits, else two digits and a power of ten.
  private func microDigits(of magnitude: FixedDecimal) -> String {
    let rounded = magnitude.rounded(toPlaces: 6)
    if rounded == magnitude || magnitude.units >= FixedDecimal.unitsPerOne / 100_000 {
      let places = max(2, Self.decimalsNeeded(magnitude, atMost: 6))
      return digits(of: rounded, places: places)
    }
    // All but the first two digits go at once, so that what is cut off is rounded once.
    let surplus = String(magnitude.units).utf8.count - 2
    var units = magnitude.rounded(toPlaces: FixedDecimal.places - max(0, surplus)).units
    var exponent = -FixedDecimal.places
    while units >= 100 {
      units /= 10
      exponent += 1
    }
    if units < 10 { return "\(units) × 10\(Self.superscript(exponent))" }
    let tenths = units % 10
    let mantissa = tenths == 0 ? "\(units / 10)" : "\(units / 10)\(decimalSeparator)\(tenths)"
    return "\(mantissa) × 10\(Self.superscript(exponent + 1))"
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(abs(number)).compactMap(\.wholeNumberValue).map { digits[$0] }
    return (number < 0 ? "⁻" : "") + String(text)
  }
}
