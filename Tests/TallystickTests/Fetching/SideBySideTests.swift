import ProviderSimulator
import Synchronization
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// Many sources in one run.
struct SideBySideTests {
  /// Real HTTP that counts how many exchanges are under way with each host.
  private final class Counting: HTTPTransport {
    private let base = CurlTransport(version: "test")
    private let counts = Mutex<[String: (now: Int, most: Int)]>([:])

    /// The most exchanges at once with any host.
    var mostOfOneHost: Int { counts.withLock { $0.values.map(\.most).max() ?? 0 } }
    var requests: Int { all.withLock { $0 } }
    private let all = Mutex(0)

    func send(
      _ request: HTTPRequest,
      limits: FetchLimits
    ) async throws(HTTPError) -> HTTPResponse {
      let host = request.url.split(separator: "/")[1]
      all.withLock { $0 += 1 }
      counts.withLock { counts in
        let count = counts[String(host)] ?? (0, 0)
        counts[String(host)] = (count.now + 1, max(count.most, count.now + 1))
      }
      defer { counts.withLock { $0[String(host)]?.now -= 1 } }
      return try await base.send(request, limits: limits)
    }
  }

  private func sources(
    at simulators: [ProviderSimulator],
    each count: Int
  ) async throws -> [Configuration.Source] {
    var lines = ["sources:"]
    for (number, simulator) in simulators.enumerated() {
      for index in 0..<count {
        let label = "\(number)-\(index)"
        lines += [
          "  - name: shoal-\(label)", "    provider: shoal", "    api_key: { env: KEY }",
          "    base_url: \(await simulator.baseURL(for: "shoal", label: label))",
          "    fetch: { tries: 1, connect: 300s, try: 300s, total: 600s }",
        ]
      }
    }
    return try Configuration.read(lines.joined(separator: "\n"), file: "t.yaml").sources
  }

  private func run(_ transport: any HTTPTransport) -> FetchRun {
    FetchRun(
      store: MemoryStore(),
      fetcher: UsageFetcher(transport: transport),
      vault: SecretVault(environment: [
        "KEY": ProviderSimulator.credentials["shoal"]?["api_key"] ?? ""
      ]),
      clock: .given(Simulation.now)
    )
  }

  @Test func `few are asked at once of one host, and all are fetched, in their order`() async throws
  {
    let simulators = (0..<3).map { _ in ProviderSimulator(now: Simulation.now) }
    for simulator in simulators {
      await simulator.setFault(.slow(by: .milliseconds(20)), for: "shoal")
      await simulator.setFault(.wrongKey, for: "shoal~1-5")
      try await simulator.start()
    }
    let sources = try await sources(at: simulators, each: 20)
    let transport = Counting()
    let done = Mutex<[Int]>([])
    let outcomes = try await run(transport).fetch(sources) { count in
      done.withLock { $0.append(count) }
    }
    for simulator in simulators { await simulator.stop() }
    #expect(outcomes.map(\.source) == sources.map(\.account.name))
    #expect(outcomes.filter { $0.status != .ok }.map(\.source) == ["shoal-1-5"])
    #expect(done.withLock { $0 } == Array(1...60))
    #expect(transport.requests == 60)
    #expect((1...4).contains(transport.mostOfOneHost))
  }

  @Test func `a run that is cancelled ends at once`() async throws {
    let simulator = ProviderSimulator(now: Simulation.now)
    await simulator.setFault(.slow(by: .seconds(3600)), for: "shoal")
    try await simulator.start()
    let sources = try await sources(at: [simulator], each: 10)
    let run = run(CurlTransport(version: "test"))
    let task = Task { try await run.fetch(sources) }
    while await simulator.requests(to: "shoal~0-0") == 0 {
      try await Task.sleep(for: .milliseconds(1))
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await simulator.stop()
  }
}
