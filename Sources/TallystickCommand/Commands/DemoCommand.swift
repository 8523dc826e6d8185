import ArgumentParser
import Foundation
import ProviderSimulator
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// `tally demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The whole job without any account, against simulated platforms on this machine.",
    discussion: """
      Fetches 14 months of five simulated platforms over HTTP into a new store, and renders every shipped \
      script. The same command gives the same bytes.
      """
  )

  @Argument(help: ArgumentHelp("The folder.", valueName: "dir"))
  var folder = "tally-demo"

  @Option(
    name: .long,
    help: ArgumentHelp("The moment that the demo ends at.", valueName: "time")
  )
  var now: Moment = Moment(Timestamp(seconds: 1_795_240_800))

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Only simulate the platforms, on port \(DemoFolder.port), until you press Ctrl-C."
    )
  )
  var serve = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "With --serve: make the platforms fail, or one of them with platform=fault.",
      valueName: "fault"
    )
  )
  var fault: [FaultOption] = []

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard serve || fault.isEmpty else { throw ValidationError("--fault goes with --serve only") }
  }

  func run() async throws {
    if serve { return try await simulate() }
    let demo = DemoFolder(path: folder)
    try demo.make(until: now.timestamp)
    let simulator = ProviderSimulator(now: now.timestamp)
    try await simulator.start()
    var configuration = try Configuration.load(demo.configurationFile)
    for index in configuration.sources.indices {
      let provider = configuration.sources[index].account.provider
      configuration.sources[index].account.baseURL = await simulator.baseURL(for: provider)
    }
    let moments = DemoSchedule.moments(until: now.timestamp)
    // The terms are known from the first fetch on, so that reports as of any moment of the demo have them.
    let store = try configuration.openStore(at: moments.first ?? now.timestamp)
    let fetcher = configuration.fetcher()
    for (index, moment) in moments.enumerated() {
      if index % 50 == 0, !quiet {
        Console.standard.progress("Fetching \(moment.utcDay)…")
      }
      await simulator.setNow(moment)
      let run = FetchRun(
        store: store,
        fetcher: fetcher,
        vault: configuration.vault,
        clock: .given(moment)
      )
      for outcome in try await run.fetch(configuration.sources) {
        if let message = outcome.message { throw CommandFailure(.source, message) }
      }
    }
    Console.standard.endProgress()
    await simulator.stop()
    try store.importMetric(
      try MetricFile.read(
        Array(DemoUsers.text(until: now.timestamp).utf8),
        file: DemoUsers.file,
        metric: DemoUsers.metric
      ),
      learntAt: now.timestamp
    )
    try store.keepRecords(in: configuration.usageContext(at: now.timestamp))
    try await render(configuration)
  }

  private func render(_ configuration: Configuration) async throws {
    let request = ReportRequest(reports: configuration.allReports, now: now.timestamp)
    let outcomes = try await ReportWorkers(
      configuration: configuration,
      executable: ThisProgram.path
    ).render(request)
    var files: [RenderedFile] = []
    for outcome in outcomes {
      switch outcome.result {
      case .success(let rendered): files += rendered
      case .failure(let problem): throw CommandFailure(.script, problem.description)
      }
    }
    let paths = try ReportFolder(configuration.output, appearance: configuration.appearance)
      .write(files, of: outcomes.flatMap(\.documents))
    guard !quiet else { return }
    try Console.standard.output("The reports:")
    for path in paths { try Console.standard.output("  \(path)") }
    try Console.standard.output(
      """
      The folder \(folder) is a working folder like any other; look around:
        cd \(folder)
        tally usage --by provider --now \(now.timestamp)
        tally report --now \(now.timestamp)
      """
    )
  }

  /// Answers at the addresses of the demo's configuration until the process is ended.
  private func simulate() async throws {
    let simulator = ProviderSimulator(clock: { Timestamp(Date()) })
    for option in fault {
      for provider in option.providers { await simulator.setFault(option.fault, for: provider) }
    }
    try await simulator.start(port: DemoFolder.port)
    if !quiet {
      for provider in ProviderSimulator.credentials.keys.sorted() {
        Console.standard.error("\(provider): \(await simulator.baseURL(for: provider))")
      }
    }
    while true { try await Task.sleep(for: .seconds(3600)) }
  }
}
