import Foundation
import UsageModel

/// Finds times of day in one zone for what has to happen by the clock of another.
///
/// Debian's cron knows the zone of the machine only: a line `CRON_TZ=` that other crons read is nothing to it. So
/// a time has to be right under every offset that the zones will have.
struct ScheduleZones {
  /// The days of the configuration.
  let calendar: ReportingCalendar
  /// The zone that cron's times are in.
  let cron: TimeZone
  /// The day from which on the times have to be right.
  let start: Day

  /// How far it looks: two changes of the clock each year, and one year may differ from the next.
  private static let daysAhead = 731

  private var days: Range<Day> { start..<start.advanced(by: Self.daysAhead) }

  private func offset(_ zone: TimeZone, at moment: Timestamp) -> Int {
    zone.secondsFromGMT(for: moment.date) / 60
  }

  /// A number of minutes as the clock shows it, which begins again at `limit`.
  private static func wrapped(_ minutes: Int, at limit: Int) -> Int {
    let rest = minutes % limit
    return rest < 0 ? rest + limit : rest
  }

  private func minuteOfDay(_ moment: Timestamp, in zone: TimeZone) -> Int {
    let minutes = Int(moment.seconds / 60) + offset(zone, at: moment)
    return Self.wrapped(minutes, at: 1440)
  }

  /// The minutes of cron's day at which it is a minute of the day in UTC: two of them where the clock changes.
  ///
  /// A job at both runs once too often rather than an hour late for half of the year.
  func minutes(atUTC minute: Int) -> Set<Int> {
    Set(
      days.map { day in
        let midnight = Timestamp(seconds: Int64(day.daysSince1970) * 86_400)
        return minuteOfDay(midnight.advanced(bySeconds: Int64(minute) * 60), in: cron)
      }
    )
  }

  /// The minute of cron's hours at which it is a minute of the hour in UTC.
  func minuteOfHour(atUTC minute: Int) -> Int {
    let noon = Timestamp(seconds: Int64(start.daysSince1970) * 86_400 + 43_200)
    return Self.wrapped(minute + offset(cron, at: noon), at: 60)
  }

  /// A minute of cron's day at which the day of the configuration is over for at least `delay` minutes, all year.
  ///
  /// It keeps away from the minutes of UTC's hours that are taken.
  func minute(afterDayBy delay: Int, avoiding taken: [Int]) -> Int {
    let ends = days.map { minuteOfDay(calendar.start(of: $0), in: cron) }
    let first = ends.first ?? 0
    // Minutes of a day are on a circle; the ends lie on a short arc of it.
    let distances = ends.map { Self.wrapped($0 - first + 720, at: 1440) - 720 }
    return free(from: first + (distances.max() ?? 0) + delay, in: cron, avoiding: taken)
  }

  /// The same by the clock of the configuration's own zone, for timers that know zones by name.
  func minuteOfOwnDay(afterDayBy delay: Int, avoiding taken: [Int]) -> Int {
    free(from: delay, in: calendar.timeZone, avoiding: taken)
  }

  /// The first minute from one on that comes once on every day, and lies minutes away from the taken ones.
  private func free(from minute: Int, in zone: TimeZone, avoiding taken: [Int]) -> Int {
    let offsets = Set(noons.map { offset(zone, at: $0) })
    let local = taken.flatMap { minute in offsets.map { Self.wrapped(minute + $0, at: 60) } }
    let candidates = (0..<360).map { Self.wrapped(minute + $0, at: 1440) }
    return candidates.first { candidate in
      local.allSatisfy {
        abs(Self.wrapped(candidate - $0 + 30, at: 60) - 30) > Self.minutesOfAFetch
      }
        && isUnique(candidate, in: zone)
    } ?? candidates[0]
  }

  /// How long a job may take without being in the way of the next: two jobs of a folder never run at once.
  private static let minutesOfAFetch = 5

  private var noons: [Timestamp] {
    days.map { Timestamp(seconds: Int64($0.daysSince1970) * 86_400 + 43_200) }
  }

  /// Whether a minute of the day comes once on every day: where the clock is set forward, some do not, and where it
  /// is set back, some come twice.
  private func isUnique(_ minute: Int, in zone: TimeZone) -> Bool {
    let offsets = Set(noons.map { offset(zone, at: $0) })
    return days.allSatisfy { day in
      let local = Int64(day.daysSince1970) * 86_400 + Int64(minute) * 60
      let moments = offsets.filter { offset in
        self.offset(zone, at: Timestamp(seconds: local - Int64(offset) * 60)) == offset
      }
      return moments.count == 1
    }
  }
}
