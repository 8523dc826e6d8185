public import UsageModel

extension NumberFormat {
  /// Writes an amount; nil decimals means as many as the currency has.
  ///
  /// An amount below the smallest part of its currency is never written as zero: it gets up to six decimals,
  /// and below that a power of ten.
  public func money(_ money: Money, decimals: Int? = nil) -> String {
    let (digits, isZero) = digits(of: money, decimals: decimals)
    return signed(digits, of: money, isNegative: money.amount.isNegative && !isZero)
  }

  /// Writes a difference of amounts: with a sign, except for zero.
  public func moneyChange(_ money: Money, decimals: Int? = nil) -> String {
    let (digits, isZero) = digits(of: money, decimals: decimals)
    let isNegative = money.amount.isNegative && !isZero
    let sign = isNegative || isZero ? "" : "+"
    return sign + signed(digits, of: money, isNegative: isNegative)
  }

  /// Writes an amount with three significant digits, such as `$12.3k`.
  public func compactMoney(_ money: Money) -> String {
    let digits = compactDigits(of: money.amount.magnitude)
    return signed(digits, of: money, isNegative: money.amount.isNegative)
  }

  /// Digits with the currency and the minus of an amount.
  private func signed(_ digits: String, of money: Money, isNegative: Bool) -> String {
    let currency = Currency(money.currency)
    guard !currency.isVirtual else {
      let unit = currency.unitName(isPlural: digits != "1")
      return "\(isNegative ? Self.minus : "")\(digits) \(unit)"
    }
    return locale.amount(digits, currency: money.currency, isNegative: isNegative)
  }

  private func digits(of money: Money, decimals: Int?) -> (text: String, isZero: Bool) {
    let magnitude = money.amount.magnitude
    if decimals == nil, Self.isMicro(money) { return (microDigits(of: magnitude), false) }
    let places =
      decimals.map { min(max($0, 0), 12) } ?? Currency(money.currency).decimals
      ?? Self.decimalsNeeded(magnitude, atMost: 6)
    let rounded = magnitude.rounded(toPlaces: places)
    return (digits(of: rounded, places: places), rounded.isZero)
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
  func microDigits(of magnitude: FixedDecimal) -> String {
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
    let mantissa =
      tenths == 0 ? "\(units / 10)" : "\(units / 10)\(locale.decimalSeparator)\(tenths)"
    return "\(mantissa) × 10\(Self.superscript(exponent + 1))"
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(abs(number)).compactMap(\.wholeNumberValue).map { digits[$0] }
    return (number < 0 ? "⁻" : "") + String(text)
  }
}
