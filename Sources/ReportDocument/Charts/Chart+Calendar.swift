public import UsageModel

extension Chart {
  /// Days as a calendar, the more the darker.
  public struct Calendar: Hashable, Sendable {
    /// The first day.
    public var first: Day

    /// The days so far, from the first one.
    public var actual: [DayAmount]

    /// The days to come, which follow the actual ones; nil where nothing is expected of one.
    public var upcoming: [FixedDecimal?]

    /// Creates a calendar.
    public init(first: Day, actual: [DayAmount], upcoming: [FixedDecimal?] = []) {
      self.first = first
      self.actual = actual
      self.upcoming = upcoming
    }

    /// All days.
    public var days: Range<Day> { first..<first.advanced(by: actual.count + upcoming.count) }
  }
}
