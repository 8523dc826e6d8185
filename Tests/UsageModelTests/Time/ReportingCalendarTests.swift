import Foundation
import Testing
import UsageModel

struct ReportingCalendarTests {
  /// Zones with every kind of jump: over midnight, back over midnight, by half an hour, by a whole day.
  private static let zones = [
    "UTC", "GMT", "Europe/Berlin", "Europe/London", "Atlantic/Azores", "America/New_York",
    "America/Sao_Paulo", "America/Havana", "America/Asuncion", "America/Santiago",
    "America/Godthab",
    "America/Scoresbysund", "America/Caracas", "America/Port-au-Prince", "Asia/Beirut",
    "Asia/Amman",
    "Asia/Gaza", "Asia/Damascus", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Pyongyang",
    "Africa/Cairo", "Africa/Casablanca", "Africa/Juba", "Australia/Lord_Howe", "Australia/Adelaide",
    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Norfolk",
    "Pacific/Fakaofo", "Etc/GMT+12", "Etc/GMT-14",
  ]

  private static func calendar(_ zone: String) throws -> ReportingCalendar {
    ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone)))
  }

  @Test(arguments: zones)
  func `days tile time`(zone: String) throws {
    let calendar = try Self.calendar(zone)
    let first = try #require(Day("2011-01-01"))
    let last = try #require(Day("2024-12-31"))
    var before = calendar.start(of: first.advanced(by: -1))
    for day in first...last {
      let start = calendar.start(of: day)
      defer { before = start }
      // West of the date line until then, these two skipped a day as they moved over it.
      if ["Pacific/Apia", "Pacific/Fakaofo"].contains(zone), day.description == "2011-12-30" {
        #expect(start == calendar.start(of: day.advanced(by: 1)))
        continue
      }
      #expect(calendar.day(of: start) == day)
      let instantBefore = Timestamp(milliseconds: start.milliseconds - 1)
      if calendar.day(of: instantBefore) != day.advanced(by: -1) {
        #expect(day.description == "2011-12-31" && zone.hasPrefix("Pacific/"))
      }
      if before >= start { #expect(day.description == "2011-12-31" && zone.hasPrefix("Pacific/")) }
      #expect(start.milliseconds - before.milliseconds <= 25 * 3_600_000)
    }
  }

  @Test(arguments: [
    // Midnight is skipped: the day begins with the jump.
    ("America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00Z", 23),
    ("Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z", 23),
    ("Africa/Cairo", "2023-04-28", "2023-04-27T22:00:00Z", 23),
    ("America/Havana", "2022-03-13", "2022-03-13T05:00:00Z", 23),
    // The hour after midnight comes twice: the day begins with the first one.
    ("America/Havana", "2022-11-06", "2022-11-06T04:00:00Z", 25),
    ("Asia/Amman", "2019-10-25", "2019-10-24T21:00:00Z", 25),
    ("Atlantic/Azores", "2023-10-29", "2023-10-29T00:00:00Z", 25),
    // The hour before midnight comes twice: the day before is the long one.
    ("Asia/Beirut", "2021-10-30", "2021-10-29T21:00:00Z", 25),
    ("Asia/Beirut", "2021-10-31", "2021-10-30T22:00:00Z", 24),
    ("Africa/Cairo", "2023-10-26", "2023-10-25T21:00:00Z", 25),
    ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23),
    ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25),
    ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 24),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0),
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24),
    ("UTC", "2026-10-25", "2026-10-25T00:00:00Z", 24),
  ])
  func `known days that are short, long or missing`(
    zone: String,
    day: String,
    start: String,
    hours: Int64
  ) throws {
    let calendar = try Self.calendar(zone)
    let day = try #require(Day(day))
    #expect(calendar.start(of: day).description == start)
    let stop = calendar.start(of: day.advanced(by: 1))
    #expect(stop.milliseconds - calendar.start(of: day).milliseconds == hours * 3_600_000)
  }

  @Test func `days are cut where local clocks pass midnight`() throws {
    let calendar = try Self.calendar("America/New_York")
    let late = try #require(Timestamp(rfc3339: "2026-11-01T03:59:59.999Z"))
    #expect(calendar.day(of: late).description == "2026-10-31")
    #expect(
      calendar.day(of: Timestamp(milliseconds: late.milliseconds + 1)).description == "2026-11-01"
    )
    #expect(ReportingCalendar.utc.day(of: late).description == "2026-11-01")
  }
}
