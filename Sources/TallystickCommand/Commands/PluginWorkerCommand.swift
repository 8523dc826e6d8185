import ArgumentParser
import Tallystick

/// `tally plugin-worker`: the process that `tally fetch` and `tally run` start for each reply that a plug-in reads.
struct PluginWorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: PluginWorkers.workerCommand,
    abstract: "Read one reply with a plug-in for another process of tally.",
    shouldDisplay: false
  )

  func run() async throws {
    guard try await PluginWorker.run() else {
      throw CommandFailure(
        .usage,
        "tally \(PluginWorkers.workerCommand) is started by tally itself, which tells it what to do; "
          + "use tally fetch"
      )
    }
  }
}
