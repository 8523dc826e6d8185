import Testing
import UsageModel

@testable import ProviderSimulator

struct FaultTests {
  @Test(arguments: [
    ("puter", 503, ["Retry-After": "5"]), ("puter", 429, [:]), ("notte", 529, [:]),
    ("cuadra", 429, ["Retry-After": "30"]), ("helius", 500, [:]),
    ("shoal", 429, ["Retry-After": "42"]), ("helius", 503, [:]),
  ])
  func `a status comes with the platform's own body`(
    provider: String,
    status: Int,
    headers: [String: String]
  ) async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.status(status), for: provider)
    let reply = try asking.get(Asking.usageTarget(provider), headers: Asking.headers(provider))
    #expect(reply.status == status)
    #expect(reply.body.hasPrefix("{"))
    #expect(reply.headers["Retry-After"] == headers["Retry-After"])
    #expect(reply.headers["Date"] != nil)
  }

  @Test func `a fault is one platform's and can end`() async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.notJSON, for: "shoal")
    let broken = try asking.get("/shoal/v1/usage", headers: Asking.headers("shoal"))
    #expect(broken.status == 200)
    #expect(broken.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(broken.body.hasPrefix("<!DOCTYPE html>"))
    #expect(try await asking.usage("puter")["usage.total"] != nil)
    await asking.simulator.setFault(nil, for: "shoal")
    #expect(try await asking.usage("shoal")["data.thisMonth"] != nil)
  }

  @Test func `a slow platform answers late and right`() async throws {
    let asking = try Asking()
    let expected = try asking.get("/shoal/v1/usage", headers: Asking.headers("shoal"))
    await asking.simulator.setFault(.slow(by: .seconds(7)), for: "shoal")
    let (reply, delay) = asking.simulator.reply(
      to: SimulatedRequest(target: "/shoal/v1/usage", headers: try Asking.headers("shoal"))
    )
    #expect(reply == expected)
    #expect(delay == .seconds(7))
  }
}
