import UsageModel

/// The days of the reporting time zone from a window's start on, cut once for all its counters.
struct DayCuts {
  /// The first day.
  private let first: Day
  /// When each day starts, and when the one after the last does.
  private let starts: [Timestamp]

  /// Cuts the days from one moment to another.
  init(from start: Timestamp, to stop: Timestamp, in calendar: ReportingCalendar) {
    first = calendar.day(of: start)
    var day = first
    var starts = [calendar.start(of: day)]
    repeat {
      day = day.advanced(by: 1)
      starts.append(calendar.start(of: day))
    } while starts[starts.count - 1] <= stop
    self.starts = starts
  }

  /// How many days there are.
  var count: Int { starts.count - 1 }

  /// The day at a place.
  func day(at index: Int) -> Day { first.advanced(by: index) }

  /// The places of the days that lie in a range.
  func indices(of days: Range<Day>) -> Range<Int> {
    let lower = min(max(0, days.lowerBound - first), count)
    return lower..<max(lower, min(days.upperBound - first, count))
  }

  /// The place of the day that contains a moment.
  func index(of moment: Timestamp) -> Int {
    // The last day that starts no later: a day that the zone skips starts with the one after it.
    var (low, high) = (0, count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= moment { low = middle } else { high = middle }
    }
    return low
  }

  /// How much of each of some days lies between two moments, in milliseconds.
  func weights(of days: ClosedRange<Int>, from start: Timestamp, to stop: Timestamp) -> [Int64] {
    days.map { day in
      min(stop, starts[day + 1]).milliseconds - max(start, starts[day]).milliseconds
    }
  }
}

extension Timestamp {
  /// The last millisecond before.
  var justBefore: Timestamp { Timestamp(milliseconds: milliseconds - 1) }
}
