import ProviderSimulator
import Tallystick
import Testing
import UsageModel
import UsageProviders

/// What comes of status 429, with all the ways to say when to come again.
struct RateLimitTests {
  typealias Wait = ProviderSimulator.Fault.Wait

  private static let said = [
    "puter": "Too many requests.",
    "notte": "Rate limit exceeded: 100 requests per minute are allowed",
    "cuadra": "Rate limit exceeded",
    "helius": "ThrottlerException: Too Many Requests",
    "shoal": "Rate limit exceeded",
  ]

  @Test(arguments: FaultTests.providers, [Wait?.none, .seconds(30), .date(after: 30)])
  func `the wait that is asked for is kept, else it doubles`(
    provider: String,
    wait: Wait?
  ) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setFault(.rateLimited(wait), for: provider)
      let outcome = try await platform.fetch()
      let place = try #require(FaultTests.places[provider])
      #expect(
        outcome.message
          == "\(provider): \(place) answers 429: \"\(Self.said[provider] ?? "")\", tried 4 times; "
          + "fetch less often, or try again later"
      )
      #expect(await platform.simulator.requests(to: provider) == 4)
      #expect(
        platform.waits.made
          == (wait == nil
            ? [.milliseconds(500), .seconds(1), .seconds(2)]
            : [.seconds(30), .seconds(30), .seconds(30)])
      )
    }
  }

  @Test(arguments: FaultTests.providers, [3600, -3600])
  func `a date is read against the platform's own clock`(
    provider: String,
    skew: Int64
  ) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setNow(Simulation.now.advanced(bySeconds: skew))
      await platform.simulator.setFault(.rateLimited(.date(after: 20)).times(1), for: provider)
      #expect(try await platform.fetch().status == .ok)
      #expect(platform.waits.made == [.seconds(20)])
    }
  }

  @Test(arguments: FaultTests.providers)
  func `the moment of a header of its own counts at Notte alone`(provider: String) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setFault(.rateLimited(.reset(after: 45)).times(1), for: provider)
      #expect(try await platform.fetch().status == .ok)
      #expect(platform.waits.made == [provider == "notte" ? .seconds(45) : .milliseconds(500)])
    }
  }

  @Test(arguments: [
    (Wait.seconds(61), "61 s"), (.date(after: 7200), "7200 s"), (.reset(after: 120), "120 s"),
  ])
  func `a wait that is longer than allowed ends the fetch at once`(
    wait: Wait,
    shown: String
  ) async throws {
    try await FaultyPlatform.run("notte") { platform async throws in
      await platform.simulator.setFault(.rateLimited(wait), for: "notte")
      let outcome = try await platform.fetch()
      #expect(
        outcome.message
          == "notte: Notte at http://127.0.0.1:PORT/notte/usage answers 429: \"Rate limit exceeded: "
          + "100 requests per minute are allowed\", and asks to wait \(shown), longer than 60 s; "
          + "fetch less often, or try again later"
      )
      #expect(await platform.simulator.requests(to: "notte") == 1)
      #expect(platform.waits.made == [])
    }
  }

  @Test func `waits count as time of the source`() async throws {
    try await FaultyPlatform.run("shoal") { platform async throws in
      await platform.simulator.setFault(.rateLimited(.seconds(50)), for: "shoal")
      let outcome = try await platform.fetch { $0.total = .seconds(120) }
      #expect(
        outcome.message
          == "shoal: Shoal at http://127.0.0.1:PORT/shoal/v1/usage answers 429: \"Rate limit "
          + "exceeded\", and the 120 s in all do not allow another try; "
          + "fetch less often, or try again later"
      )
      #expect(platform.waits.made == [.seconds(50), .seconds(50)])
      #expect(await platform.simulator.requests(to: "shoal") == 3)
    }
  }
}
