public import Foundation

/// Cuts time into the days of the reporting time zone.
public struct ReportingCalendar: Hashable, Sendable {
  /// The reporting time zone.
  public let timeZone: TimeZone

  /// Whether days are UTC days, which needs no time-zone data.
  private let isUTC: Bool

  /// Creates a calendar for a time zone.
  public init(timeZone: TimeZone) {
    self.timeZone = timeZone
    isUTC = ["UTC", "GMT", "Etc/UTC"].contains(timeZone.identifier)
  }

  /// Days in UTC.
  public static let utc = ReportingCalendar(timeZone: .gmt)

  /// The day that contains a moment.
  public func day(of moment: Timestamp) -> Day {
    moment.advanced(bySeconds: offset(at: moment)).utcDay
  }

  /// The moment a day begins.
  public func start(of day: Day) -> Timestamp {
    let midnight = Timestamp(seconds: Int64(day.daysSince1970) * 86_400)
    guard !isUTC else { return midnight }
    // Local midnight is less than a day away from midnight UTC, and no zone changes its offset twice in
    // two days. So it has the offset of the day before or that of the day after.
    let before = offset(at: midnight.advanced(bySeconds: -86_400))
    let after = offset(at: midnight.advanced(bySeconds: 86_400))
    // Where midnight comes twice, the day begins with the first one.
    let starts = [max(before, after), min(before, after)].map {
      midnight.advanced(bySeconds: -$0)
    }
    if let start = starts.first(where: { self.day(of: $0) == day && isMidnight($0) }) {
      return start
    }
    return jump(after: starts[0], notAfter: starts[1])
  }

  private func isMidnight(_ moment: Timestamp) -> Bool {
    (moment.seconds + offset(at: moment)) % 86_400 == 0
  }

  /// The moment at which the offset changes, for a day whose midnight is skipped: it begins with the jump.
  private func jump(after start: Timestamp, notAfter stop: Timestamp) -> Timestamp {
    var (low, high) = (start, stop)
    let offsetBefore = offset(at: low)
    while low.seconds + 1 < high.seconds {
      let middle = Timestamp(seconds: (low.seconds + high.seconds) / 2)
      if offset(at: middle) == offsetBefore { low = middle } else { high = middle }
    }
    return high
  }

  /// Seconds that local time is ahead of UTC.
  private func offset(at moment: Timestamp) -> Int64 {
    isUTC ? 0 : Int64(timeZone.secondsFromGMT(for: moment.date))
  }
}

extension Timestamp {
  /// Creates a moment from Foundation's date, rounded to the millisecond.
  public init(_ date: Date) {
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }

  /// The moment as Foundation's date.
  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
