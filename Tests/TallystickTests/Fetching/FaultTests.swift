import ProviderSimulator
import Tallystick
import Testing
import UsageModel
import UsageProviders

/// Every way in which a platform can fail, over real HTTP: what comes of it, how often it is asked, what the
/// error says word for word, and that nothing is lost.
struct FaultTests {
  typealias Fault = ProviderSimulator.Fault

  static let providers = ["puter", "notte", "cuadra", "helius", "shoal"]

  /// The platform and the address as errors name them.
  static let places = [
    "puter": "Puter at http://127.0.0.1:PORT/puter/metering/usage",
    "notte": "Notte at http://127.0.0.1:PORT/notte/usage",
    "cuadra": "Cuadra AI at http://127.0.0.1:PORT/cuadra/v1/usage",
    "helius":
      "Helius at http://127.0.0.1:PORT/helius/v0/admin/projects/a1b2c3d4-e5f6-4890-abcd-ef1234567890/usage",
    "shoal": "Shoal at http://127.0.0.1:PORT/shoal/v1/usage",
  ]

  /// Plays a fault at a platform that has told something before: the fetch fails with this text after so many
  /// requests, what was stored stays, and the next fetch works.
  private func expect(
    _ fault: Fault,
    at provider: String,
    failsWith text: String,
    requests: Int,
    waits: [Duration] = []
  ) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      #expect(try await platform.fetch().status == .ok)
      let before = try platform.records()
      await platform.simulator.setNow(Simulation.now.advanced(bySeconds: 3600))
      await platform.simulator.setFault(fault, for: provider)
      let asked = await platform.simulator.requests(to: provider)
      let failed = try await platform.fetch()
      #expect(failed.status == .failed)
      let place = try #require(Self.places[provider])
      #expect(failed.message == "\(provider): \(place)\(text)")
      #expect(await platform.simulator.requests(to: provider) - asked == requests)
      #expect(failed.retries == requests - 1)
      #expect(platform.waits.made == waits)
      #expect(try platform.records() == before)
      #expect(failed.learntAt == nil)
      await platform.simulator.setFault(nil, for: provider)
      #expect(try await platform.fetch().status == .ok)
      #expect(try platform.records() != before)
    }
  }

  private static let badReply =
    "; nothing of it was stored: check `base_url:`, or look for a newer version of tally"
  private static let moved =
    "; redirects are not followed: if the platform has moved, set `base_url:` of source "

  @Test(arguments: providers)
  func `a wrong key is told once`(provider: String) async throws {
    let said = [
      "puter": #"401: "Authentication failed."; check `token:`"#,
      "notte": #"401: "Authentication failed. Please check your API key."; check `api_key:`"#,
      "cuadra": #"401: "Invalid or expired token"; check `token:`"#,
      "helius": #"401: "Missing or invalid API key"; check `api_key:`"#,
      "shoal": #"403: "Invalid API key"; check `api_key:`"#,
    ]
    try await expect(
      .wrongKey,
      at: provider,
      failsWith: " answers \(said[provider] ?? "") of source \(provider)",
      requests: 1
    )
  }

  @Test(arguments: providers)
  func `a bomb is not unpacked further than the limit`(provider: String) async throws {
    try await expect(
      .bomb,
      at: provider,
      failsWith: ": the reply is larger than 16 MiB after decompression; if that is right, "
        + "raise `fetch: body` of source \(provider)",
      requests: 1
    )
  }

  @Test(arguments: providers)
  func `a page in place of JSON is told once`(provider: String) async throws {
    try await expect(
      .notJSON,
      at: provider,
      failsWith: " sends what cannot be read: expected JSON, found an HTML page titled \"Sign in\""
        + Self.badReply,
      requests: 1
    )
  }

  @Test(arguments: [
    ("puter", #""t_5-flash:completion":{"cost":2903609750""#),
    ("notte", #""103.1819,"function_usage_cost":34.2367,"""#),
    ("cuadra", #""lable":202484,"overageCredits":0,"isInOv""#),
    ("helius", #""":1038300,"webhooks":211364,"laserstream""#),
    ("shoal", #"":139,"thisWeek":6733,"thisMonth":25462,"""#),
  ])
  func `half of a JSON is told once`(provider: String, end: String) async throws {
    try await expect(
      .halfJSON,
      at: provider,
      failsWith: " sends what cannot be read: expected JSON, found JSON that is cut off, "
        + "ending in \(end)" + Self.badReply,
      requests: 1
    )
  }

  @Test(arguments: [
    ("puter", "usage.total", "usage.claude:claude-haiku-4-5-20251001:input_tokens.cost"),
    ("notte", "session_count", "session_count"), ("cuadra", "credits.used", "credits.used"),
    ("helius", "creditsUsed", "creditsUsed"), ("shoal", "data.today", "data.thisMonth"),
  ])
  func `a changed contract names the field`(
    provider: String,
    wrong: String,
    missing: String
  ) async throws {
    let start = " sends what cannot be read: "
    try await expect(
      .wrongTypes,
      at: provider,
      failsWith: start + "\(wrong): expected a number, found text \"a lot\"" + Self.badReply,
      requests: 1
    )
    try await expect(
      .missingFields,
      at: provider,
      failsWith: start + "\(missing): expected a number, found nothing" + Self.badReply,
      requests: 1
    )
  }

  @Test(arguments: [
    ("puter", "An internal error occurred."),
    ("notte", "Internal server error: Something went wrong on our side"),
    ("cuadra", "An unexpected error occurred"), ("helius", "Internal server error"),
    ("shoal", "Internal Server Error"),
  ])
  func `an error is one also with status 200, and a server's own is tried again`(
    provider: String,
    said: String
  ) async throws {
    try await expect(
      .disguisedError,
      at: provider,
      failsWith: " sends what cannot be read: expected usage, found the error \"\(said)\""
        + Self.badReply,
      requests: 1
    )
    try await expect(
      .status(500),
      at: provider,
      failsWith: " answers 500: \"\(said)\", tried 4 times; "
        + "the fault is the platform's: try again later",
      requests: 4,
      waits: [.milliseconds(500), .seconds(1), .seconds(2)]
    )
  }

  @Test(arguments: [
    ("puter", "An internal error occurred."), ("notte", "The cluster is overloaded"),
    ("cuadra", "An unexpected error occurred"), ("helius", "Site is overloaded"),
    ("shoal", "Site is overloaded"),
  ])
  func `a platform that is overloaded is asked again`(provider: String, said: String) async throws {
    try await expect(
      .status(529),
      at: provider,
      failsWith: " answers 529: \"\(said)\", tried 4 times; "
        + "the fault is the platform's: try again later",
      requests: 4,
      waits: [.milliseconds(500), .seconds(1), .seconds(2)]
    )
  }

  @Test(arguments: providers)
  func `a page of a proxy that has no answer is got over or told`(provider: String) async throws {
    try await expect(
      .page(status: 502),
      at: provider,
      failsWith: " answers 502: an HTML page titled \"Sign in\", tried 4 times; "
        + "the fault is the platform's: try again later",
      requests: 4,
      waits: [.milliseconds(500), .seconds(1), .seconds(2)]
    )
  }

  @Test(arguments: [501, 505, 511])
  func `what a server will never do is not asked for again`(status: Int) async throws {
    try await expect(
      .page(status: status),
      at: "shoal",
      failsWith: " answers \(status): an HTML page titled \"Sign in\"; "
        + "the fault is the platform's: try again later",
      requests: 1
    )
  }

  @Test(arguments: providers)
  func `a redirect is not followed, and its target is named without its query`(
    provider: String
  ) async throws {
    try await expect(
      .redirect(to: "https://somebody:else@elsewhere.example/login?next=usage#top"),
      at: provider,
      failsWith: " answers 302 and points to https://elsewhere.example/login" + Self.moved
        + provider,
      requests: 1
    )
    let path = try #require(Self.places[provider]?.split(separator: ":PORT").last)
    try await expect(
      .redirect(to: nil),
      at: provider,
      failsWith: " answers 302 and points to \(path)" + Self.moved + provider,
      requests: 1
    )
  }

  @Test(arguments: providers, [Fault.hangUp, .cutOff])
  func `a connection that breaks is made again`(provider: String, fault: Fault) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setFault(fault, for: provider)
      let outcome = try await platform.fetch()
      let place = try #require(Self.places[provider])
      #expect(
        outcome.message
          == "\(provider): \(place): the connection broke before the reply was complete, tried 4 "
          + "times; check the network of this machine and `base_url:` of source \(provider)"
      )
      #expect(await platform.simulator.requests(to: provider) == 4)
      #expect(platform.waits.made == [.milliseconds(500), .seconds(1), .seconds(2)])
      #expect(try platform.records().isEmpty)
      await platform.simulator.setFault(fault.times(2), for: provider)
      let second = try await platform.fetch()
      #expect(second.status == .ok)
      #expect(second.retries == 2)
    }
  }

  @Test(arguments: [
    ("puter", [Duration.seconds(5), .seconds(5)]), ("notte", [.milliseconds(500), .seconds(1)]),
    ("cuadra", [.milliseconds(500), .seconds(1)]), ("helius", [.milliseconds(500), .seconds(1)]),
    ("shoal", [.milliseconds(500), .seconds(1)]),
  ])
  func `a platform that comes back is waited for`(provider: String, waits: [Duration]) async throws
  {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setFault(.status(503).times(2), for: provider)
      let outcome = try await platform.fetch()
      #expect(outcome.status == .ok)
      #expect(outcome.retries == 2)
      #expect(outcome.message == nil)
      #expect(await platform.simulator.requests(to: provider) == 3)
      #expect(platform.waits.made == waits)
    }
  }
}
