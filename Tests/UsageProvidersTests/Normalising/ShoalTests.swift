import Testing
import UsageModel
import UsageProviders

struct ShoalTests {
  private let shoal = ShoalProvider()
  private let headers = [
    "x-monthly-limit": "900", "x-monthly-used": "41.5", "x-monthly-remaining": "858.5",
  ]

  @Test func `an amount beyond any counter is refused, so that sums stay within the range`() {
    let body = #"{"data": {"today": 1, "thisWeek": 1, "thisMonth": 1000000000000000001}}"#
    #expect(
      throws: ReplyError(
        path: "data.thisMonth",
        expected: "a number within ±10¹⁸",
        found: "number 1000000000000000001"
      )
    ) { try shoal.normalise(Sample.reply(body)) }
  }

  @Test func `requests and credits are different counters, and midnight is a second point`() throws
  {
    let reply = try shoal.normalise(
      Sample.reply(
        #"{"data": {"today": 20, "thisWeek": 80, "thisMonth": 250, "budget": {"limit": 900, "used": 42, "remaining": 858}}}"#,
        headers: headers
      )
    )
    #expect(
      reply.lines(.total) == [
        " requests 230 request", " requests 250 request", " cost 42 shoal:credit",
      ]
    )
    #expect(
      reply.readings.map(\.observedAt) == [
        Sample.time("2026-11-21T00:00:00Z"), Sample.noon, Sample.noon,
      ]
    )
    #expect(
      reply.allowanceLines == [
        "monthly credits: 42 of 900, 858 left, shoal:credit, resets 2026-12-01T00:00:00Z"
      ]
    )
  }

  @Test func `the plan is in a header`() throws {
    let body = #"{"data": {"thisMonth": 3}}"#
    #expect(
      try shoal.normalise(Sample.reply(body, headers: ["x-plan-tier": "gold"])).plan == "gold"
    )
    #expect(try shoal.normalise(Sample.reply(body)).plan == nil)
  }

  @Test func `the header tells the credits where the body does not`() throws {
    let reply = try shoal.normalise(
      Sample.reply(#"{"data": {"thisMonth": 3}}"#, headers: headers)
    )
    #expect(reply.lines(.total) == [" requests 3 request", " cost 41.5 shoal:credit"])
    #expect(try shoal.normalise(Sample.reply(#"{"data": {"thisMonth": 3}}"#)).readings.count == 1)
    let error = #expect(throws: ReplyError.self) {
      try shoal.normalise(
        Sample.reply(#"{"data": {"thisMonth": 3}}"#, headers: ["x-monthly-used": "lots"])
      )
    }
    #expect(
      error?.description
        == #"header x-monthly-used: expected a number within ±10¹⁸, found text "lots""#
    )
  }

  @Test(arguments: [
    ("2026-11-01T10:00:00Z", 5), ("2026-11-21T00:00:00Z", 5), ("2026-11-21T12:00:00Z", 99),
  ])
  func `there is no second point on the first day, at midnight or below zero`(
    time: String,
    today: Int
  ) throws {
    let reply = try shoal.normalise(
      Sample.reply(
        #"{"data": {"today": \#(today), "thisMonth": 50}}"#,
        at: Sample.time(time)
      )
    )
    #expect(reply.lines(.total) == [" requests 50 request"])
  }

  @Test(arguments: [
    (#"{"error": "Invalid API key"}"#, #"expected usage, found the error "Invalid API key""#),
    (#"{"data": {"thisMonth": {}}}"#, "data.thisMonth: expected a number, found an object"),
    (#"{"data": {}}"#, "data.thisMonth: expected a number, found nothing"),
  ])
  func `a wrong reply names the place`(body: String, message: String) {
    let error = #expect(throws: ReplyError.self) { try shoal.normalise(Sample.reply(body)) }
    #expect(error?.description == message)
  }
}
