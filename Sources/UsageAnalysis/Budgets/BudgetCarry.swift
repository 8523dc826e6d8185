public import UsageModel

extension Budget {
  /// What earlier periods left over for a period, at most the cap; zero for a budget that adds none of it.
  ///
  /// It counts from the first period of which any usage is known. A period without a limit, or of whose spending
  /// nothing is known, leaves nothing over.
  ///
  /// - Parameters:
  ///   - period: The period that it is added to.
  ///   - usage: The usage on ``BudgetQueries/earlierDays``.
  ///   - windows: The known billing windows of the source whose cycle the budget follows.
  ///   - calendar: Cuts days.
  /// - Returns: The amount, in the budget's unit.
  /// - Throws: When an amount is too large to work with.
  public func carried(
    into period: Period,
    from usage: BudgetUsage,
    windows: [BillingWindow] = [],
    calendar: ReportingCalendar = .utc
  ) throws(ArithmeticOverflow) -> FixedDecimal {
    guard let rollover else { return .zero }
    let spending = try BudgetSpending(of: self, in: usage)
    guard let first = spending.firstDay, first < period.start else { return .zero }
    var earlier: [Period] = []
    var start = period.start
    while start > first {
      let previous = self.period(
        containing: start.advanced(by: -1),
        windows: windows,
        calendar: calendar
      )
      // A budget of one period has none before it.
      guard previous.start < start else { break }
      earlier.append(previous)
      start = previous.start
    }
    var carried = FixedDecimal.zero
    for period in earlier.reversed() {
      guard let limit = limit(in: period), let spent = try spending.spent(on: period.days) else {
        carried = .zero
        continue
      }
      carried = max(.zero, try limit + carried - spent)
      if let cap = rollover.cap { carried = min(carried, cap) }
    }
    return carried
  }
}
