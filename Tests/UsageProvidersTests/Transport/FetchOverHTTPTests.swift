import Testing
import UsageModel
import UsageProviders

struct FetchOverHTTPTests {
  private let plan = FetchPlan(now: Sample.noon)

  private func fetch(_ server: LoopbackServer) async throws -> FetchResult {
    // Real connections, but no real waiting between them.
    let fetcher = UsageFetcher(
      transport: CurlTransport(version: "1"),
      clock: VirtualTime().clock
    )
    return try await fetcher.fetch(Sample.source("shoal", baseURL: server.url), plan: plan)
  }

  @Test func `a fault and a broken connection are got over`() async throws {
    let server = LoopbackServer { number in
      switch number {
      case 0: .answer("500 Oops", [], "{}")
      case 1: .send("HTTP/1.1 200 OK\r\nContent-Length: 80\r\n\r\n{")
      default: .answer("200 OK", ["X-Plan-Tier: gold"], Sample.shoalBody)
      }
    }
    defer { server.stop() }
    let result = try await fetch(server)
    #expect(result.retries == 2)
    #expect(result.replies.first?.reply.headers == ["x-plan-tier": "gold"])
    #expect(
      server.requests.allSatisfy { $0.contains("Authorization: Bearer \(Sample.marker)\r\n") }
    )
  }

  @Test(arguments: [
    LoopbackServer.Action.answer("401 No", [], #"{"error": "\#(Sample.marker) is wrong"}"#),
    .answer("500 Oops", [], "<html><body>\(Sample.marker)</body></html>"),
    .answer("302 Found", ["Location: https://else.example/\(Sample.marker)"], ""),
    .answer("429 Slow", ["Retry-After: 90"], Sample.marker),
    .answer("200 OK", [], #"{"data": {"thisMonth": "\#(Sample.marker)"}}"#),
    .answer("200 OK", [], #"{"data": {"\#(Sample.marker)"#),
    .answer("200 OK", [], #"{"\#(Sample.marker)": 1, "error": "sk\/MARK\u002bed=key-7"}"#),
    .send("\(Sample.marker)\r\n\r\n"),
    .send(""),
  ])
  func `no failure shows the credential`(action: LoopbackServer.Action) async {
    let server = LoopbackServer { _ in action }
    defer { server.stop() }
    let error = await #expect(throws: FetchError.self) { try await fetch(server) }
    var shown = error.map { "\($0)" } ?? ""
    dump(error, to: &shown)
    #expect(!shown.contains("MARK"))
  }
}
