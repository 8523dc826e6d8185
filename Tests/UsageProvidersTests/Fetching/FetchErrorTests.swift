import Testing
import UsageModel
import UsageProviders

struct FetchErrorTests {
  private let plan = FetchPlan(now: Sample.noon)

  private func failure(
    _ source: ProviderSource,
    _ answers: [Result<HTTPResponse, HTTPError>]
  ) async -> FetchError? {
    let fetcher = UsageFetcher(
      transport: ScriptedTransport(answers),
      clock: VirtualTime().clock
    )
    return await #expect(throws: FetchError.self) { try await fetcher.fetch(source, plan: plan) }
  }

  @Test(arguments: [
    (
      401,
      #"{"error": "Bad \#(Sample.marker)", "message": "Bad \#(Sample.marker)", "code": "token_auth_failed"}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 401: "Bad [redacted]"; check `api_key:` of source shoal-main"#
    ),
    (
      403, #"{"statusCode": 403, "message": "Admin API not enabled", "error": "Forbidden"}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 403: "Admin API not enabled"; check `api_key:` of source shoal-main"#
    ),
    (
      404, #"{"type": "about:blank", "title": "Not Found", "status": 404}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 404: "Not Found"; check `base_url:` of source shoal-main"#
    ),
    (
      400, #"{"error": {"message": "nested"}}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 400: "nested"; check `base_url:` of source shoal-main"#
    ),
    (
      422,
      #"{"detail": [{"loc": ["query", "period"], "msg": "bad", "type": "value_error", "input": 1, "ctx": {}}]}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 422: "query.period: bad"; check `base_url:` of source shoal-main"#
    ),
    (
      422,
      #"{"detail": [{"loc": ["query", 0], "msg": "bad", "type": "x"}], "message": "Validation error"}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 422: "Validation error: query.0: bad"; check `base_url:` of source shoal-main"#
    ),
    (
      410, "<!DOCTYPE html><title> Gone </title>",
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 410: an HTML page titled "Gone"; check `base_url:` of source shoal-main"#
    ),
    (
      418, "tea\u{1B}[31m\npot",
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 418: "tea\u{1b}[31m\npot"; check `base_url:` of source shoal-main"#
    ),
    (
      200, #"{"error": "go away"}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage sends what cannot be read: expected usage, found the error "go away"; nothing of it was stored: check `base_url:`, or look for a newer version of tally"#
    ),
    (
      200, #"{"data": {"thisMonth": "\#(Sample.marker)"}}"#,
      #"shoal-main: Shoal at https://api.shoal.xyz/v1/usage sends what cannot be read: data.thisMonth: expected a number, found text "[redacted]"; nothing of it was stored: check `base_url:`, or look for a newer version of tally"#
    ),
  ])
  func `an answer that is no usage says what, where and what to do`(
    status: Int,
    body: String,
    message: String
  ) async {
    #expect(await failure(Sample.shoal, [.answer(status, body)])?.description == message)
  }

  @Test func `a quotation is cut`() async {
    let error = await failure(
      Sample.shoal,
      [.answer(400, #"{"error": "\#(String(repeating: "x", count: 300))"}"#)]
    )
    #expect(error?.message.hasSuffix("\"" + String(repeating: "x", count: 200) + "…\"") == true)
  }

  @Test func `a redirect names its target without the query and is not followed`() async {
    let error = await failure(
      Sample.shoal,
      [.answer(302, "", ["location": "https://evil.example/\(Sample.marker)?key=\(Sample.marker)"])]
    )
    #expect(error?.code == .redirect)
    #expect(
      error?.description
        == "shoal-main: Shoal at https://api.shoal.xyz/v1/usage answers 302 and points to https://evil.example/[redacted]; redirects are not followed: if the platform has moved, set `base_url:` of source shoal-main"
    )
  }

  @Test(arguments: [
    ("https://me:word@evil.example/a@b?c", "https://evil.example/a@b"),
    ("//me@evil.example#x", "//evil.example"), ("/login?next=1", "/login"),
    ("https://evil.example\\@good.example/", "https://evil.example\\@good.example/"),
  ])
  func `a redirect shows neither user nor query`(location: String, shown: String) async {
    let error = await failure(Sample.shoal, [.answer(308, "", ["location": location])])
    #expect(error?.message.hasSuffix("answers 308 and points to \(shown)") == true)
  }

  @Test func `a source whose time is used up is not asked any more`() async throws {
    var source = Sample.source("notte", options: ["backfill_months": "1"])
    source.limits.total = .milliseconds(400)
    let time = VirtualTime()
    let body = #"{"detail": "no such month"}"#
    let transport = SlowTransport(time: time, .answer(422, body))
    let error = await #expect(throws: FetchError.self) {
      try await UsageFetcher(transport: transport, clock: time.clock).fetch(source, plan: plan)
    }
    #expect(error?.code == .timeout)
    #expect(
      error?.description
        == "notte-main: Notte at https://api.notte.cc/usage was not asked: the 0.4 s in all are used "
        + "up; allow more time with `fetch: total` in source notte-main"
    )
  }

  /// A transport that takes a second for every answer.
  private struct SlowTransport: HTTPTransport {
    let time: VirtualTime
    let answer: Result<HTTPResponse, HTTPError>

    init(time: VirtualTime, _ answer: Result<HTTPResponse, HTTPError>) {
      self.time = time
      self.answer = answer
    }

    func send(
      _ request: HTTPRequest,
      limits: FetchLimits
    ) async throws(HTTPError) -> HTTPResponse {
      time.pass(.seconds(1))
      return try answer.get()
    }
  }

  @Test func `a credential with a question mark is blanked out before the query is cut off`() async
  {
    var source = Sample.shoal
    source.credentials["api_key"] = Secret("MARK?key")
    let error = await failure(
      source,
      [.answer(302, "", ["location": "https://evil.example/MARK?key&a=1"])]
    )
    #expect(
      error?.message.hasSuffix("answers 302 and points to https://evil.example/[redacted]&a=1")
        == true
    )
  }

  @Test func `a refused project names its configuration key`() async {
    let source = Sample.source("helius", options: ["project": "p1"])
    let error = await failure(
      source,
      [.answer(400, #"{"statusCode":400,"message":["Invalid project id"]}"#)]
    )
    #expect(error?.code == .refused)
    #expect(error?.advice == "check `project:` of source helius-main")
  }

  @Test func `a fault that stays says how often it was tried`() async {
    let error = await failure(
      Sample.shoal,
      Array(repeating: .fails(.noConnection, "no connection could be made"), count: 4)
    )
    #expect(error?.code == .unreachable)
    #expect(error?.retries == 3)
    #expect(
      error?.description
        == "shoal-main: Shoal at https://api.shoal.xyz/v1/usage: no connection could be made, tried 4 times; check the network of this machine"
    )
  }

  @Test(arguments: [
    (HTTPError.Code.untrusted, FetchError.Code.untrusted), (.tooLarge, .tooLarge),
    (.badEncoding, .badReply), (.cancelled, .cancelled), (.badAddress, .configuration),
  ])
  func `what would not help is tried once`(code: HTTPError.Code, becomes: FetchError.Code) async {
    let error = await failure(Sample.shoal, [.fails(code, "it did")])
    #expect(error?.code == becomes)
    #expect(error?.message == "Shoal at https://api.shoal.xyz/v1/usage: it did")
    #expect(error?.retries == 0)
  }

  @Test(arguments: [
    (
      "http://api.example.com", FetchError.Code.insecure,
      "base_url: plain http to api.example.com would show the credential to everyone; use https, or say `allow_http: true` in source shoal-main"
    ),
    (
      "http://127.0.0.1.evil.example", .insecure,
      "base_url: plain http to 127.0.0.1.evil.example would show the credential to everyone; use https, or say `allow_http: true` in source shoal-main"
    ),
    (
      "ftp://api.example.com", .configuration,
      "base_url: this is no http or https address; write it like https://api.example.com"
    ),
    (
      "api.example.com", .configuration,
      "base_url: this is no http or https address; write it like https://api.example.com"
    ),
    (
      "https://user:pw@api.example.com", .configuration,
      "base_url: an address may not hold a user name or a password; write it like https://api.example.com"
    ),
    (
      "https://api.example.com?key=1", .configuration,
      "base_url: an address may not hold a query or a fragment; write it like https://api.example.com"
    ),
  ])
  func `an address that will not do is refused before anything is sent`(
    baseURL: String,
    code: FetchError.Code,
    message: String
  ) async {
    let error = await failure(Sample.source("shoal", baseURL: baseURL), [])
    #expect(error?.code == code)
    #expect(error?.description == "shoal-main: \(message)")
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080", false), ("http://127.9.8.7/x", false), ("http://[::1]:1", false),
    ("http://localhost", false), ("http://api.example.com", true),
  ])
  func `plain http is for this machine or by permission`(baseURL: String, allows: Bool) async throws
  {
    var source = Sample.source("shoal", baseURL: baseURL)
    source.allowsHTTP = allows
    let transport = ScriptedTransport([.answer(200, Sample.shoalBody)])
    _ = try await UsageFetcher(transport: transport).fetch(source, plan: plan)
    #expect(transport.requests.map(\.url) == ["\(baseURL)/v1/usage"])
  }

  @Test func `what a source lacks is named`() async {
    var source = Sample.source("helius")
    #expect(
      await failure(source, [])?.description
        == "helius-main: Helius needs `project:`; add it to source helius-main"
    )
    source.provider = "cuadra"
    #expect(
      await failure(source, [])?.description
        == "helius-main: Cuadra AI needs `token:`, or `client_id:` and `client_secret:`; add it to source helius-main"
    )
    source.provider = "heelius"
    #expect(
      await failure(source, [])?.description
        == #"helius-main: no platform is called "heelius"; use one of: cuadra, helius, notte, puter, shoal"#
    )
    source = Sample.shoal
    source.credentials["api_key"] = Secret("two\r\nlines")
    #expect(
      await failure(source, [])?.description
        == "shoal-main: `api_key:` holds a line break or another control character; put nothing but the credential into the file or the variable that it names"
    )
    source.credentials["api_key"] = Secret("")
    #expect(await failure(source, [])?.message == "`api_key:` is empty")
  }
}
