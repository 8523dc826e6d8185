import ProviderSimulator
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

@Suite struct FetchRunTests {
  @Test func `five platforms are fetched, and a second time tell nothing new`() async throws {
    try await Simulation.run { simulation async throws in
      let first = try await simulation.fetch()
      #expect(
        first.map(\.source) == ["my-puter", "my-notte", "my-cuadra", "my-helius", "my-shoal"]
      )
      #expect(first.map(\.status) == Array(repeating: .ok, count: 5))
      #expect(first.allSatisfy { $0.message == nil && $0.learntAt == Simulation.now })
      #expect(simulation.store.sources(asOf: Simulation.now).count == 5)
      let records = try simulation.records()
      let second = try await simulation.fetch()
      #expect(second.map(\.status) == Array(repeating: .unchanged, count: 5))
      #expect(try simulation.records() == records)
    }
  }

  @Test func `only the sources that were asked for are fetched`() async throws {
    try await Simulation.run { simulation async throws in
      let outcomes = try await simulation.fetch([simulation.configuration.sources[2]])
      #expect(outcomes.map(\.source) == ["my-cuadra"])
      #expect(try await simulation.fetch([]).isEmpty)
      #expect(simulation.store.sources(asOf: Simulation.now).map(\.identity.name) == ["my-cuadra"])
    }
  }

  @Test(arguments: [
    (ProviderSimulator.Fault.status(503), "answers 503"),
    (.status(500), "answers 500"), (.status(429), "answers 429"), (.notJSON, ""),
  ])
  func `a platform that fails leaves the others fetched, and its history as it was`(
    fault: ProviderSimulator.Fault,
    what: String
  ) async throws {
    try await Simulation.run { simulation async throws in
      _ = try await simulation.fetch()
      let before = try simulation.records().filter { $0.source == "my-notte" }
      await simulation.simulator.setFault(fault, for: "notte")
      let later = Simulation.now.advanced(bySeconds: 86_400)
      await simulation.simulator.setNow(later)
      let outcomes = try await simulation.fetch(at: later)
      #expect(outcomes.map(\.status) == [.ok, .failed, .ok, .ok, .ok])
      let message = try #require(outcomes[1].message)
      #expect(message.hasPrefix("my-notte: "))
      #expect(message.contains(what))
      #expect(try simulation.records().filter { $0.source == "my-notte" } == before)
      #expect(simulation.store.lastObserved(of: "my-notte").values.allSatisfy { $0 < later })
    }
  }

  @Test func `a wrong key fails its source, and the key is not shown`() async throws {
    try await Simulation.run { simulation async throws in
      var environment = Simulation.environment
      environment["HELIUS"] = "wrong-SECRET-key"
      let outcomes = try await simulation.fetch(environment)
      #expect(outcomes.map(\.status) == [.ok, .ok, .ok, .failed, .ok])
      let message = try #require(outcomes[3].message)
      #expect(message.hasPrefix("my-helius: "))
      #expect(message.hasSuffix("; check `api_key:` of source my-helius"))
      #expect(!message.contains("SECRET"))
    }
  }

  @Test func `a missing secret fails its source`() async throws {
    try await Simulation.run { simulation async throws in
      var environment = Simulation.environment
      environment["SHOAL"] = nil
      let outcomes = try await simulation.fetch(environment)
      #expect(outcomes.map(\.status) == [.ok, .ok, .ok, .ok, .failed])
      #expect(
        outcomes[4].message
          == "my-shoal: the variable SHOAL is missing: the environment does not set it"
      )
      #expect(outcomes[4].learntAt == nil)
    }
  }

  @Test func `an address where nothing answers fails its source`() async throws {
    try await Simulation.run { simulation async throws in
      var sources = simulation.configuration.sources
      sources[0].account.baseURL = "http://127.0.0.1:1"
      let outcomes = try await simulation.fetch(sources)
      #expect(outcomes.map(\.status) == [.failed, .ok, .ok, .ok, .ok])
      let message = try #require(outcomes[0].message)
      #expect(message.hasPrefix("my-puter: "))
      #expect(
        message.hasSuffix("; check the network of this machine and `base_url:` of source my-puter")
      )
    }
  }

  @Test func `a store that cannot be used ends the run`() async throws {
    struct Broken: UsageStore {
      func add(_ replies: [FetchedReply], of source: SourceIdentity) throws(StoreError) -> Bool {
        false
      }
      func learn(_ terms: KnownTerms) throws(StoreError) -> Bool { false }
      func terms(asOf moment: Timestamp) throws(StoreError) -> Terms { Terms() }
      func lastObserved(of source: String) throws(StoreError) -> [String: Timestamp] {
        throw StoreError(.unusable, "the store is damaged")
      }
      func newestReplies(of source: String) throws(StoreError) -> [ProviderReply] { [] }
      func sources(asOf moment: Timestamp) throws(StoreError) -> [KeptSource] { [] }
      func allowances(
        since start: Timestamp,
        asOf moment: Timestamp
      ) throws(StoreError) -> [AllowanceSeries] { [] }
      func answer(_ query: UsageQuery, in context: UsageContext) throws(StoreError) -> UsageAnswer {
        UsageAnswer(records: [], coverage: nil)
      }
    }
    try await Simulation.run { simulation async throws in
      let run = FetchRun(
        store: Broken(),
        fetcher: .init(transport: Unreachable()),
        vault: SecretVault(environment: Simulation.environment),
        clock: .given(Simulation.now)
      )
      await #expect(throws: StoreError.self) {
        _ = try await run.fetch(simulation.configuration.sources)
      }
    }
  }
}
