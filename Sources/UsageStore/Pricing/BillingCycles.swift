import UsageModel

/// The stretches of days that a plan's fee pays for: each day lies in exactly one.
///
/// A cycle begins on the day, in the reporting zone, on which a billing window starts, and lasts to the day
/// on which that window ends or the next one starts, whichever comes first. Windows that start on one day make
/// one cycle, with the end of the latest. That a window's first day is its own, and its last only if it ends
/// with midnight, makes the border between two windows the same day whichever of the two is known. Charge periods
/// stand for the calendar months in UTC in which they start.
///
/// Where no window is known, cycles go on in monthly steps from the known ones: before the first, after the
/// last and in gaps, whose last step is cut where the next window starts. The steps are those of UTC, in which
/// platforms count. With no window at all they are the calendar months of the reporting zone.
struct BillingCycles {
  /// Where the known cycles begin, in order; the last one is where they end.
  private var bounds: [Day] = []
  /// The steps back from the first known window, and on from the last one.
  private var steps: (back: MonthlySteps, on: MonthlySteps)?

  /// Creates the cycles of a source from the windows that are known of it.
  init(windows: [BillingWindow], calendar: ReportingCalendar) {
    let windows = Set(windows.map(\.billing))
      .sorted { ($0.start, $0.stop) < ($1.start, $1.stop) }
    guard let first = windows.first else { return }
    bounds = [calendar.day(of: first.start)]
    var last = first
    for window in windows.dropFirst() {
      let start = calendar.day(of: window.start)
      if start > bounds[bounds.count - 1] {
        close(last, before: start, in: calendar)
        bounds.append(start)
      }
      last = window
    }
    bounds.append(end(of: last, in: calendar))
    steps = (
      back: MonthlySteps(from: first.start, near: first.stop, calendar: calendar),
      on: MonthlySteps(from: last.stop, near: last.start, calendar: calendar)
    )
  }

  /// The cycle that contains a day.
  func cycle(containing day: Day) -> Range<Day> {
    guard let steps, let first = bounds.first, let last = bounds.last else {
      return day.month.start..<day.month.stop
    }
    if day < first { return steps.back.step(containing: day, zero: first) }
    if day >= last { return steps.on.step(containing: day, zero: last) }
    // The first bound behind the day.
    var (low, high) = (1, bounds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] > day { high = middle } else { low = middle + 1 }
    }
    return bounds[low - 1]..<bounds[low]
  }

  /// Ends a window's cycle and fills the gap up to the next one.
  private mutating func close(
    _ window: BillingWindow,
    before next: Day,
    in calendar: ReportingCalendar
  ) {
    let steps = MonthlySteps(from: window.stop, near: window.start, calendar: calendar)
    var bound = end(of: window, in: calendar)
    var count = 0
    while bound < next {
      bounds.append(bound)
      count += 1
      bound = steps.day(after: count)
    }
  }

  /// The day after a window's last; a window has at least the day on which it starts.
  private func end(of window: BillingWindow, in calendar: ReportingCalendar) -> Day {
    max(calendar.day(of: window.stop), bounds[bounds.count - 1].advanced(by: 1))
  }
}

/// Moments of the same day and time of each month in UTC, as days of the reporting zone.
private struct MonthlySteps {
  private let month: Month
  private let dayOfMonth: Int
  private let timeOfDay: Int64
  private let calendar: ReportingCalendar

  /// Steps from one end of a window.
  ///
  /// The other end decides about the day of the month where a short month may hide it: a window from 31 January
  /// to 28 February is followed by one to 31 March.
  init(from moment: Timestamp, near other: Timestamp, calendar: ReportingCalendar) {
    let day = moment.utcDay
    month = day.month
    dayOfMonth =
      month.day(other.utcDay.dayOfMonth) == day ? other.utcDay.dayOfMonth : day.dayOfMonth
    timeOfDay = moment.milliseconds - Self.start(of: day)
    self.calendar = calendar
  }

  /// The day that many months later, or earlier.
  func day(after months: Int) -> Day {
    let day = month.advanced(by: months).day(dayOfMonth)
    return calendar.day(of: Timestamp(milliseconds: Self.start(of: day) + timeOfDay))
  }

  /// The step that contains a day; `zero` is the day that the steps are counted from.
  func step(containing day: Day, zero: Day) -> Range<Day> {
    let isBack = day < zero
    let distance = (day.month.year - month.year) * 12 + day.month.month - month.month
    // The zone moves a step by a day at most, so that the one searched is not two months later.
    var count = isBack ? min(distance + 1, -1) : max(distance + 1, 0)
    func bound(_ count: Int) -> Day { count == 0 ? zero : self.day(after: count) }
    while bound(count) > day { count -= 1 }
    return bound(count)..<bound(count + 1)
  }

  private static func start(of day: Day) -> Int64 { Int64(day.daysSince1970) * 86_400_000 }
}
