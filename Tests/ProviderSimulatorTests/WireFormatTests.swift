import Testing
import UsageModel

@testable import ProviderSimulator

struct WireFormatTests {
  @Test func `Puter answers in its documented order`() throws {
    let body = try body("puter")
    #expect(body.contains(#""openrouter:google/gemini-2_dot_5-flash:prompt":{"cost":"#))
    #expect(
      body.contains(
        #""addons":{"purchasedCredits":50000000000,"consumedPurchaseCredits":0,"#
          + #""purchasedStorage":0,"rateDiscounts":{}}}}"#
      )
    )
  }

  @Test func `Cuadra states its month with an inclusive end`() throws {
    let body = try body("cuadra")
    #expect(
      body.contains(
        #""hardCap":false,"billingPeriod":"monthly","periodStart":"2026-11-01T00:00:00Z","#
          + #""periodEnd":"2026-11-30T23:59:59Z"},"plan":{"tier":"pro","name":"Pro","#
          + #""billingCycle":"monthly"}}"#
      )
    )
  }

  @Test(arguments: [
    ("2026-11-05T23:59:59Z", "2026-10-06", "2026-11-06"),
    ("2026-11-06T00:00:00Z", "2026-11-06", "2026-12-06"),
    ("2026-01-02T00:00:00Z", "2025-12-06", "2026-01-06"),
  ])
  func `a Helius cycle begins on the sixth`(now: String, start: String, end: String) throws {
    let body = try body("helius", at: now)
    #expect(body.contains(#""creditCycle":{"start":"\#(start)","end":"\#(end)"}"#))
    #expect(
      body.contains(
        #""subscriptionDetails":{"billingCycle":{"start":"\#(start)","end":"\#(end)"},"#
          + #""creditsLimit":10000000,"plan":"developer"}"#
      )
    )
  }

  @Test func `Notte writes whole dollars as binary fractions`() throws {
    #expect(try body("notte").contains(#""subscription_limit_amount":500.0,"#))
  }

  @Test func `Shoal tells its plan and its credits in headers`() async throws {
    let asking = try Asking()
    let reply = try asking.get("/shoal/v1/usage", headers: Asking.headers("shoal"))
    let usage = try numbers(reply)
    #expect(reply.headers["X-Plan-Tier"] == "growth")
    #expect(reply.headers["X-Monthly-Limit"] == "50000")
    let used = try #require(usage["data.budget.used"])
    let remaining = try #require(usage["data.budget.remaining"])
    #expect(reply.headers["X-Monthly-Used"] == String(Int(used)))
    #expect(reply.headers["X-Monthly-Remaining"] == String(Int(remaining)))
    #expect(used + remaining == 50_000)
    #expect(reply.headers["X-Credit-Cost"] == "0")
    #expect(reply.headers["X-RateLimit-Remaining"] == "99")
  }

  @Test func `Notte tells when its minute ends`() throws {
    let reply = try Asking(at: "2026-11-21T06:00:30Z")
      .get("/notte/usage", headers: Asking.headers("notte"))
    // 2026-11-21T06:01:00Z.
    #expect(reply.headers["X-RateLimit-Reset"] == "1795240860")
  }

  @Test(arguments: [
    ("2026-11-21T06:00:00Z", "Sat, 21 Nov 2026 06:00:00 GMT"),
    ("2025-01-01T00:00:00.999Z", "Wed, 01 Jan 2025 00:00:00 GMT"),
    ("2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 GMT"),
  ])
  func `every reply carries the simulated date`(now: String, date: String) throws {
    let asking = try Asking(at: now)
    #expect(try asking.get("/shoal/v1/usage").headers["Date"] == date)
    #expect(try asking.get("/nowhere").headers["Date"] == date)
  }

  @Test func `JSON text is escaped`() {
    let json: JSON = ["a\"\\\n": .array([.null, .bool(true), .float(2), .decimal(2)])]
    #expect(json.description == #"{"a\"\\\u000a":[null,true,2.0,2]}"#)
  }

  private func body(_ provider: String, at now: String = "2026-11-21T06:00:00Z") throws -> String {
    try Asking(at: now).get(Asking.usageTarget(provider), headers: Asking.headers(provider)).body
  }
}
