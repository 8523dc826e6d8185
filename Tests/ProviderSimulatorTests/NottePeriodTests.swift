import Testing
import UsageModel

@testable import ProviderSimulator

struct NottePeriodTests {
  private func usage(_ period: String, at now: String = "2026-11-21T06:00:00Z") throws
    -> [String: Double]
  {
    try numbers(try reply(period, at: now))
  }

  private func reply(_ period: String, at now: String = "2026-11-21T06:00:00Z") throws
    -> SimulatedResponse
  {
    try Asking(at: now).get("/notte/usage?period=\(period)", headers: Asking.headers("notte"))
  }

  @Test func `a closed month stays as it was at its end`() throws {
    let later = try usage("October%202026")
    let closing = try usage("October%202026", at: "2026-10-31T23:59:59.999Z")
    #expect(
      later["total_cost"] == (try usage("October%202026", at: "2029-01-01T00:00:00Z"))["total_cost"]
    )
    #expect(try #require(later["total_cost"]) - (try #require(closing["total_cost"])) < 0.1)
    #expect(try #require(later["total_cost"]) > 500)
  }

  @Test func `the running month is the default`() throws {
    let asking = try Asking()
    let explicit = try reply("November+2026")
    #expect(try asking.get("/notte/usage", headers: Asking.headers("notte")) == explicit)
    #expect(explicit.body.contains(#""period":"November 2026""#))
  }

  @Test(arguments: ["December%202024", "December%202026"])
  func `a month without use is zeros`(period: String) throws {
    let usage = try usage(period)
    #expect(usage["total_cost"] == 0)
    #expect(usage["session_count"] == 0)
    #expect(usage["subscription_balance_amount"] == 500)
  }

  @Test(arguments: ["2026-10", "Oktober%202026", "October", "October%2026", "October%20-026", ""])
  func `a malformed period is refused`(period: String) throws {
    #expect(try reply(period).status == 422)
  }

  @Test func `the refusal says what was wrong with which parameter`() throws {
    #expect(
      try reply("2026-10").body == """
        {"detail":[{"loc":["query","period"],\
        "msg":"Value error, period must be a month and a year, such as May 2025",\
        "type":"value_error","input":"2026-10","ctx":{"error":{}}}],"message":"Validation error"}
        """
    )
  }
}
