import ArgumentParser
import ReportScripting
import Tallystick
import UsageModel

/// `tally test`.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of your scripts: the files that end in _test.lua.",
    discussion: """
      A test runs a report on usage that it makes up, so it needs neither a store nor an account. \
      Each file has a process of its own, with the sandbox and the limits of a report.
      """
  )

  /// What the clock of test files shows without `--now`, so that a test says the same every day.
  private static let clock = Timestamp(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

  @OptionGroup var shared: SharedOptions

  @Argument(
    help: ArgumentHelp("Files or folders with tests (default: Scripts/).", valueName: "path")
  )
  var paths: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Only tests whose name contains this text.", valueName: "text")
  )
  var filter: String?

  @Flag(name: .long, help: "Print the outcome as JSON.")
  var json = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let run = TestRun(
      configuration: configuration,
      moment: shared.now?.timestamp ?? Self.clock,
      filter: filter,
      executable: ThisProgram.path
    )
    let listing = TestListing(results: try await run.run(try files(of: configuration)))
    if let filter, listing.tests.isEmpty, !listing.hasFailed {
      throw CommandFailure(.usage, "no test has \"\(filter)\" in its name")
    }
    if json {
      try Console.standard.output(listing.json.written())
    } else {
      for line in listing.failures(withDetails: shared.verbose) { Console.standard.error(line) }
      if shared.verbose { for line in listing.log { Console.standard.error(line) } }
      if !shared.quiet { try Console.standard.output(listing.summary) }
    }
    if listing.hasFailed { throw ExitStatus.script }
  }

  private func files(of configuration: Configuration) throws -> [TestFile] {
    var files: [TestFile] = []
    for path in paths.isEmpty ? [nil] : paths.map(Optional.some) {
      guard let found = configuration.testFiles(at: path) else {
        throw CommandFailure(.usage, "there is no file or folder \"\(path ?? "Scripts")\"")
      }
      guard !found.isEmpty else {
        throw CommandFailure(
          .usage,
          "there is no test in \(path ?? "Scripts"); the name of a file with tests ends in "
            + Configuration.testSuffix
        )
      }
      files += found.filter { !files.contains($0) }
    }
    return files
  }
}

/// `tally test-worker`: the process that `tally test` starts for each file.
struct TestWorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: TestRun.workerCommand,
    abstract: "Run one file with tests for another process of tally.",
    shouldDisplay: false
  )

  func run() async throws {
    guard try await TestWorker.run() else {
      throw CommandFailure(
        .usage,
        "tally \(TestRun.workerCommand) is started by tally itself, which tells it what to do; use tally test"
      )
    }
  }
}
