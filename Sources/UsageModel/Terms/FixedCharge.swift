/// Money that no platform reports: a fixed fee, credits bought, a refund, a tax.
public struct FixedCharge: Hashable, Sendable, Codable {
  /// How often a charge comes again.
  public enum Recurrence: String, Hashable, Sendable, Codable, CaseIterable {
    case week, month, quarter, year
  }

  /// The source it belongs to; it may be one that is never fetched.
  public var source: String
  /// What it is.
  public var charge: Charge
  /// How much; below zero for a credit.
  public var amount: Money
  /// What it is called in reports; nil for the kind of charge.
  public var name: String?
  /// The app that it is charged to; nil for the source's own.
  public var app: String?
  /// The day, or the first of them.
  public var since: Day
  /// How often it comes; nil for once.
  public var every: Recurrence?
  /// The first day on which it comes no more; nil while it goes on.
  public var before: Day?
  /// What a top-up bought, in the currency that usage is counted in; nil for as much as was paid.
  public var credits: Money?
  /// The first day behind those that a charge which comes once takes effect on; nil for its day alone.
  ///
  /// It is billed on the first of them.
  public var spreadBefore: Day?

  /// Creates a charge.
  public init(
    source: String,
    charge: Charge = .fee,
    amount: Money,
    name: String? = nil,
    app: String? = nil,
    since: Day,
    every: Recurrence? = nil,
    before: Day? = nil,
    credits: Money? = nil,
    spreadBefore: Day? = nil
  ) {
    self.source = source
    self.charge = charge
    self.amount = amount
    self.name = name
    self.app = app
    self.since = since
    self.every = every
    self.before = before
    self.credits = credits
    self.spreadBefore = spreadBefore
  }
}
