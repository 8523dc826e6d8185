import Foundation
import Measurement
import ProviderSimulator
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// What fetching five sources takes beyond the wait for the slowest of them.
enum LatencyBenchmark {
  private static let runs = 21
  /// How long the slowest platform takes to answer.
  private static let slowest = 0.3

  static func run() async throws {
    let platforms = try await SimulatedPlatforms(simulators: 1, sources: 5)
    await platforms.simulators[0].setFault(
      .slow(by: .milliseconds(Int(slowest * 1000))),
      for: "shoal"
    )
    let configuration = try Configuration.load("\(platforms.folder)/tallystick.yaml")
    var inProcess: [Double] = []
    var command: [Double] = []
    for _ in 0..<runs {
      platforms.forget()
      inProcess.append(try await fetch(configuration))
      platforms.forget()
      let run = try await TallyRun.run(
        ["fetch", "--now", "\(SimulatedPlatforms.now)"],
        in: platforms.folder
      )
      command.append((run.seconds - slowest) * 1000)
    }
    await platforms.end()
    let what = "five sources fetched into a new store, beyond the slowest reply's own"
    row("\(what), in process", median(inProcess), "at most", 150, "ms", limit: "at most 1")
    row("\(what), the command", median(command), "at most", 150, "ms", limit: "at most 1")
  }

  /// Milliseconds beyond the slowest reply.
  private static func fetch(_ configuration: Configuration) async throws -> Double {
    let start = ContinuousClock.now
    let run = FetchRun(
      store: try configuration.openStore(at: SimulatedPlatforms.now),
      fetcher: UsageFetcher(transport: CurlTransport(version: Tallystick.version)),
      vault: configuration.vault,
      clock: .given(SimulatedPlatforms.now)
    )
    let outcomes = try await run.fetch(configuration.sources)
    guard outcomes.allSatisfy({ $0.status == .ok }) else {
      throw TallyRun.Failure(text: outcomes.compactMap(\.message).joined(separator: "\n"))
    }
    return (start.duration(to: .now) / .seconds(1) - slowest) * 1000
  }
}
