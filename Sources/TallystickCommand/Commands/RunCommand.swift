import ArgumentParser
import Foundation
import Logging
import Tallystick
import UsageModel

/// `tally run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Fetch, report, check budgets and tell whom it concerns: what cron calls.",
    discussion: """
      It writes nothing when all is well. What does not work is told once when it begins and once when it works again, \
      on standard error, which cron mails, and to every receiver of `notify:`.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Wait as long for a run that is at work: 90s, 10m.", valueName: "duration")
  )
  var wait: Patience?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "End with status 5 where a budget is over (breach), or over or at risk (forecast).",
      valueName: "what"
    )
  )
  var failOn: Configuration.FailOn?

  @Option(
    name: .long,
    help: ArgumentHelp("How messages are written: text or json.", valueName: "format")
  )
  var logFormat: LogStyle = .text

  func run() async throws {
    var configuration = try shared.loadConfiguration()
    if let failOn { configuration.failOn = failOn }
    guard !configuration.sources.isEmpty else {
      throw CommandFailure(
        .usage,
        "\(configuration.file): no source is configured; add one to `sources:`"
      )
    }
    let lock = try await takeLock(of: configuration)
    defer { withExtendedLifetime(lock) {} }
    let secrets = KnownSecrets()
    let style = logFormat
    let level = Logger.Level(isQuiet: shared.quiet, verbosity: shared.verbose ? 1 : 0)
    let logger = Logger(label: "tally") {
      TallyLogHandler(label: $0, style: style, level: level, secrets: secrets)
    }
    let run = UsageRun(
      configuration,
      store: try configuration.openStore(at: shared.moment),
      clock: shared.now.map { .given($0.timestamp) } ?? .machine(shared.moment),
      executable: ThisProgram.path,
      secrets: secrets,
      logger: logger
    ) { message in
      guard style == .text else {
        logger.log(level: message.kind.level, "\(message.title): \(message.text)")
        return
      }
      Console.standard.error(secrets.redacted("\(message.title): \(message.text)"))
    }
    let outcome = try await run.run(began: Timestamp(Date()))
    if let status = ExitStatus(rawValue: Int32(outcome.status)) { throw status }
  }

  /// Takes the lock, or leaves with the status of one that is held.
  private func takeLock(of configuration: Configuration) async throws -> RunLock {
    do {
      return try await RunLock.take(
        of: configuration.store,
        at: shared.moment,
        waiting: wait?.duration ?? .zero
      )
    } catch let failure as RunLock.Failure {
      switch failure {
      case .held(let text): throw CommandFailure(.busy, text)
      case .unusable(let text): throw CommandFailure(.store, text)
      }
    }
  }
}

extension RunMessage.Kind {
  /// How a program that reads the log weighs the message.
  fileprivate var level: Logger.Level {
    switch self {
    case .alert, .problem: .error
    case .recovery: .notice
    }
  }
}
