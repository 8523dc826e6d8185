public import UsageModel

extension Period {
  /// The billing cycle of a source that contains a day.
  ///
  /// Days without a window follow the nearest one in monthly steps; with no window at all, cycles are calendar months.
  public static func billingCycle(
    containing day: Day,
    windows: [BillingWindow],
    calendar: ReportingCalendar
  ) -> Period {
    let cycles = windows.compactMap { window in
      // The day on which a window ends is the first of the next one, so that each day has one cycle.
      Period(from: calendar.day(of: window.start), before: calendar.day(of: window.stop))
    }
    .sorted { ($0.start, $0.stop) < ($1.start, $1.stop) }
    if let known = cycles.last(where: { $0.contains(day) }) { return named(known) }
    guard let anchor = cycles.last(where: { $0.stop <= day })?.stop ?? cycles.first?.start else {
      return Period(.month, containing: day)
    }
    var count = (day.month.year - anchor.month.year) * 12 + day.month.month - anchor.month.month
    if bound(count, from: anchor) > day { count -= 1 }
    let cycle = Period(from: bound(count, from: anchor), before: bound(count + 1, from: anchor))
    return named(cycle ?? Period(.month, containing: day))
  }

  /// The anchor's day of the month so many months later, or the last day of a shorter month.
  private static func bound(_ months: Int, from anchor: Day) -> Day {
    let month = anchor.month.advanced(by: months)
    return month.start.advanced(by: min(anchor.dayOfMonth, month.length) - 1)
  }

  /// A cycle that is a calendar month is called so.
  private static func named(_ cycle: Period) -> Period {
    let month = Period(.month, containing: cycle.start)
    return month.days == cycle.days ? month : cycle
  }
}
