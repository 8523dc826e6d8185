import Testing
import UsageModel
import UsageProviders

struct UsageFetcherTests {
  private let time = VirtualTime()
  private let plan = FetchPlan(now: Sample.time("2026-11-20T00:00:00Z"))

  private func fetch(
    _ source: ProviderSource,
    _ transport: ScriptedTransport,
    usesPlanClock: Bool = false
  ) async throws -> FetchResult {
    try await UsageFetcher(transport: transport, clock: time.clock)
      .fetch(source, plan: plan, usesPlanClock: usesPlanClock)
  }

  @Test(arguments: [
    (
      Sample.source("puter", key: "token"), "https://api.puter.com/metering/usage", "Authorization",
      "Bearer "
    ),
    (
      Sample.source("cuadra", key: "token", baseURL: "https://proxy.example/cuadra/"),
      "https://proxy.example/cuadra/v1/usage", "Authorization", "Bearer "
    ),
    (
      Sample.source("helius", options: ["project": "a b/../c"]),
      "https://admin-api.helius.xyz/v0/admin/projects/a%20b%2F..%2Fc/usage", "X-Api-Key", ""
    ),
    (Sample.shoal, "https://api.shoal.xyz/v1/usage", "Authorization", "Bearer "),
  ])
  func `each platform is asked in its way`(
    source: ProviderSource,
    url: String,
    header: String,
    prefix: String
  ) async throws {
    let transport = ScriptedTransport([])
    _ = try? await fetch(source, transport)
    let request = try #require(transport.requests.first)
    #expect(request.method == "GET")
    #expect(request.url == url)
    #expect(
      request.headers == [
        HTTPRequest.Header("Accept", "application/json"),
        HTTPRequest.Header(header, prefix + Sample.marker),
      ]
    )
  }

  @Test func `parameters are percent-encoded`() async throws {
    let transport = ScriptedTransport([])
    _ = try? await fetch(Sample.source("notte", options: ["backfill_months": "1"]), transport)
    #expect(
      transport.requests.map(\.url) == ["https://api.notte.cc/usage?period=October%202026"]
    )
  }

  @Test
  func `a reply is observed at its date, learnt by the machine's clock, and keeps what tells`()
    async throws
  {
    let headers = [
      "date": "Sat, 21 Nov 2026 11:59:58 GMT", "content-type": "application/json",
      "x-plan-tier": "gold for \(Sample.marker)", "set-cookie": "id=1",
    ]
    let result = try await fetch(
      Sample.shoal,
      ScriptedTransport([.answer(200, Sample.shoalBody, headers)])
    )
    let reply = try #require(result.replies.first?.reply)
    #expect(reply.observedAt == Sample.time("2026-11-21T11:59:58Z"))
    #expect(reply.learntAt == Sample.noon)
    #expect(
      reply.headers == [
        "date": "Sat, 21 Nov 2026 11:59:58 GMT", "content-type": "application/json",
        "x-plan-tier": "gold for [redacted]",
      ]
    )
    #expect(result.replies.first?.normalised.readings.last?.observedAt == reply.observedAt)
    #expect(try ShoalProvider().normalise(reply) == result.replies.first?.normalised)
  }

  @Test func `without a date the machine's clock counts, and a given time before both`()
    async throws
  {
    let plain = try await fetch(
      Sample.shoal,
      ScriptedTransport([.answer(200, Sample.shoalBody)])
    )
    #expect(plain.replies.first?.reply.observedAt == Sample.noon)
    let given = try await fetch(
      Sample.shoal,
      ScriptedTransport([
        .answer(200, Sample.shoalBody, ["date": "Sat, 21 Nov 2026 11:59:58 GMT"])
      ]),
      usesPlanClock: true
    )
    #expect(given.replies.first?.reply.observedAt == plan.now)
    #expect(given.replies.first?.reply.learntAt == plan.now)
  }

  @Test(arguments: [
    ("Sun, 22 Nov 2026 12:00:00 GMT", "2026-11-22T12:00:00Z"),
    ("Fri, 20 Nov 2026 12:00:00 GMT", "2026-11-20T12:00:00Z"),
    ("yesterday", "2026-11-21T12:00:00Z"),
  ])
  func `a platform's clock is believed within a day`(date: String, observed: String) async throws {
    let answer = Result.answer(200, Sample.shoalBody, ["date": date])
    let result = try await fetch(Sample.shoal, ScriptedTransport([answer]))
    #expect(result.replies.first?.reply.observedAt == Sample.time(observed))
    #expect(result.warnings == [])
  }

  @Test(arguments: [
    ("Sun, 22 Nov 2026 12:00:01 GMT", "2026-11-22T12:00:01Z"),
    ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ("Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"),
  ])
  func `a clock that is further off is not, and moves no usage into other days`(
    date: String,
    stated: String
  ) async throws {
    let answer = Result.answer(200, Sample.shoalBody, ["date": date])
    let result = try await fetch(Sample.shoal, ScriptedTransport([answer]))
    let reply = try #require(result.replies.first)
    #expect(reply.reply.observedAt == Sample.noon)
    #expect(
      reply.normalised.readings.last?.window
        == BillingWindow(
          month: Month(year: 2026, month: 11),
          basis: .calendarMonth
        )
    )
    #expect(
      result.warnings == [
        "shoal-main: Shoal's clock says \(stated), more than 24 hours from this machine's "
          + "2026-11-21T12:00:00Z, which was taken instead; check the machine's clock"
      ]
    )
    // A moment that the user names comes before both clocks.
    let given = try await fetch(Sample.shoal, ScriptedTransport([answer]), usesPlanClock: true)
    #expect(given.replies.first?.reply.observedAt == plan.now)
    #expect(given.warnings == [])
  }

  @Test(arguments: [200, 400])
  func `a reply in which a credential could hide from the search is refused`(
    status: Int
  ) async throws {
    let text =
      #"{"data": {"today": 1, "thisWeek": 1, "thisMonth": 1}, "echo": "\#(Sample.marker)"}"#
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let answer = HTTPResponse(status: status, headers: [:], body: wide)
    do {
      _ = try await fetch(Sample.shoal, ScriptedTransport([.success(answer)]))
      Issue.record("the reply was taken")
    } catch let error as FetchError {
      #expect(error.code == (status == 200 ? .badReply : .refused))
      #expect(!error.description.contains("m\u{0}") && !error.description.contains(Sample.marker))
      if status == 200 { #expect(error.message.hasSuffix("sends what is not UTF-8 text")) }
    }
  }

  @Test func `faults of the platform and broken connections are tried again`() async throws {
    let transport = ScriptedTransport([
      .answer(500, ""), .fails(.broken, "the connection broke"), .answer(529, "busy"),
      .answer(200, Sample.shoalBody),
    ])
    let result = try await fetch(Sample.shoal, transport)
    #expect(result.retries == 3)
    #expect(time.slept == [.milliseconds(500), .seconds(1), .seconds(2)])
    #expect(
      transport.limits.map(\.attempt) == [.seconds(30), .seconds(30), .seconds(30), .seconds(30)]
    )
  }

  @Test(arguments: [
    (["retry-after": "7"], Duration.seconds(7)),
    (["retry-after": "0"], .milliseconds(500)),
    (
      ["retry-after": "Sat, 21 Nov 2026 10:00:20 GMT", "date": "Sat, 21 Nov 2026 10:00:00 GMT"],
      .seconds(20)
    ),
    (["retry-after": "Sat, 21 Nov 2026 12:00:09 GMT"], .seconds(9)),
    (["retry-after": "soon"], .milliseconds(500)),
    (["x-ratelimit-reset": "1795262405"], .seconds(5)),
  ])
  func `a wait that the platform asks for is kept`(
    headers: [String: String],
    wait: Duration
  ) async throws {
    let answers = Array(
      repeating: Result<HTTPResponse, HTTPError>.answer(429, "", headers),
      count: 2
    )
    let source = Sample.source("notte", options: ["backfill_months": "0"])
    _ = try? await fetch(source, ScriptedTransport(answers))
    #expect(time.slept.first == wait)
  }

  @Test func `a longer wait than allowed is a failure`() async throws {
    let transport = ScriptedTransport([
      .answer(429, #"{"error": "slow down"}"#, ["retry-after": "61"])
    ])
    let error = await #expect(throws: FetchError.self) { try await fetch(Sample.shoal, transport) }
    #expect(error?.code == .rateLimited)
    #expect(
      error?.description
        == #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 429: "slow down", and asks to wait 61 s, longer than 60 s; fetch less often, or try again later"#
    )
  }

  @Test func `the time for the whole source ends the tries`() async throws {
    var source = Sample.shoal
    source.limits.total = .milliseconds(1400)
    let transport = ScriptedTransport([.answer(500, ""), .answer(500, ""), .answer(500, "")])
    let error = await #expect(throws: FetchError.self) { try await fetch(source, transport) }
    #expect(
      error?.message
        == "Shoal at https://api.shoal.xyz/v1/usage answers 500, and the 1.4 s in all do not allow another try"
    )
    #expect(error?.retries == 1)
    #expect(transport.limits.map(\.attempt) == [.milliseconds(1400), .milliseconds(900)])
  }

  @Test func `a refused past month leaves a warning, a refused running month is an error`()
    async throws
  {
    let body = """
      {"plan_type": "pro", "period": "November 2026", "session_count": 0, "function_count": 0,
       "browser_usage_cost": 0, "proxy_usage_cost": 0, "llm_usage_cost": 0,
       "function_usage_cost": 0, "total_cost": 0, "subscription_limit_amount": 0,
       "topup_limit_amount": 0, "subscription_balance_amount": 0, "topup_balance_amount": 0,
       "balance_amount": 0, "is_usage_limit_exceeded": false}
      """
    let source = Sample.source("notte", options: ["backfill_months": "1"])
    let problem =
      #"{"detail":[{"loc":["query","period"],"msg":"too early","type":"value_error"}],"message":"Validation error"}"#
    let result = try await fetch(
      source,
      ScriptedTransport([.answer(422, problem), .answer(200, body)])
    )
    #expect(result.replies.map(\.reply.request) == ["usage"])
    #expect(
      result.warnings == [
        #"notte-main: October 2026 is missing: Notte at https://api.notte.cc/usage answers 422: "Validation error: query.period: too early""#
      ]
    )
    await #expect(throws: FetchError.self) {
      try await fetch(source, ScriptedTransport([.answer(422, problem), .answer(422, problem)]))
    }
  }

  @Test func `the detail of an app may fail, the rest stands`() async throws {
    let source = Sample.source("puter", key: "token", options: ["app_detail_limit": "5"])
    let body = #"{"usage": {"total": 1}, "appTotals": {"app-1": {"total": 1, "count": 1}}}"#
    let transport = ScriptedTransport([
      .answer(200, body), .answer(404, #"{"error": "App not found", "message": "App not found"}"#),
    ])
    let result = try await fetch(source, transport)
    #expect(transport.requests.last?.url == "https://api.puter.com/metering/usage/app-1")
    #expect(result.replies.count == 1)
    #expect(
      result.warnings == [
        #"puter-main: the detail of app app-1 is missing: Puter at https://api.puter.com/metering/usage/app-1 answers 404: "App not found""#
      ]
    )
  }
}
