public import UsageModel

/// A relative change, ready to be shown.
public struct ChangeText: Hashable, Sendable {
  /// What kind of change it is.
  public enum Direction: String, Hashable, Sendable {
    /// More than before.
    case up
    /// Less than before.
    case down
    /// The same, or so near that the rounded change is zero.
    case flat
    /// Something where there was nothing.
    case new
    /// Nothing where there was something.
    case gone
    /// There is no relative change to speak of.
    case none
  }

  /// What kind of change it is.
  public let direction: Direction

  /// The sign that carries the direction without colour; empty where there is none.
  public let sign: String

  /// The words behind the sign.
  public let text: String

  /// Sign and words.
  public var description: String { sign.isEmpty ? text : "\(sign) \(text)" }

  init(_ direction: Direction, _ sign: String, _ text: String) {
    self.direction = direction
    self.sign = sign
    self.text = text
  }
}

extension NumberFormat {
  /// Writes a ratio as percent, such as `36.4%`; over 999 % as a multiple, such as `10.4×`.
  public func percent(_ ratio: FixedDecimal, decimals: Int = 1) -> String {
    let limit = FixedDecimal(units: FixedDecimal.unitsPerOne / 100 * 999)
    guard ratio.magnitude <= limit, let hundredfold = try? ratio * 100 else {
      return number(ratio, decimals: 1) + "×"
    }
    let text = number(hundredfold, decimals: decimals)
    return text + locale.percentSign
  }

  /// Writes how much bigger `after` is than `before`.
  ///
  /// From zero it is "new", to zero "gone"; from below zero there is no percentage, only `–`.
  public func change(before: FixedDecimal?, after: FixedDecimal?) -> ChangeText {
    guard let before, let after else { return ChangeText(.none, "", Self.unknown) }
    if before == after { return ChangeText(.flat, "=", percent(0)) }
    if before.isZero { return ChangeText(.new, "●", "new") }
    if before.isNegative { return ChangeText(.none, "", Self.missing) }
    if after.isZero { return ChangeText(.gone, "●", "gone") }
    guard let difference = try? after - before,
      let ratio = (try? difference.divided(by: before)) ?? nil
    else { return ChangeText(.none, "", Self.missing) }
    if ratio.rounded(toPlaces: 3).isZero { return ChangeText(.flat, "≈", percent(0)) }
    let limit = FixedDecimal(units: FixedDecimal.unitsPerOne / 100 * 999)
    if ratio > limit, let multiple = (try? after.divided(by: before)) ?? nil {
      return ChangeText(.up, "▲", number(multiple, decimals: 1) + "×")
    }
    return ratio.isNegative
      ? ChangeText(.down, "▼", percent(ratio))
      : ChangeText(.up, "▲", "+" + percent(ratio))
  }
}

// MARK: - Shares in sentences
extension NumberFormat {
  /// Writes a share within a sentence: one decimal where it has one, as in `106.2%` and `120%`.
  ///
  /// It is percent however large it is: `1,234.5% of the limit` reads, and `12.3× of the limit` does not.
  public func share(_ value: FixedDecimal) -> String {
    let tenths = value.rounded(toPlaces: 3)
    let decimals = tenths == tenths.rounded(toPlaces: 2) ? 0 : 1
    guard let hundredfold = try? tenths * 100 else { return percent(tenths, decimals: decimals) }
    return number(hundredfold, decimals: decimals) + locale.percentSign
  }
}
