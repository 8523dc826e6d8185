import Testing
import UsageModel
import UsageProviders

struct HeliusTests {
  private let helius = HeliusProvider()

  private func body(
    creditCycle: String = #"{"start": "2026-11-09", "end": "2026-12-09"}"#,
    billingCycle: String = #"{"start": "2026-11-01", "end": "2026-12-01"}"#
  ) -> String {
    """
    {"creditsRemaining": 900, "creditsUsed": 130, "prepaidCreditsRemaining": 40,
     "prepaidCreditsUsed": 30, "creditCycle": \(creditCycle),
     "subscriptionDetails": {"billingCycle": \(billingCycle), "creditsLimit": 1000, "plan": "Developer"},
     "credits": {"rpc": 100, "laserstreamGrpc": 29}, "requests": {"rpc": 100},
     "dataTransfer": {"laserstreamGrpc": 5000}}
    """
  }

  @Test func `credits, requests and bytes by product`() throws {
    let reply = try helius.normalise(Sample.reply(body()))
    #expect(reply.lines(.total) == [" cost 130 helius:credit"])
    #expect(
      reply.lines(.service) == [
        "laserstreamGrpc|bytes cost 29 helius:credit", "rpc|requests cost 100 helius:credit",
        "rpc|requests requests 100 request", "laserstreamGrpc|bytes quantity 5000 byte",
      ]
    )
    #expect(
      reply.allowanceLines == [
        "monthly credits: 100 of 1000, 900 left, helius:credit, resets 2026-12-09T00:00:00Z",
        "prepaid credits: 30 of -, 40 left, helius:credit",
      ]
    )
  }

  @Test func `the credits' cycle comes before that of the bill, and either may be null`() throws {
    func window(_ body: String) throws -> BillingWindow? {
      try helius.normalise(Sample.reply(body)).readings.first?.window
    }
    #expect(
      try window(body())
        == Sample.window("2026-11-09T00:00:00Z", "2026-12-09T00:00:00Z", .stated)
    )
    #expect(
      try window(body(creditCycle: "null"))
        == Sample.window("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", .stated)
    )
    #expect(
      try window(body(creditCycle: "null", billingCycle: "null"))
        == Sample.window("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", .calendarMonth)
    )
  }

  @Test func `the oldest contract gives requests by product and nothing else`() throws {
    let reply = try helius.normalise(
      Sample.reply(
        """
        {"creditsRemaining": 5, "creditsUsed": 7,
         "subscriptionDetails": {"billingCycle": {"start": "2026-11-01", "end": "2026-12-01"}},
         "usage": {"rpc": 4, "webhook": 1}}
        """
      )
    )
    #expect(reply.lines(.total) == [])
    #expect(
      reply.lines(.service) == [
        "rpc|requests requests 4 request", "webhook|requests requests 1 request",
      ]
    )
  }

  @Test func `an unknown product passes through and is noticed`() throws {
    let reply = try helius.normalise(
      Sample.reply(#"{"creditsUsed": 3, "credits": {"teleport": 3}}"#)
    )
    #expect(reply.lines(.service) == ["teleport|requests cost 3 helius:credit"])
    #expect(
      reply.findings == [
        ReplyFinding(.unknown, "Helius sends a product this version does not know: teleport")
      ]
    )
  }

  @Test func `an unknown product that transfers bytes is metered by them`() throws {
    let reply = try helius.normalise(
      Sample.reply(#"{"creditsUsed": 3, "credits": {"beam": 3}, "dataTransfer": {"beam": 9}}"#)
    )
    #expect(
      reply.lines(.service) == ["beam|bytes cost 3 helius:credit", "beam|bytes quantity 9 byte"]
    )
    #expect(
      reply.findings.map(\.text) == ["Helius sends a product this version does not know: beam"]
    )
  }

  @Test func `the plan is the one of the subscription`() throws {
    #expect(try helius.normalise(Sample.reply(body())).plan == "Developer")
  }

  @Test(arguments: [
    (
      body: #"{"creditsUsed": 1, "credits": {}, "creditCycle": {"start": "2026-11-01"}}"#,
      message: "creditCycle.end: expected text, found nothing"
    ),
    (
      #"{"creditsUsed": 1, "credits": {"rpc": null}}"#, "credits.rpc: expected a number, found null"
    ),
    (#"{"creditsUsed": 1}"#, "credits: expected an object, found nothing"),
    (#"{"credits": {}}"#, "creditsUsed: expected a number, found nothing"),
    (
      #"{"creditsUsed": 1, "credits": {"rpc": "many"}}"#,
      #"credits.rpc: expected a number, found text "many""#
    ),
    (
      #"{"statusCode": 400, "message": "Invalid project id", "error": "Bad Request"}"#,
      #"expected usage, found the error "Invalid project id""#
    ),
  ])
  func `a wrong reply names the place`(body: String, message: String) {
    let error = #expect(throws: ReplyError.self) { try helius.normalise(Sample.reply(body)) }
    #expect(error?.description == message)
  }
}
