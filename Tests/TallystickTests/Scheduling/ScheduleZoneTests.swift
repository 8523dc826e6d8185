import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// The lines are right by every clock, before and after it is changed.
struct ScheduleZoneTests {
  /// The zone of the configuration and that of the machine.
  static let pairs: [(String, String)] = [
    ("UTC", "UTC"), ("Europe/Berlin", "UTC"), ("UTC", "Europe/Berlin"),
    ("Europe/Berlin", "Europe/Berlin"), ("America/New_York", "Europe/Berlin"),
    ("Asia/Kolkata", "America/Los_Angeles"), ("Australia/Lord_Howe", "Asia/Kathmandu"),
    ("Africa/Cairo", "Africa/Cairo"), ("America/Santiago", "Pacific/Auckland"),
    ("Pacific/Kiritimati", "Pacific/Pago_Pago"), ("Asia/Tehran", "America/St_Johns"),
    ("America/Havana", "America/Havana"),
  ]

  private static let start = Timestamp(rfc3339: "2026-11-21T00:00:00Z") ?? .distantPast
  private static let days = 366

  private struct Lines {
    let fetches: [CrontabReading]
    let run: CrontabReading
    let calendar: ReportingCalendar
    let zone: TimeZone

    init(_ zones: (String, String), path: String) throws {
      calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: zones.0)))
      zone = try #require(TimeZone(identifier: zones.1))
      let schedule = try Schedule(
        program: "/usr/bin/tally",
        configuration: path,
        calendar: calendar,
        cronZone: zone,
        now: start
      )
      let lines = try CrontabReading.lines(of: schedule.crontab())
      fetches = lines.filter { $0.command.contains(" fetch ") }
      let runs = lines.filter { $0.command.contains(" run ") }
      try #require(runs.count == 1)
      run = runs[0]
    }
  }

  @Test(arguments: pairs)
  func `the run comes once a day, half an hour to eight hours after the day is over`(
    zones: (String, String)
  ) throws {
    let lines = try Lines(zones, path: "/srv/\(zones.0)/tallystick.yaml")
    let moments = lines.run.moments(from: Self.start, days: Self.days, in: lines.zone)
    // A minute that an hour set forward leaves out, or one set back repeats, would show here.
    #expect(moments.count == Self.days)
    for moment in moments {
      let midnight = lines.calendar.start(of: lines.calendar.day(of: moment))
      let wait = (moment.seconds - midnight.seconds) / 60
      #expect((30...480).contains(wait), "\(moment): \(wait) minutes")
    }
  }

  @Test(arguments: pairs)
  func `every day has a fetch just before and just after midnight in UTC, and one each hour`(
    zones: (String, String)
  ) throws {
    let lines = try Lines(zones, path: "/srv/\(zones.1)/tallystick.yaml")
    let moments = lines.fetches.flatMap {
      $0.moments(from: Self.start, days: Self.days, in: lines.zone)
    }
    var before: Set<Int> = []
    var after: Set<Int> = []
    var hours: Set<Int64> = []
    for moment in moments {
      let minute = moment.seconds / 60 % 1440
      if (1430...1437).contains(minute) { before.insert(moment.utcDay.daysSince1970) }
      if (3...9).contains(minute) { after.insert(moment.utcDay.daysSince1970) }
      hours.insert(moment.seconds / 3600)
    }
    #expect(before.count == Self.days)
    #expect(after.count == Self.days)
    #expect(hours.count == Self.days * 24)
  }

  @Test(arguments: pairs)
  func `the run is never within five minutes of a fetch`(zones: (String, String)) throws {
    let lines = try Lines(zones, path: "/home/me/\(zones.0)/tallystick.yaml")
    let fetches = lines.fetches.flatMap {
      $0.moments(from: Self.start, days: Self.days, in: lines.zone)
    }.map { $0.seconds / 60 }
    let taken = Set(fetches.flatMap { ($0 - 5)...($0 + 5) })
    let runs = lines.run.moments(from: Self.start, days: Self.days, in: lines.zone)
    // Where the clock moves by half an hour, the minutes of hours do too, for half of the year.
    #expect(runs.filter { taken.contains($0.seconds / 60) }.isEmpty)
  }

  @Test(arguments: pairs)
  func `a timer's run comes at a time of day that each day of its zone has once`(
    zones: (String, String)
  ) throws {
    let zone = try #require(TimeZone(identifier: zones.0))
    let found = ScheduleZones(
      calendar: ReportingCalendar(timeZone: zone),
      cron: .gmt,
      start: Self.start.utcDay
    )
    let taken = ScheduledMinutes(path: zones.1).taken
    let minute = found.minuteOfOwnDay(afterDayBy: 30, avoiding: taken)
    let line = try CrontabReading("\(minute % 60) \(minute / 60) * * * x")
    #expect(line.moments(from: Self.start, days: Self.days, in: zone).count == Self.days)
  }
}
