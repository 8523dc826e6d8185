import Foundation
import UsageModel

/// Whether anything calls `tally` for this folder, and as it would be installed now.
struct ScheduleCheck: DoctorCheck {
  let name = "schedule"
  private let configuration: Configuration
  private let environment: [String: String]
  private let now: Timestamp
  private let isWhole: Bool
  private let program: String
  private let zone: TimeZone
  private let isCronRunning: @Sendable () -> Bool

  /// Looks into the crontab and the units of the user of an environment.
  ///
  /// Of a configuration that is not whole, nobody can say what would be installed now.
  init(
    _ configuration: Configuration,
    _ environment: [String: String],
    now: Timestamp,
    isWhole: Bool = true,
    program: String = ScheduledFile.program,
    zone: TimeZone = MachineZone.current,
    isCronRunning: @escaping @Sendable () -> Bool = { RunningPrograms.has(["cron", "crond"]) }
  ) {
    self.configuration = configuration
    self.environment = environment
    self.now = now
    self.isWhole = isWhole
    self.program = program
    self.zone = zone
    self.isCronRunning = isCronRunning
  }

  func findings() async -> [DoctorFinding] {
    let file = ScheduledFile.path(of: configuration.file)
    let units = UserUnits(environment: environment)
    do {
      let schedule = try Schedule(
        program: program,
        configuration: file,
        environmentFile: configuration.environmentFile.map(ScheduledFile.path(of:)),
        calendar: configuration.calendar,
        cronZone: zone,
        now: now
      )
      if !units.names(of: file).isEmpty {
        guard isWhole, units.differ(from: schedule) else { return [] }
        return [outdated("units", "tally schedule --systemd --install", file)]
      }
      let crontab = try await UserCrontab(environment: environment).content() ?? []
      guard let lines = try CrontabBlock(configuration: file).lines(in: crontab) else {
        return isCalledOtherwise(in: crontab, file) ? silence : [nothing(file)]
      }
      let wanted = try schedule.crontab().split(separator: "\n").dropFirst().dropLast()
      let isCurrent = !isWhole || Self.jobs(lines) == Self.jobs(wanted.map(String.init))
      return (isCurrent ? [] : [outdated("crontab lines", "tally schedule --install", file)])
        + silence
    } catch  where error.code == .unavailable {
      return [nothing(file)]
    } catch {
      return [DoctorFinding(.fault, error.description)]
    }
  }

  /// Whether somebody wrote a line of their own.
  private func isCalledOtherwise(in crontab: [UInt8], _ file: String) -> Bool {
    String(decoding: crontab, as: UTF8.self).split(separator: "\n").contains { line in
      !line.hasPrefix("#") && line.contains("tally")
        && (line.contains(file) || line.contains("cd \(file.folderOfFile)"))
    }
  }

  /// What is wrong where there are lines, and nobody reads them.
  private var silence: [DoctorFinding] {
    guard !isCronRunning() else { return [] }
    let text = "the crontab has lines for this folder, but cron does not run"
    return [DoctorFinding(.fault, text, mend: "service cron start")]
  }

  private func nothing(_ file: String) -> DoctorFinding {
    DoctorFinding(
      .note,
      "nothing runs `tally` for this folder",
      mend: "tally schedule --install --config \(ShellWord.quoted(file))"
    )
  }

  private func outdated(_ what: String, _ command: String, _ file: String) -> DoctorFinding {
    DoctorFinding(
      .note,
      "the \(what) of this folder are not what would be installed now; the program moved, or a time zone changed",
      mend: "\(command) --config \(ShellWord.quoted(file))"
    )
  }

  /// The lines that do something.
  private static func jobs(_ lines: [String]) -> [String] {
    lines.filter { !$0.hasPrefix("#") }
  }
}
