import ArgumentParser
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// `tally fetch`.
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch what the platforms say, and keep it."
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("The sources to fetch (default: all).", valueName: "source"))
  var names: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Back-fill from this month on, where a platform allows it.",
      valueName: "month"
    )
  )
  var since: Month?

  @Flag(name: .long, help: "Print the outcome as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let sources = try chosenSources(of: configuration)
    let store = try configuration.openStore(at: shared.moment)
    let run = FetchRun(
      store: store,
      fetcher: configuration.fetcher(readingWith: PluginWorkers(executable: ThisProgram.path)),
      vault: configuration.vault,
      clock: shared.now.map { .given($0.timestamp) } ?? .machine(shared.moment)
    )
    let progress = FetchProgress(of: sources.count, isWanted: !shared.quiet && !json)
    progress.show(0)
    let outcomes: [FetchOutcome]
    do {
      defer { progress.end() }
      outcomes = try await run.fetch(sources, since: since) { progress.show($0) }
    }
    try report(outcomes)
    // Reports are the same without, so that a store that another process writes to is no failure.
    do {
      try store.keepRecords(in: configuration.usageContext(at: shared.moment))
    } catch {
      if shared.verbose {
        Console.standard.error("records are not kept for fast reports: \(error)")
      }
    }
    if outcomes.contains(where: { $0.status == .failed }) { throw ExitStatus.source }
  }

  private func chosenSources(of configuration: Configuration) throws -> [Configuration.Source] {
    guard !configuration.sources.isEmpty else {
      throw CommandFailure(
        .usage,
        "\(configuration.file): no source is configured; add one to `sources:`"
      )
    }
    guard !names.isEmpty else { return configuration.sources }
    let known = configuration.sources.map(\.account.name)
    for name in names where !known.contains(name) {
      throw CommandFailure(
        .usage,
        "unknown source \"\(name)\"; the sources are \(known.joined(separator: ", "))"
      )
    }
    return configuration.sources.filter { names.contains($0.account.name) }
  }

  private func report(_ outcomes: [FetchOutcome]) throws {
    if json {
      let sources = outcomes.map { outcome in
        JSONText.object([
          ("source", .string(outcome.source)), ("status", .string(outcome.status.rawValue)),
          ("message", .text(outcome.message)), ("retries", .integer(outcome.retries)),
          ("learnt_at", .text(outcome.learntAt?.description)),
        ])
      }
      try Console.standard.output(
        JSONText.object([("sources", .array(sources))]).written(breaking: 2)
      )
    }
    for outcome in outcomes {
      if let message = outcome.message { Console.standard.error(message) }
      guard !shared.quiet else { continue }
      for warning in outcome.warnings {
        Console.standard.error("warning: \(warning)")
      }
      if !json, outcome.status != .failed, shared.verbose || Console.standard.isInteractive {
        Console.standard.error("\(outcome.source): \(outcome.status.rawValue)")
      }
    }
  }
}
