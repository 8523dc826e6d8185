import Testing
import UsageModel
import UsageProviders

struct NotteTests {
  private let notte = NotteProvider()
  private let source = ProviderSource(
    name: "notte",
    provider: "notte",
    options: ["backfill_months": "2"]
  )

  private func body(period: String = "November 2026", extra: String = "") -> String {
    """
    {"plan_type": "starship", "period": "\(period)", "session_count": 7, "function_count": 2,
     "browser_usage_cost": 1.1, "proxy_usage_cost": 0.2, "llm_usage_cost": 0.037,
     "function_usage_cost": 0.4, "total_cost": 1.75, "subscription_limit_amount": 10.0,
     "topup_limit_amount": 5, "subscription_balance_amount": 8.25, "topup_balance_amount": 5,
     "balance_amount": 13.25, "is_usage_limit_exceeded": false\(extra)}
    """
  }

  @Test func `four costs, two counts and a total that may be more`() throws {
    let reply = try notte.normalise(Sample.reply(body()))
    #expect(reply.lines(.total) == [" cost 1.75 USD"])
    #expect(
      reply.lines(.service) == [
        "browser cost 1.1 USD", "proxy cost 0.2 USD", "llm cost 0.037 USD",
        "function cost 0.4 USD", "browser|sessions quantity 7 session",
        "function|functions quantity 2 function",
      ]
    )
    #expect(
      reply.allowanceLines == [
        "subscription: 1.75 of 10, 8.25 left, USD, resets 2026-12-01T00:00:00Z",
        "top-up: 0 of 5, 5 left, USD",
      ]
    )
    #expect(reply.findings == [])
    #expect(reply.plan == "starship")
  }

  @Test(arguments: ["Oct 2026", "October 2026", "2026-10", "october 2026"])
  func `the window is the month that the reply names`(period: String) throws {
    let reply = try notte.normalise(Sample.reply(body(period: period)))
    let window = Sample.window("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", .stated)
    #expect(reply.readings.allSatisfy { $0.window == window })
  }

  @Test func `an unknown spelling of the period is noticed, the calendar counts`() throws {
    let reply = try notte.normalise(Sample.reply(body(period: "this month")))
    #expect(
      reply.findings == [
        ReplyFinding(
          .warning,
          "Notte names a period that this version does not know: \"this month\""
        )
      ]
    )
    #expect(reply.readings.first?.window.basis == .calendarMonth)
  }

  @Test func `a past month is the one that was asked for and has no allowances`() throws {
    let reply = try notte.normalise(
      Sample.reply(body(period: "?"), request: "usage 2026-09")
    )
    #expect(
      reply.readings.first?.window
        == Sample.window("2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z", .stated)
    )
    #expect(reply.allowances == [])
    let error = #expect(throws: ReplyError.self) {
      try notte.normalise(Sample.reply(body(), request: "usage 2026-09"))
    }
    #expect(
      error?.description == #"period: expected September 2026, found text "November 2026""#
    )
  }

  @Test func `a whole body with a detail is good, one that lacks fields is an error`() throws {
    let whole = try notte.normalise(Sample.reply(body(extra: #", "detail": "hm""#)))
    #expect(whole.readings.count == 7)
    #expect(
      whole.findings.map(\.text) == ["Notte sends a field this version does not know: `detail`"]
    )
    let error = #expect(throws: ReplyError.self) {
      try notte.normalise(Sample.reply(#"{"detail": "no such period"}"#))
    }
    #expect(error?.description == #"expected usage, found the error "no such period""#)
  }

  @Test func `an exceeded limit is a warning`() throws {
    let text = body().replacing("exceeded\": false", with: "exceeded\": true")
    #expect(
      try notte.normalise(Sample.reply(text)).findings == [
        ReplyFinding(.warning, "Notte says that the usage limit is exceeded")
      ]
    )
    #expect(
      try notte.normalise(
        Sample.reply(text.replacing("November", with: "October"), request: "usage 2026-10")
      ).findings == []
    )
  }

  @Test func `a balance above its limit does not say what was used`() throws {
    let text = body().replacing("\"topup_limit_amount\": 5", with: "\"topup_limit_amount\": 4")
    #expect(
      try notte.normalise(Sample.reply(text)).allowanceLines.last == "top-up: - of 4, 5 left, USD"
    )
  }

  @Test func `a month that is asked for is named as the platform's people write it`() {
    let plan = FetchPlan(
      now: Sample.time("2026-12-01T00:00:00Z"),
      since: Month(year: 2026, month: 1)
    )
    let asked = notte.requests(for: source, plan: plan).compactMap(\.query.first?.value)
    #expect(
      asked == [
        "January 2026", "February 2026", "March 2026", "April 2026", "May 2026", "June 2026",
        "July 2026", "August 2026", "September 2026", "October 2026", "November 2026",
      ]
    )
  }

  private func ids(_ plan: FetchPlan) -> [String] {
    notte.requests(for: source, plan: plan).map(\.id)
  }

  @Test func `the first fetch reads back`() {
    #expect(
      ids(FetchPlan(now: Sample.noon)) == ["usage 2026-09", "usage 2026-10", "usage"]
    )
    let requests = notte.requests(for: source, plan: FetchPlan(now: Sample.noon))
    #expect(requests.first?.query == [ProviderRequest.Parameter("period", "September 2026")])
    #expect(requests.last?.query == [])
  }

  @Test func `later fetches read the running month only`() {
    let plan = FetchPlan(
      now: Sample.noon,
      lastObserved: ["usage": Sample.time("2026-11-01T00:00:00Z")]
    )
    #expect(ids(plan) == ["usage"])
  }

  @Test func `months that closed since are read once more, once`() {
    var plan = FetchPlan(
      now: Sample.noon,
      lastObserved: ["usage": Sample.time("2026-09-30T23:59:59Z")]
    )
    #expect(ids(plan) == ["usage 2026-09", "usage 2026-10", "usage"])
    plan.lastObserved["usage 2026-09"] = Sample.time("2026-10-01T00:00:00Z")
    plan.lastObserved["usage 2026-10"] = Sample.time("2026-10-31T23:00:00Z")
    #expect(ids(plan) == ["usage 2026-10", "usage"])
  }

  @Test func `a month that closes at the fetch is read by it`() {
    let plan = FetchPlan(
      now: Sample.time("2026-11-01T00:00:00Z"),
      lastObserved: ["usage": Sample.time("2026-10-31T12:00:00Z")]
    )
    #expect(ids(plan) == ["usage 2026-10", "usage"])
  }

  @Test func `since takes the place of the usual months`() {
    let plan = FetchPlan(
      now: Sample.noon,
      since: Month(year: 2026, month: 10),
      lastObserved: [
        "usage": Sample.noon, "usage 2026-10": Sample.time("2026-11-05T00:00:00Z"),
      ]
    )
    #expect(ids(plan) == ["usage 2026-10", "usage"])
  }
}
