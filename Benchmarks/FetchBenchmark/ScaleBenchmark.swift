import Foundation
import Measurement
import ProviderSimulator
import UsageModel

/// What a run with a thousand sources opens and takes.
enum ScaleBenchmark {
  private static let sources = 1000
  private static let simulators = 40

  static func run() async throws {
    let platforms = try await SimulatedPlatforms(simulators: simulators, sources: sources)
    // As far away as a platform usually is; without it, hardly two replies would be under way at once.
    for simulator in platforms.simulators {
      for provider in ["puter", "notte", "cuadra", "helius", "shoal"] {
        await simulator.setFault(.slow(by: .milliseconds(100)), for: provider)
      }
    }
    let ports = await platforms.ports
    var most = 0
    let run = try await TallyRun.run(
      ["fetch", "--now", "\(SimulatedPlatforms.now)"],
      in: platforms.folder
    ) {
      most = max(most, Connections.open(to: ports))
    }
    await platforms.end()
    let what = "\(sources) sources in one run of tally fetch"
    row(
      "\(what), the most connections at once",
      Double(most),
      "at most",
      64,
      "",
      limit: "at most 1"
    )
    row(
      "\(what), the most threads at once",
      Double(run.mostThreads),
      "at most",
      64,
      "",
      limit: "at most 1"
    )
    row("\(what), peak memory", run.peakMemory, "at most", 150, "MB", limit: "at most 1")
    row(
      "\(what), wall",
      run.seconds,
      "100 ms for each, one after the other",
      Double(sources) / 10,
      "s",
      limit: "–"
    )
  }
}
