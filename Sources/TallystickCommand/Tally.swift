import ArgumentParser
import Tallystick

/// The command `tally`.
@main
struct Tally: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Usage of metered platforms, as reports that your own Lua scripts define.",
    discussion: """
      Begin with `tally demo`, which needs no account, or with `tally init my-reports`.
      The exit status says what went wrong: 2 the command line or the configuration, 3 a source, \
      4 a script, 5 a budget, 6 the store, 7 an output file, 75 another run is at work.
      """,
    version: Tallystick.version,
    subcommands: [
      InitCommand.self, DemoCommand.self, FetchCommand.self, ReportCommand.self, RunCommand.self,
      UsageCommand.self, AllowancesCommand.self, BudgetsCommand.self, ExplainCommand.self,
      RatesCommand.self,
      ImportCommand.self, ExportCommand.self, StoreCommand.self, BacktestCommand.self,
      CheckCommand.self, TestCommand.self, ReplCommand.self, WatchCommand.self, StubsCommand.self,
      PluginsCommand.self, ScheduleCommand.self, DoctorCommand.self, WorkerCommand.self,
      TestWorkerCommand.self, PluginWorkerCommand.self, PluginReviewWorkerCommand.self,
    ]
  )

  static func main() async {
    do {
      // Reading a command line takes three milliseconds. Each script has a worker, and other programs ask for the version.
      switch Array(CommandLine.arguments.dropFirst()) {
      case [WorkerCommand._commandName]: return try await WorkerCommand().run()
      case ["--version"]: return try Console.standard.output(Tallystick.version)
      default: break
      }
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Self.exit(reporting: error)
    }
  }

  /// Ends the process with the documented status for an error, after its message.
  private static func exit(reporting error: any Error) -> Never {
    if let status = error as? ExitStatus { Self.exit(withError: ExitCode(status.rawValue)) }
    if let failure = CommandFailure(error) {
      Console.standard.error(failure.message)
      Self.exit(withError: ExitCode(failure.status.rawValue))
    }
    switch Self.exitCode(for: error) {
    case .success: Self.exit(withError: error)  // help and version
    case .validationFailure:
      Console.standard.error(Self.fullMessage(for: error))
      Self.exit(withError: ExitCode(ExitStatus.usage.rawValue))
    default:
      Console.standard.error("tally: \(error) (this is a mistake of the program; please report it)")
      Self.exit(withError: ExitCode(ExitStatus.bug.rawValue))
    }
  }
}
