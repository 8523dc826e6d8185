import UsageModel

/// The time that the replies come from: whole months, except that the last one runs until its last day.
struct History {
  /// The months, the running one last.
  let months: [Month]

  init(months count: Int) {
    let first = Month(year: 2024, month: 1)
    months = (0..<count).map { first.advanced(by: $0) }
  }

  /// The first day.
  var start: Day { months[0].start }

  /// The month that still runs at the end.
  var runningMonth: Month { months[months.count - 1] }

  /// The days of the month that still runs at the end.
  var daysOfRunningMonth: Range<Day> { runningMonth.start..<runningMonth.stop }

  /// The moment up to which there are replies; the day after it is for more of them.
  var stop: Timestamp { Self.midnight(of: runningMonth.stop.advanced(by: -1)) }

  /// The moment up to which a month's replies go.
  func stop(of month: Month) -> Timestamp { min(stop, Self.midnight(of: month.stop)) }

  /// The days of every window that the replies tell of.
  var days: Range<Day> { start.advanced(by: -31)..<runningMonth.stop.advanced(by: 31) }

  private static func midnight(of day: Day) -> Timestamp {
    Timestamp(seconds: Int64(day.daysSince1970) * 86_400)
  }
}
