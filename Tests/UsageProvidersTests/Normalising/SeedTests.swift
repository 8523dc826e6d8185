import Testing
import UsageModel
import UsageProviders

/// The examples of the platforms' own documents, in the shape that those documents give them.
struct SeedTests {
  @Test func `Puter's documents name three members and no total`() throws {
    let reply = try PuterProvider().normalise(
      Sample.reply(
        """
        {"allowanceInfo": {"monthUsageAllowance": 50000000, "remaining": 49999000},
         "appTotals": {"app-1": {"count": 3, "total": 1000}},
         "usage": {"kv:read": {"cost": 1000, "count": 3, "units": 3}}}
        """
      )
    )
    #expect(reply.lines(.total) == [" cost 0.00001 USD"])
    #expect(reply.lines(.app) == ["app-1 cost 0.00001 USD", "app-1 requests 3 request"])
    #expect(
      reply.allowanceLines == [
        "monthly allowance: 0.00001 of 0.5, 0.49999 left, USD, resets 2026-12-01T00:00:00Z"
      ]
    )
    #expect(reply.findings == [])
  }

  @Test func `Notte's OpenAPI document requires fifteen fields`() throws {
    let reply = try NotteProvider().normalise(Sample.reply(FullReply.notte.body))
    #expect(reply.lines(.total) == [" cost 1.75 USD"])
    #expect(reply.readings.count == 7)
    #expect(reply.findings.map(\.kind) == [.warning])
  }

  @Test func `Cuadra's example, as a member without administrator's rights sees it`() throws {
    let reply = try CuadraProvider().normalise(
      Sample.reply(
        """
        {"storage": {"used": 524288000, "limit": 1073741824},
         "credits": {"used": 7500, "limit": 50000, "available": 42500, "billingPeriod": "monthly",
           "periodStart": "2025-12-01T00:00:00Z", "periodEnd": "2025-12-31T23:59:59Z"},
         "plan": {"tier": "pro", "name": "Professional", "billingCycle": "monthly"}}
        """
      )
    )
    #expect(reply.lines(.total) == [" cost 7500 cuadra:credit"])
    #expect(
      reply.readings.first?.window
        == Sample.window("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z", .stated)
    )
    #expect(
      reply.allowanceLines == [
        "credits: 7500 of 50000, 42500 left, cuadra:credit, resets 2026-01-01T00:00:00Z",
        "storage: 524288000 of 1073741824, 549453824 left, byte",
      ]
    )
    #expect(reply.plan == "Professional")
    #expect(reply.findings == [])
  }

  @Test func `Helius' document has credits, requests and bytes by product`() throws {
    let reply = try HeliusProvider().normalise(Sample.reply(FullReply.heliusMiddle.body))
    #expect(reply.lines(.total) == [" cost 12500 helius:credit"])
    #expect(
      reply.allowanceLines == [
        "monthly credits: 12500 of 500000, 487500 left, helius:credit, resets 2026-12-01T00:00:00Z",
        "prepaid credits: 0 of -, 50000 left, helius:credit",
      ]
    )
    #expect(reply.plan == "business")
    #expect(reply.findings == [])
  }

  @Test func `Shoal's example counts requests and credits apart`() throws {
    let reply = try ShoalProvider().normalise(
      Sample.reply(
        """
        {"data": {"today": 42, "thisWeek": 310, "thisMonth": 1205,
          "budget": {"limit": 1000, "used": 420, "remaining": 580}}}
        """,
        headers: ["x-plan-tier": "starter"]
      )
    )
    #expect(
      reply.lines(.total) == [
        " requests 1163 request", " requests 1205 request", " cost 420 shoal:credit",
      ]
    )
    #expect(
      reply.allowanceLines == [
        "monthly credits: 420 of 1000, 580 left, shoal:credit, resets 2026-12-01T00:00:00Z"
      ]
    )
    #expect(reply.plan == "starter")
    #expect(reply.findings == [])
  }
}
