import Testing
import UsageModel
import UsageProviders

/// A platform that has its readings on several pages.
private struct PagedProvider: Provider {
  let name = "paged"
  let title = "Paged"
  let defaultBaseURL = "https://api.paged.test/v1"
  let costUnits = ["USD"]
  let credentialChoices = [["key"]]
  let headers = [HTTPRequest.Header("X-Version", "3")]
  var paging: ProviderRequest.Paging?
  var most = 200
  var body: [UInt8]?
  var finalAfter: Timestamp?

  func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    var request = ProviderRequest(id: "costs", path: ["costs"], query: [.init("limit", "2")])
    request.paging = paging
    request.mostPages = most
    request.body = body
    request.finalAfter = finalAfter
    return [request]
  }

  func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    NormalisedReply(readings: [])
  }
}

struct PagingTests {
  private let time = VirtualTime()
  private static let source: ProviderSource = {
    var source = ProviderSource(
      name: "mine",
      provider: "paged",
      credentials: ["key": Secret(Sample.marker)]
    )
    source.limits.tries = 1
    return source
  }()

  private func fetch(
    _ provider: PagedProvider,
    _ transport: ScriptedTransport,
    _ source: ProviderSource = source,
    plan: FetchPlan = FetchPlan(now: Sample.noon)
  ) async throws -> FetchResult {
    try await UsageFetcher(
      transport: transport,
      clock: time.clock,
      providers: ProviderCatalogue([provider])
    ).fetch(source, plan: plan)
  }

  private func urls(_ transport: ScriptedTransport) -> [String] {
    transport.requests.map { String($0.url.dropFirst("https://api.paged.test".count)) }
  }

  @Test func `all pages together are one reply, with credentials blanked out`() async throws {
    let transport = ScriptedTransport([
      .answer(200, #"{"n":1,"more":true,"next":"c 1"}"#),
      .answer(200, #"{"n":"\#(Sample.marker)","more":true,"next":7}"#),
      .answer(200, #"{"n":3,"more":false,"next":"c3"}"#),
    ])
    let cursor = ProviderRequest.Paging.cursor(field: ["next"], parameter: "page", more: ["more"])
    let result = try await fetch(PagedProvider(paging: cursor), transport)
    #expect(
      urls(transport) == [
        "/v1/costs?limit=2", "/v1/costs?limit=2&page=c%201", "/v1/costs?limit=2&page=7",
      ]
    )
    let reply = try #require(result.replies.first?.reply)
    #expect(result.replies.count == 1 && reply.headers["tally-pages"] == "3")
    #expect(
      String(decoding: reply.body, as: UTF8.self)
        == #"[{"n":1,"more":true,"next":"c 1"},{"n":"[redacted]","more":true,"next":7},{"n":3,"more":false,"next":"c3"}]"#
    )
    #expect(
      transport.requests.allSatisfy { $0.headers.contains(HTTPRequest.Header("X-Version", "3")) }
    )
  }

  @Test func `numbered pages go on until a list is empty`() async throws {
    let transport = ScriptedTransport([
      .answer(200, #"{"data":[1]}"#), .answer(200, #"{"data":[2]}"#), .answer(200, #"{"data":[]}"#),
    ])
    let paging = ProviderRequest.Paging.number(
      parameter: "page",
      first: 1,
      list: ["data"],
      more: nil
    )
    let result = try await fetch(PagedProvider(paging: paging), transport)
    #expect(
      urls(transport) == [
        "/v1/costs?limit=2", "/v1/costs?limit=2&page=2", "/v1/costs?limit=2&page=3",
      ]
    )
    #expect(result.replies.first?.reply.headers["tally-pages"] == "3")
  }

  @Test func `links are followed on the same host, from the header and from a field`() async throws
  {
    let next =
      #"<https://api.paged.test/v1/costs?cursor=2>; rel="next", <https://api.paged.test/x>; rel="last""#
    let byHeader = ScriptedTransport([.answer(200, "{}", ["link": next]), .answer(200, "{}")])
    _ = try await fetch(PagedProvider(paging: .link(field: nil)), byHeader)
    #expect(urls(byHeader) == ["/v1/costs?limit=2", "/v1/costs?cursor=2"])
    let byField = ScriptedTransport([
      .answer(200, #"{"links":{"next":"/v1/costs?c=2"}}"#),
      .answer(200, #"{"links":{"next":null}}"#),
    ])
    _ = try await fetch(PagedProvider(paging: .link(field: ["links", "next"])), byField)
    #expect(urls(byField) == ["/v1/costs?limit=2", "/v1/costs?c=2"])
  }

  @Test(arguments: [
    "https://evil.test/v1/costs", "http://api.paged.test/v1/costs", "//evil.test/x",
    "https://api.paged.test:8443/v1", "https://user:pw@api.paged.test/v1",
    "https://api.paged.test.evil.test/",
  ])
  func `a link to anywhere else is not followed`(link: String) async throws {
    let transport = ScriptedTransport([.answer(200, #"{"next":"\#(link)"}"#), .answer(200, "{}")])
    let error = await #expect(throws: FetchError.self) {
      try await fetch(PagedProvider(paging: .link(field: ["next"])), transport)
    }
    #expect(
      error?.message
        == "Paged at https://api.paged.test/v1/costs sends pages that cannot be followed: "
        + "page 1 points to \"\(link)\", which is not below the same host"
    )
    #expect(transport.requests.count == 1)
  }

  @Test func `pages that go in circles, and too many of them, are an error`() async throws {
    let cursor = ProviderRequest.Paging.cursor(field: ["next"], parameter: "page", more: nil)
    let circle = ScriptedTransport([
      .answer(200, #"{"next":"a"}"#), .answer(200, #"{"next":"b"}"#),
      .answer(200, #"{"next":"a"}"#),
    ])
    let first = await #expect(throws: FetchError.self) {
      try await fetch(PagedProvider(paging: cursor), circle)
    }
    #expect(first?.message.hasSuffix("page 3 points to one that was read already") == true)
    let long = ScriptedTransport((1...9).map { .answer(200, #"{"next":"\#($0)"}"#) })
    let second = await #expect(throws: FetchError.self) {
      try await fetch(PagedProvider(paging: cursor, most: 4), long)
    }
    #expect(second?.message.hasSuffix("there are more than 4 pages") == true)
    #expect(long.requests.count == 4)
  }

  @Test func `the limit of a body holds for all pages together`() async throws {
    var source = Self.source
    source.limits.body = 40
    let page = #"{"next":"\#(String(repeating: "x", count: 15))"}"#
    let transport = ScriptedTransport([
      .answer(200, page), .answer(200, page.replacing("x", with: "y")), .answer(200, "{}"),
    ])
    let cursor = ProviderRequest.Paging.cursor(field: ["next"], parameter: "page", more: nil)
    let error = await #expect(throws: FetchError.self) {
      try await fetch(PagedProvider(paging: cursor), transport, source)
    }
    #expect(error?.code == .tooLarge)
    #expect(
      error?.message == "Paged at https://api.paged.test/v1/costs: 2 pages have more than 40 bytes"
    )
  }

  @Test func `a page that fails loses the whole reply`() async throws {
    let transport = ScriptedTransport([.answer(200, #"{"next":"a"}"#), .answer(500, "")])
    let cursor = ProviderRequest.Paging.cursor(field: ["next"], parameter: "page", more: nil)
    let error = await #expect(throws: FetchError.self) {
      try await fetch(PagedProvider(paging: cursor), transport)
    }
    #expect(error?.code == .server)
  }

  @Test func `a platform cannot say that its body is pages`() async throws {
    let transport = ScriptedTransport([.answer(200, "[1]", ["tally-pages": "1"])])
    let result = try await fetch(PagedProvider(), transport)
    #expect(result.replies.first?.reply.headers["tally-pages"] == nil)
  }

  @Test func `a body makes the request a POST of JSON`() async throws {
    let transport = ScriptedTransport([.answer(200, "{}")])
    _ = try await fetch(PagedProvider(body: Array("{}".utf8)), transport)
    let request = try #require(transport.requests.first)
    #expect(request.method == "POST" && request.body == Array("{}".utf8))
    #expect(request.headers.contains(HTTPRequest.Header("Content-Type", "application/json")))
  }

  @Test func `a reply that is final is not asked for again, unless past months are`() async throws {
    let final = Sample.time("2026-11-08T00:00:00Z")
    var plan = FetchPlan(now: Sample.noon, lastObserved: ["costs": final])
    let idle = ScriptedTransport([])
    #expect(try await fetch(PagedProvider(finalAfter: final), idle, plan: plan).replies.isEmpty)
    plan.lastObserved["costs"] = final.advanced(bySeconds: -1)
    #expect(
      try await fetch(
        PagedProvider(finalAfter: final),
        ScriptedTransport([.answer(200, "{}")]),
        plan: plan
      ).replies.count == 1
    )
    plan.lastObserved["costs"] = final
    plan.since = Month("2026-10")
    #expect(
      try await fetch(
        PagedProvider(finalAfter: final),
        ScriptedTransport([.answer(200, "{}")]),
        plan: plan
      ).replies.count == 1
    )
  }
}
