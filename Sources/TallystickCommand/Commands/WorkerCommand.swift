import ArgumentParser
import Tallystick

/// `tally worker`: the process that `tally report` and `tally check` start for each script.
struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Render one report for another process of tally.",
    shouldDisplay: false
  )

  func run() async throws {
    guard try await ReportWorker.run() else {
      throw CommandFailure(
        .usage,
        "tally worker is started by tally itself, which tells it what to do; use tally report"
      )
    }
  }
}
