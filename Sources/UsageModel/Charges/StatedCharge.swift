/// An amount that no platform reports, as a file of charges states it.
public struct StatedCharge: Hashable, Sendable {
  /// What a charge is known by: a later import of the same takes the place of its amount.
  public struct Key: Hashable, Sendable {
    /// The source it belongs to; it may be one that is never fetched.
    public var source: String
    /// The days that it pays for: one day, or those of a month.
    public var days: Range<Day>
    /// What it is.
    public var charge: Charge
    /// The app that it is charged to; nil for the source's own.
    public var app: String?
    /// What it is called in reports; nil for the kind of charge.
    public var name: String?
    /// What the amount is in.
    public var currency: String

    /// Creates a key.
    public init(
      source: String,
      days: Range<Day>,
      charge: Charge,
      app: String? = nil,
      name: String? = nil,
      currency: String
    ) {
      self.source = source
      self.days = days
      self.charge = charge
      self.app = app
      self.name = name
      self.currency = currency
    }
  }

  /// What it is known by.
  public var key: Key
  /// How much; zero takes back what was imported before.
  public var amount: FixedDecimal

  /// Creates a charge.
  public init(_ key: Key, amount: FixedDecimal) {
    self.key = key
    self.amount = amount
  }

  /// The charge as the terms have it: it comes once, and takes effect on its days.
  public var term: FixedCharge {
    FixedCharge(
      source: key.source,
      charge: key.charge,
      amount: Money(amount, key.currency),
      name: key.name,
      app: key.app,
      since: key.days.lowerBound,
      spreadBefore: key.days.count > 1 ? key.days.upperBound : nil
    )
  }
}

extension StatedCharge.Key: CustomStringConvertible {
  /// The day or the month, the source, and what else it is known by.
  public var description: String {
    let first = days.lowerBound
    let when = days.count == 1 ? first.description : first.month.description
    return ([when, source, charge.rawValue] + [app, name].compactMap { $0 } + [currency])
      .joined(separator: ", ")
  }
}

extension StatedCharge.Key: Comparable {
  /// Whether the left one comes first: by day, then by source and by the rest.
  public static func < (left: Self, right: Self) -> Bool {
    let (leftDays, rightDays) = (left.days, right.days)
    if leftDays.lowerBound != rightDays.lowerBound {
      return leftDays.lowerBound < rightDays.lowerBound
    }
    if leftDays.count != rightDays.count { return leftDays.count > rightDays.count }
    return left.texts.lexicographicallyPrecedes(right.texts)
  }

  private var texts: [String] { [source, charge.rawValue, name ?? "", app ?? "", currency] }
}
