import Testing
import UsageModel

@testable import ProviderSimulator

struct ReproducibilityTests {
  private func replies(_ asking: Asking) throws -> [SimulatedResponse] {
    try Asking.providers.map {
      try asking.get(Asking.usageTarget($0), headers: Asking.headers($0))
    }
  }

  @Test func `the same seed and moment give the same bytes`() throws {
    #expect(try replies(Asking(seed: 7)) == replies(Asking(seed: 7)))
  }

  @Test func `what was asked before does not matter`() async throws {
    let asking = try Asking()
    let expected = try replies(asking)
    for text in ["2025-03-01T10:00:00Z", "2026-11-30T23:59:59Z", "2026-11-21T05:59:59.999Z"] {
      await asking.simulator.setNow(try moment(text))
      #expect(try replies(asking) != expected)
    }
    await asking.simulator.setNow(try moment("2026-11-21T06:00:00Z"))
    #expect(try replies(asking) == expected)
  }

  @Test func `another seed gives another account`() throws {
    let one = try replies(Asking(seed: 1)).map(\.body)
    let two = try replies(Asking(seed: 2)).map(\.body)
    #expect(zip(one, two).allSatisfy { $0 != $1 })
  }

  @Test func `the numbers of a known moment stay the same on every machine`() throws {
    let asking = try Asking()
    let shoal = try asking.get("/shoal/v1/usage", headers: Asking.headers("shoal"))
    #expect(
      shoal.body == """
        {"data":{"today":114,"thisWeek":6708,"thisMonth":25437,\
        "budget":{"limit":50000,"used":25072,"remaining":24928}}}
        """
    )
    let notte = try asking.get("/notte/usage", headers: Asking.headers("notte"))
    #expect(
      notte.body == """
        {"plan_type":"growth","period":"November 2026","session_count":33386,\
        "function_count":23587,"browser_usage_cost":212.17,"proxy_usage_cost":88.7164,\
        "llm_usage_cost":103.074,"function_usage_cost":34.1974,"total_cost":438.1579,\
        "subscription_limit_amount":500.0,"topup_limit_amount":100.0,\
        "subscription_balance_amount":61.8421,"topup_balance_amount":100.0,\
        "balance_amount":161.8421,"is_usage_limit_exceeded":false}
        """
    )
  }

  @Test func `no two streams share their chance`() {
    let subjects = [
      PuterWorkload.streams, NotteWorkload.streams, CuadraWorkload.streams,
      HeliusWorkload.streams, ShoalWorkload.streams,
    ].joined().map(\.subject)
    #expect(Set(subjects).count == subjects.count)
  }
}
