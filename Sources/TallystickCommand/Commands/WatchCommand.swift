import ArgumentParser
import Tallystick
import UsageModel

/// `tally watch`.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Render a report again each time its script changes.",
    discussion: """
      Looks at the script, at what is in lib/ beside it, and at the configuration. An error is told, and the report \
      stays as it was. End with Ctrl-C.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("A script, or the name of a report.", valueName: "script"))
  var script: String

  @Option(
    name: .long,
    help: ArgumentHelp("\(Period.forms) (default: the month of --now).", valueName: "period")
  )
  var period: Period?

  @Option(
    name: .long,
    help: ArgumentHelp("The folder to write to (default: `output:`).", valueName: "dir")
  )
  var out: String?

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    guard out != "" else {
      throw CommandFailure(.usage, "--out names no folder; leave it out to write to `output:`")
    }
    let watch = ReportWatch(
      script: script,
      period: period,
      out: out,
      now: shared.now?.timestamp,
      isVerbose: shared.verbose,
      configuration: configuration,
      report: try configuration.reports(named: [script])
    )
    try await StopSignals.run {
      var watch = watch
      try await watch.renderForever()
    }
  }
}
