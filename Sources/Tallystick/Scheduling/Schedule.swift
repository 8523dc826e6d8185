public import Foundation
public import UsageModel

/// When the jobs of a working folder run, and how they are called.
public struct Schedule: Sendable {
  /// The program's absolute path.
  let program: String
  /// The configuration's absolute path, which tells schedules apart.
  public let configuration: String
  /// The file with variables for credentials, where there is one.
  let environmentFile: String?
  let zones: ScheduleZones
  let minutes: ScheduledMinutes

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - program: The absolute path of `tally`.
  ///   - configuration: The absolute path of the configuration.
  ///   - environmentFile: The file that `env_file:` names.
  ///   - calendar: The days of the configuration.
  ///   - cronZone: The zone that the machine's cron works in.
  ///   - now: The moment from which on the times have to be right.
  /// - Throws: Where a path cannot stand in a line of a file.
  public init(
    program: String,
    configuration: String,
    environmentFile: String? = nil,
    calendar: ReportingCalendar,
    cronZone: TimeZone,
    now: Timestamp
  ) throws(ScheduleError) {
    for path in [program, configuration] {
      guard path.hasPrefix("/"),
        path.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
      else {
        throw ScheduleError(
          .unavailable,
          "\(path): a path with a line break or another control character cannot be scheduled"
        )
      }
      // What is no UTF-8 was replaced when the path was read.
      guard !path.unicodeScalars.contains("\u{FFFD}") else {
        throw ScheduleError(
          .unavailable,
          "\(path): a path that is no UTF-8 cannot be scheduled; rename the folder"
        )
      }
    }
    self.program = program
    self.configuration = configuration
    self.environmentFile = environmentFile
    zones = ScheduleZones(calendar: calendar, cron: cronZone, start: now.utcDay)
    minutes = ScheduledMinutes(path: configuration)
  }

  /// The name of the configured time zone.
  var zoneName: String { Self.name(of: zones.calendar.timeZone) }

  /// The name of the zone that cron works in.
  var cronZoneName: String { Self.name(of: zones.cron) }

  private static func name(of zone: TimeZone) -> String {
    zone == .gmt ? "UTC" : zone.identifier
  }

  /// The words of a command of `tally`.
  func words(_ command: [String]) -> [String] {
    [program] + command + ["--config", configuration]
  }

  /// The words that fetch.
  var fetch: [String] { words(["fetch", "--quiet"]) }

  /// The words that fetch, report and notify.
  var run: [String] { words(["run"]) }
}
