import ArgumentParser
import Foundation
import Tallystick

/// `tally schedule`.
struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print the crontab lines or systemd units that run this folder, or install them.",
    discussion: """
      Sources are fetched each hour, and before and after midnight UTC, where billing windows end. `tally run` is \
      called once a day, when the day is over in the configured time zone. The minutes follow from the folder's \
      path, so that not everybody asks the platforms at once.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Units of the user's systemd in place of lines for cron.")
  var systemd = false

  @Flag(
    name: .long,
    help: "Install it in place of what is installed of this folder; all else stays."
  )
  var install = false

  @Flag(name: .long, help: "Take away what is installed of this folder; all else stays.")
  var remove = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The time zone that cron works in (default: the machine's).",
      valueName: "zone"
    )
  )
  var cronZone: ZoneName?

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  func validate() throws {
    if install, remove { throw ValidationError("Choose --install or --remove.") }
    if systemd, cronZone != nil {
      throw ValidationError("--cron-zone is for cron; systemd knows time zones by name.")
    }
  }

  func run() async throws {
    do {
      try await remove ? takeAway() : scheduled(try schedule())
    } catch let error as ScheduleError {
      throw CommandFailure(error.code == .unavailable ? .usage : .output, error.description)
    }
  }

  private func schedule() throws -> Schedule {
    let configuration = try shared.loadConfiguration()
    return try Schedule(
      program: ScheduledFile.program,
      configuration: ScheduledFile.path(of: shared.configurationFile),
      environmentFile: configuration.environmentFile.map(ScheduledFile.path(of:)),
      calendar: configuration.calendar,
      cronZone: cronZone?.zone ?? MachineZone.current,
      now: shared.moment
    )
  }

  private func scheduled(_ schedule: Schedule) async throws {
    switch (install, systemd) {
    case (false, false):
      try Console.standard.output(bytes: Array(schedule.crontab().utf8))
    case (false, true):
      let folder = UserUnits(environment: Self.environment).folder
      let texts = schedule.units.map { "# \(folder)/\($0.name)\n\($0.text)" }
      try Console.standard.output(bytes: Array(texts.joined(separator: "\n").utf8))
    case (true, false):
      let changed = try await UserCrontab(environment: Self.environment).install(schedule)
      say("crontab: \(changed ? "installed" : "nothing to change for") \(schedule.configuration)")
    case (true, true):
      let units = UserUnits(environment: Self.environment)
      let outcome = try await units.install(schedule)
      say(
        "\(units.folder): "
          + "\(outcome.changed ? "installed" : "nothing to change for") \(schedule.configuration)"
      )
      tell(outcome.commands)
      say("to have it run also while you are not logged in: loginctl enable-linger")
    }
  }

  private func takeAway() async throws {
    let file = ScheduledFile.path(of: shared.configurationFile)
    if systemd {
      let units = UserUnits(environment: Self.environment)
      let outcome = try await units.remove(file)
      say("\(units.folder): \(outcome.changed ? "removed" : "nothing installed of") \(file)")
      tell(outcome.commands)
    } else {
      let changed = try await UserCrontab(environment: Self.environment).remove(file)
      say("crontab: \(changed ? "removed" : "nothing installed of") \(file)")
    }
  }

  private func say(_ text: String) {
    if !shared.quiet { Console.standard.error(text) }
  }

  /// What is left for the user to do, which also `--quiet` does not keep back.
  private func tell(_ commands: [String]) {
    guard !commands.isEmpty else { return }
    Console.standard.error("systemd could not be told from here; run:")
    for command in commands { Console.standard.error("  \(command)") }
  }
}
