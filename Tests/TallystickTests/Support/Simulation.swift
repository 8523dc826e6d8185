import Foundation
import ProviderSimulator
import Tallystick
import UsageModel
import UsageProviders
import UsageStore

/// Five configured accounts at a simulator on loopback, and a store.
struct Simulation {
  let simulator: ProviderSimulator
  let configuration: Configuration
  let store: MemoryStore

  static let now = Timestamp(rfc3339: "2026-11-21T06:00:00Z") ?? Timestamp(seconds: 0)

  /// Runs a test against a simulator that is stopped afterwards.
  static func run(
    _ body: (Simulation) async throws -> Void
  ) async throws {
    let simulator = ProviderSimulator(now: now)
    try await simulator.start()
    do {
      try await body(try await Simulation(simulator))
    } catch {
      await simulator.stop()
      throw error
    }
    await simulator.stop()
  }

  private init(_ simulator: ProviderSimulator) async throws {
    self.simulator = simulator
    store = MemoryStore()
    var lines = ["sources:"]
    for (provider, key) in Self.keys {
      lines += [
        "  - name: my-\(provider)", "    provider: \(provider)",
        "    \(key): { env: \(provider.uppercased()) }",
        "    base_url: \(await simulator.baseURL(for: provider))",
        "    fetch: { tries: 1, connect: 120s, try: 120s, total: 300s }",
      ]
      if provider == "helius" {
        lines.append("    project: \(ProviderSimulator.credentials["helius"]?["project"] ?? "")")
      }
    }
    configuration = try Configuration.read(lines.joined(separator: "\n"), file: "tallystick.yaml")
  }

  static let keys = [
    ("puter", "token"), ("notte", "api_key"), ("cuadra", "token"), ("helius", "api_key"),
    ("shoal", "api_key"),
  ]

  /// The credentials as variables, by the platform's name in capitals.
  static var environment: [String: String] {
    keys.reduce(into: [:]) { variables, entry in
      variables[entry.0.uppercased()] = ProviderSimulator.credentials[entry.0]?[entry.1]
    }
  }

  func fetch(
    _ environment: [String: String] = environment,
    at moment: Timestamp = now
  ) async throws -> [FetchOutcome] {
    try await fetch(configuration.sources, environment, at: moment)
  }

  func fetch(
    _ sources: [Configuration.Source],
    _ environment: [String: String] = environment,
    at moment: Timestamp = now
  ) async throws -> [FetchOutcome] {
    let run = FetchRun(
      store: store,
      fetcher: UsageFetcher(transport: CurlTransport(version: "test")),
      vault: SecretVault(environment: environment),
      clock: .given(moment)
    )
    return try await run.fetch(sources)
  }

  /// Everything that is stored.
  func records() throws -> [UsageRecord] {
    let days = Day(daysSince1970: 0)..<Day(daysSince1970: 30_000)
    let query = UsageQuery(days: days, dimensions: nil, filter: UsageFilter(), asOf: Self.now)
    return try store.answer(query, in: configuration.usageContext(at: .distantPast)).records
  }
}

/// A network on which nothing answers.
struct Unreachable: HTTPTransport {
  func send(_ request: HTTPRequest, limits: FetchLimits) async throws(HTTPError) -> HTTPResponse {
    throw HTTPError(.noConnection, "no connection")
  }
}
