import ArgumentParser
import Tallystick
import UsageModel
import UsagePlugins

/// `tally plugins`.
struct PluginsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugins",
    abstract: "List the plug-ins found: what each may see, and whether it passes its own tests.",
    discussion: """
      Plug-ins are Lua files: platforms in Scripts/providers, output formats in Scripts/writers, forecast and \
      allocation methods in Scripts/methods. Each is loaded and tried on made-up data in a process of its own.
      """
  )

  /// What the clock of tests shows without `--now`, so that a test says the same every day.
  private static let clock = Timestamp(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Print the list as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let reviews = try await PluginReviews(
      configuration: configuration,
      moment: shared.now?.timestamp ?? Self.clock,
      executable: ThisProgram.path
    ).reviews()
    let listing = PluginListing(reviews: reviews)
    if json {
      try Console.standard.output(listing.json.written())
    } else {
      for line in listing.table { try Console.standard.output(line) }
      for line in listing.complaints { Console.standard.error(line) }
      if reviews.isEmpty, !shared.quiet {
        Console.standard.error(
          "there is no plug-in in \(configuration.plugins.path); docs/writers.md shows how to write one"
        )
      }
    }
    if listing.hasFailed { throw ExitStatus.script }
  }
}

/// `tally plugin-review-worker`: the process that `tally plugins` and `tally check` start for each plug-in.
struct PluginReviewWorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: PluginReviews.workerCommand,
    abstract: "Look at one plug-in for another process of tally.",
    shouldDisplay: false
  )

  func run() async throws {
    guard try await PluginReviewWorker.run() else {
      throw CommandFailure(
        .usage,
        "tally \(PluginReviews.workerCommand) is started by tally itself, which tells it what to do; "
          + "use tally plugins"
      )
    }
  }
}
