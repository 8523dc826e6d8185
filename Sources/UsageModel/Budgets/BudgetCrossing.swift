/// A threshold of a budget that was reached, and about which somebody was told.
public struct BudgetCrossing: Hashable, Sendable {
  /// What it is about: one threshold, in one period of a budget.
  public struct Place: Hashable, Sendable {
    /// The budget's name.
    public var budget: String
    /// The days of the period.
    public var days: Range<Day>
    /// The threshold.
    public var warning: Budget.Warning

    /// Names a threshold.
    public init(budget: String, days: Range<Day>, warning: Budget.Warning) {
      self.budget = budget
      self.days = days
      self.warning = warning
    }
  }

  /// What it is about.
  public var place: Place
  /// When somebody was told of it.
  public var toldAt: Timestamp
  /// The last complete day on which the budget was seen at or above the threshold.
  public var reachedOn: Day
  /// A later complete day on which it was seen below, the first that is not taken back since; nil where it was not.
  public var belowOn: Day?

  /// Creates a crossing.
  public init(place: Place, toldAt: Timestamp, reachedOn: Day, belowOn: Day? = nil) {
    self.place = place
    self.toldAt = toldAt
    self.reachedOn = reachedOn
    self.belowOn = belowOn
  }
}
