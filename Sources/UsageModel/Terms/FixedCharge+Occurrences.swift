extension FixedCharge {
  /// The stretches of days that begin with each time the charge comes, up to and without a day.
  ///
  /// A charge that comes again keeps its day of the month, or takes the month's last day where there is no
  /// such day: 31 January, 28 February, 31 March. Its stretch goes on to the day on which it would come next,
  /// also the last time. A charge that comes once has that day alone, or all days that it is spread over.
  public func occurrences(before stop: Day) -> [Range<Day>] {
    let end = before.map { min($0, stop) } ?? stop
    guard let every else {
      let next = since.advanced(by: 1)
      return since < end ? [since..<max(spreadBefore ?? next, next)] : []
    }
    var occurrences: [Range<Day>] = []
    var first = since
    while first < end {
      let next = every.day(after: since, steps: occurrences.count + 1)
      occurrences.append(first..<next)
      first = next
    }
    return occurrences
  }
}

extension FixedCharge.Recurrence {
  /// The day that many steps after a first one.
  fileprivate func day(after first: Day, steps: Int) -> Day {
    switch self {
    case .week: first.advanced(by: 7 * steps)
    case .month: first.advanced(byMonths: steps)
    case .quarter: first.advanced(byMonths: 3 * steps)
    case .year: first.advanced(byMonths: 12 * steps)
    }
  }
}

extension Day {
  /// The same day of the month that many months later, or that month's last day where it has no such day.
  fileprivate func advanced(byMonths months: Int) -> Day {
    month.advanced(by: months).day(dayOfMonth)
  }
}

extension Month {
  /// A day of the month by its number from 1; the last day where the month is shorter.
  public func day(_ number: Int) -> Day {
    start.advanced(by: min(number, length) - 1)
  }
}
