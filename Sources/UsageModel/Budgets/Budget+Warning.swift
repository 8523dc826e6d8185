extension Budget {
  /// A threshold that is worth a warning once it is reached: `80%`, `forecast 100%` or `chance 30%`.
  public struct Warning: Hashable, Sendable, Codable {
    /// What is compared with the share.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
      /// What was spent, as a part of the limit.
      case spent
      /// What is expected at the period's end, as a part of the limit.
      case forecast
      /// How likely the limit is exceeded.
      case chance
    }

    /// What is compared.
    public var kind: Kind
    /// The share: 0.8 for 80 %.
    public var share: FixedDecimal

    /// Creates a threshold.
    public init(share: FixedDecimal, of kind: Kind = .spent) {
      self.share = share
      self.kind = kind
    }
  }
}

// MARK: - Text
extension Budget.Warning: LosslessStringConvertible {
  /// Reads a threshold as the configuration writes it.
  ///
  /// A share is above zero, of the limit at most 1,000 %, and a chance at most 100 %.
  public init?(_ text: String) {
    let word = text.prefix { $0 != " " }
    let named = [Kind.forecast, .chance].first { $0.rawValue == word }
    let number = named == nil ? text[...] : text.dropFirst(word.count + 1)
    guard number.hasSuffix("%"), let percent = FixedDecimal(number.dropLast()), percent > 0,
      percent <= (named == .chance ? 100 : 1000)
    else { return nil }
    // A hundredth of at most 1,000 is exact to the tenth place, and cannot overflow.
    self.init(share: FixedDecimal(units: percent.units / 100), of: named ?? .spent)
  }

  /// The threshold as the configuration writes it.
  public var description: String {
    // Shares that were read are so small that a hundredfold of them fits.
    let (units, overflow) = share.units.multipliedReportingOverflow(by: 100)
    let percent = FixedDecimal(units: overflow ? share.units : units)
    return kind == .spent ? "\(percent)%" : "\(kind.rawValue) \(percent)%"
  }
}
