public import UsageModel

extension Budget {
  /// The budget's period that contains a day; that of a budget for one period, whatever the day.
  ///
  /// `windows` are the billing windows that are known of the source whose cycle it follows.
  public func period(
    containing day: Day,
    windows: [BillingWindow],
    calendar: ReportingCalendar
  ) -> Period {
    switch span {
    case .month: Period(.month, containing: day)
    case .quarter: Period(.quarter, containing: day)
    case .year: Period(.year, containing: day)
    case .once(let period): period
    case .cycle: .billingCycle(containing: day, windows: windows, calendar: calendar)
    }
  }
}
