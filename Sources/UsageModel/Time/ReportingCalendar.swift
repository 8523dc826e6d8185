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
    // The offset that holds at local midnight is the one of a moment near it: the first guess takes the
    // offset at midnight UTC, the second the offset at the guess. Where a zone skips midnight, the day
    // begins with the jump.
    let guess = midnight.advanced(bySeconds: -offset(at: midnight))
    let start = midnight.advanced(bySeconds: -offset(at: guess))
    if self.day(of: start) == day { return start }
    let next = start.date.addingTimeInterval(-1)
    return timeZone.nextDaylightSavingTimeTransition(after: next).map(Timestamp.init(_:)) ?? start
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
