import ProviderSimulator
import Synchronization
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// One account at a simulated platform that can be made to fail, and the store of what it told.
struct FaultyPlatform {
  let provider: String
  let simulator: ProviderSimulator
  let source: Configuration.Source
  let store = MemoryStore()
  let waits = Waits()

  /// The waits that fetching would have made; here time passes only by them.
  final class Waits: Sendable {
    private let all = Mutex<[Duration]>([])

    var made: [Duration] { all.withLock { $0 } }

    var clock: FetchClock {
      FetchClock(
        now: { Simulation.now },
        elapsed: { self.made.reduce(.zero, +) },
        sleep: { wait in self.all.withLock { $0.append(wait) } },
        random: { 0.5 }
      )
    }
  }

  /// Runs a test against a platform that is stopped afterwards.
  static func run(
    _ provider: String,
    machineToken: Bool = false,
    _ body: (FaultyPlatform) async throws -> Void
  ) async throws {
    let simulator = ProviderSimulator(now: Simulation.now)
    try await simulator.start()
    do {
      let platform = try await FaultyPlatform(provider, machineToken, simulator)
      try await body(platform)
    } catch {
      await simulator.stop()
      throw error
    }
    await simulator.stop()
  }

  private init(
    _ provider: String,
    _ machineToken: Bool,
    _ simulator: ProviderSimulator
  ) async throws {
    self.provider = provider
    self.simulator = simulator
    let credentials = ProviderSimulator.credentials[provider] ?? [:]
    let keys: [String] =
      machineToken
      ? ["client_id", "client_secret"] : [credentials["token"] == nil ? "api_key" : "token"]
    var lines = [
      "sources:", "  - provider: \(provider)",
      "    base_url: \(await simulator.baseURL(for: provider))",
    ]
    for key in keys { lines.append("    \(key): { env: \(key) }") }
    if let project = credentials["project"] { lines.append("    project: \(project)") }
    if provider == "notte" { lines.append("    backfill_months: 0") }
    if machineToken { lines.append("    token_url: \(await simulator.cuadraTokenURL)") }
    let configuration = try Configuration.read(
      lines.joined(separator: "\n"),
      file: "tallystick.yaml"
    )
    source = configuration.sources[0]
  }

  /// Fetches the account; the port in the outcome's texts reads `PORT`.
  func fetch(
    at moment: Timestamp? = nil,
    _ change: (inout FetchLimits) -> Void = { _ in }
  ) async throws -> FetchOutcome {
    var source = source
    // Time enough also on a machine that has other things to do.
    source.account.limits.connect = .seconds(300)
    source.account.limits.attempt = .seconds(300)
    source.account.limits.total = .seconds(600)
    change(&source.account.limits)
    let run = FetchRun(
      store: store,
      fetcher: UsageFetcher(transport: CurlTransport(version: "test"), clock: waits.clock),
      vault: SecretVault(environment: ProviderSimulator.credentials[provider] ?? [:]),
      clock: moment.map { .given($0) } ?? .machine(Simulation.now)
    )
    var outcome = try await run.fetch([source])[0]
    let port = ":\(await simulator.port)/"
    outcome.message = outcome.message?.replacing(port, with: ":PORT/")
    outcome.warnings = outcome.warnings.map { $0.replacing(port, with: ":PORT/") }
    return outcome
  }

  /// Everything that is stored.
  func records() throws -> [UsageRecord] {
    let days = Day(daysSince1970: 0)..<Day(daysSince1970: 30_000)
    let asOf = Simulation.now.advanced(bySeconds: 30 * 86_400)
    let query = UsageQuery(days: days, dimensions: nil, filter: UsageFilter(), asOf: asOf)
    let context = UsageContext(
      calendar: .utc,
      currency: "USD",
      sources: [:],
      apps: [:]
    )
    return try store.answer(query, in: context).records
  }
}
