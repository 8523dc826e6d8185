import Testing
import UsageModel
import UsageProviders

struct MachineTokenTests {
  private let time = VirtualTime()
  private let plan = FetchPlan(now: Sample.noon)
  private let source = ProviderSource(
    name: "cuadra",
    provider: "cuadra",
    credentials: ["client_id": Secret("id+1"), "client_secret": Secret("s&cret")]
  )
  private let usage = Result<HTTPResponse, HTTPError>.answer(200, #"{"credits": {"used": 1}}"#)

  private func token(_ token: String) -> Result<HTTPResponse, HTTPError> {
    .answer(200, #"{"access_token": "\#(token)", "expires_in": 3600, "token_type": "bearer"}"#)
  }

  @Test func `a token is asked for with a form and reused until shortly before its end`()
    async throws
  {
    let transport = ScriptedTransport([token("tok-1"), usage, usage, token("tok-2"), usage])
    let fetcher = UsageFetcher(transport: transport, clock: time.clock)
    _ = try await fetcher.fetch(source, plan: plan)
    time.pass(.seconds(3539))
    _ = try await fetcher.fetch(source, plan: plan)
    time.pass(.seconds(1))
    _ = try await fetcher.fetch(source, plan: plan)
    let requests = transport.requests
    #expect(requests[0].method == "POST")
    #expect(requests[0].url == "https://auth.cuadra.ai/v1/oauth2/token")
    #expect(
      requests[0].body.map { String(decoding: $0, as: UTF8.self) }
        == "grant_type=client_credentials&client_id=id%2B1&client_secret=s%26cret"
    )
    #expect(
      requests.map { $0.headers.last?.value } == [
        "application/x-www-form-urlencoded", "Bearer tok-1", "Bearer tok-1",
        "application/x-www-form-urlencoded", "Bearer tok-2",
      ]
    )
  }

  @Test func `a token that ended early is renewed once`() async throws {
    let transport = ScriptedTransport([
      token("tok-1"), usage, .answer(401, ""), token("tok-2"), usage,
    ])
    let fetcher = UsageFetcher(transport: transport, clock: time.clock)
    _ = try await fetcher.fetch(source, plan: plan)
    _ = try await fetcher.fetch(source, plan: plan)
    #expect(transport.requests.last?.headers.last?.value == "Bearer tok-2")
  }

  @Test func `a token is blanked out like any credential`() async throws {
    let transport = ScriptedTransport([
      token("tok-1"), .answer(200, #"{"credits": {"used": 1}, "you": "tok-1, id+1"}"#),
    ])
    let result = try await UsageFetcher(transport: transport, clock: time.clock)
      .fetch(source, plan: plan)
    #expect(
      result.replies.first.map { String(decoding: $0.reply.body, as: UTF8.self) }
        == #"{"credits": {"used": 1}, "you": "[redacted], [redacted]"}"#
    )
  }

  @Test(arguments: [
    (
      400, #"{"error": "invalid_client", "error_description": "no client id+1"}"#,
      #"cuadra: Cuadra AI at https://auth.cuadra.ai/v1/oauth2/token answers 400: "no client [redacted]"; check `client_id:` and `client_secret:` of source cuadra"#
    ),
    (
      200, #"{"token": "tok-1"}"#,
      "cuadra: Cuadra AI at https://auth.cuadra.ai/v1/oauth2/token sends what cannot be read: expected an object with access_token; nothing of it was stored: check `base_url:`, or look for a newer version of tally"
    ),
  ])
  func `a token that is not given says why`(status: Int, body: String, message: String) async {
    let fetcher = UsageFetcher(
      transport: ScriptedTransport([.answer(status, body)]),
      clock: time.clock
    )
    let error = await #expect(throws: FetchError.self) {
      try await fetcher.fetch(source, plan: plan)
    }
    #expect(error?.description == message)
  }

  @Test func `the address of tokens follows the same rules`() async {
    var source = source
    source.options["token_url"] = "http://auth.example.com/token"
    let fetcher = UsageFetcher(transport: ScriptedTransport([]), clock: time.clock)
    let error = await #expect(throws: FetchError.self) {
      try await fetcher.fetch(source, plan: plan)
    }
    #expect(error?.code == .insecure)
    #expect(error?.message.hasPrefix("token_url: plain http to auth.example.com") == true)
  }
}
