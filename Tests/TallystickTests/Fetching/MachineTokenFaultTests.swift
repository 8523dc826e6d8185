import ProviderSimulator
import Tallystick
import Testing
import UsageProviders

/// Faults of what gives machine tokens, and of the platform that takes them.
struct MachineTokenFaultTests {
  private static let place = "cuadra: Cuadra AI at http://127.0.0.1:PORT/cuadra-auth"

  @Test(arguments: [
    (
      ProviderSimulator.Fault.wrongKey, 1,
      #" answers 401: "Invalid or expired token"; check `client_id:` and `client_secret:` of source cuadra"#
    ),
    (
      .status(400), 1,
      #" answers 400: "An unexpected error occurred"; check `client_id:` and `client_secret:` of source cuadra"#
    ),
    (
      .status(500), 4,
      #" answers 500: "An unexpected error occurred", tried 4 times; the fault is the platform's: try again later"#
    ),
    (
      .hangUp, 4,
      ": the connection broke before the reply was complete, tried 4 times; "
        + "check the network of this machine and `base_url:` of source cuadra"
    ),
    (
      .halfJSON, 1,
      " sends what cannot be read: expected an object with access_token; nothing of it was stored: "
        + "check `base_url:`, or look for a newer version of tally"
    ),
    (
      .redirect(to: "https://elsewhere.example/token?x=1"), 1,
      " answers 302 and points to https://elsewhere.example/token; redirects are not followed: "
        + "if the platform has moved, set `base_url:` of source cuadra"
    ),
  ])
  func `without a token the platform is not asked`(
    fault: ProviderSimulator.Fault,
    requests: Int,
    text: String
  ) async throws {
    try await FaultyPlatform.run("cuadra", machineToken: true) { platform async throws in
      #expect(try await platform.fetch().status == .ok)
      let before = try platform.records()
      await platform.simulator.setFault(fault, for: "cuadra-auth")
      let outcome = try await platform.fetch()
      #expect(outcome.message == Self.place + text)
      #expect(await platform.simulator.requests(to: "cuadra-auth") == 1 + requests)
      #expect(await platform.simulator.requests(to: "cuadra") == 1)
      #expect(try platform.records() == before)
    }
  }

  @Test func `a new token that is refused is told once`() async throws {
    try await FaultyPlatform.run("cuadra", machineToken: true) { platform async throws in
      let usual = await platform.simulator.requests(to: "cuadra-auth")
      #expect(usual == 0)
      await platform.simulator.setFault(.wrongKey, for: "cuadra")
      // The fault is one of both; tokens are given all the same.
      await platform.simulator.setFault(.slow(by: .zero), for: "cuadra-auth")
      let outcome = try await platform.fetch()
      #expect(
        outcome.message
          == "cuadra: Cuadra AI at http://127.0.0.1:PORT/cuadra/v1/usage answers 401: \"Invalid or "
          + "expired token\"; check `client_id:` and `client_secret:` of source cuadra"
      )
      #expect(await platform.simulator.requests(to: "cuadra-auth") == 1)
      #expect(await platform.simulator.requests(to: "cuadra") == 1)
    }
  }
}
