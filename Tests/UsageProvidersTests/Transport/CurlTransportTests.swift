import Foundation
import Testing
import UsageModel
import UsageProviders

struct CurlTransportTests {
  private let transport = CurlTransport(version: "1.2.3")

  /// Time enough also on a machine that has other things to do.
  private static let patient: FetchLimits = {
    var limits = FetchLimits()
    limits.connect = .seconds(300)
    limits.attempt = .seconds(300)
    return limits
  }()

  private func get(
    _ url: String,
    _ change: (inout FetchLimits) -> Void = { _ in }
  ) async throws -> HTTPResponse {
    var limits = Self.patient
    change(&limits)
    return try await transport.send(HTTPRequest(url: url), limits: limits)
  }

  private func failure(
    _ url: String,
    _ change: (inout FetchLimits) -> Void = { _ in }
  ) async -> HTTPError? {
    await #expect(throws: HTTPError.self) { try await get(url, change) }
  }

  @Test func `a response comes with status, header and body`() async throws {
    let server = LoopbackServer { _ in
      .answer("401 Unauthorized", ["X-Twice: a", "x-twice:  b "], #"{"error":"no"}"#)
    }
    defer { server.stop() }
    let response = try await get(server.url + "/v1/usage?period=May%202025")
    #expect(response.status == 401)
    #expect(response.headers["x-twice"] == "a, b")
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"error":"no"}"#)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /v1/usage?period=May%202025 HTTP/1.1\r\n"))
    #expect(request.contains("\r\nUser-Agent: tallystick/1.2.3\r\n"))
    #expect(request.contains("\r\nAccept-Encoding: "))
  }

  @Test func `header and body are sent as they are`() async throws {
    let server = LoopbackServer { _ in .answer("200 OK", [], "") }
    defer { server.stop() }
    let request = HTTPRequest(
      method: "POST",
      url: server.url,
      headers: [HTTPRequest.Header("X-Api-Key", "k 1"), HTTPRequest.Header("Accept", "a/b")],
      body: Array("a=b\0c".utf8)
    )
    let response = try await transport.send(request, limits: Self.patient)
    #expect(response.body == [])
    let sent = try #require(server.requests.first)
    #expect(sent.hasPrefix("POST / HTTP/1.1\r\n"))
    #expect(sent.contains("\r\nX-Api-Key: k 1\r\n") && sent.contains("\r\nAccept: a/b\r\n"))
    #expect(sent.hasSuffix("\r\n\r\na=b\0c"))
  }

  @Test func `a connection is used again`() async throws {
    let server = LoopbackServer { .keepAlive("\($0)") }
    defer { server.stop() }
    for number in 0..<3 {
      #expect(try await get(server.url).body == Array("\(number)".utf8))
    }
    #expect(server.connections == 1)
  }

  @Test func `many at once do not get in each other's way`() async throws {
    let server = LoopbackServer { _ in .answer("200 OK", [], "ok") }
    defer { server.stop() }
    let url = server.url
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await transport.send(HTTPRequest(url: url), limits: Self.patient).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(server.requests.count == 20)
  }

  @Test func `however many wait, only so many connections are open`() async throws {
    let servers = (0..<6).map { _ in LoopbackServer { .keepAlive("\($0)") } }
    defer { for server in servers { server.stop() } }
    let urls = servers.map(\.url)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<300 {
        group.addTask {
          let response = try await transport.send(
            HTTPRequest(url: urls[number % urls.count]),
            limits: Self.patient
          )
          return response.status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(servers.map(\.requests.count) == Array(repeating: 50, count: 6))
    #expect(servers.map(\.mostConnections).reduce(0, +) <= 2 * CurlTransport.mostAtOnce)
    #expect(servers.allSatisfy { $0.mostConnections <= CurlTransport.mostAtOnce })
  }

  @Test func `who waits for a place goes away when the task is cancelled`() async throws {
    let server = LoopbackServer { _ in .hang("") }
    defer { server.stop() }
    let url = server.url
    @Sendable func ask() -> Task<HTTPResponse, any Error> {
      Task { try await transport.send(HTTPRequest(url: url), limits: Self.patient) }
    }
    let running = (0..<CurlTransport.mostAtOnce).map { _ in ask() }
    while server.requests.count < running.count { try await Task.sleep(for: .milliseconds(1)) }
    let waiting = (0..<5).map { _ in ask() }
    for task in waiting + running {
      task.cancel()
      let error = await #expect(throws: HTTPError.self) { try await task.value }
      #expect(error?.code == .cancelled)
    }
    #expect(server.requests.count == running.count)
    // Every place is free again.
    let other = LoopbackServer { _ in .answer("200 OK", [], "ok") }
    defer { other.stop() }
    #expect(try await get(other.url).status == 200)
  }

  @Test func `a redirect is not followed`() async throws {
    let other = LoopbackServer { _ in .answer("200 OK", [], "caught") }
    let server = LoopbackServer { _ in
      .answer("302 Found", ["Location: \(other.url)/login"], "")
    }
    defer {
      server.stop()
      other.stop()
    }
    let response = try await get(server.url)
    #expect(response.status == 302)
    #expect(response.headers["location"] == "\(other.url)/login")
    #expect(other.requests == [])
  }

  /// 26 bytes of JSON, and 200,000 spaces in 230 bytes.
  private static let packed = "H4sIAAAAAAACA6tWSkksSVSyUqhWKsnILPbNzyvJAPKMa2sB16uuaBoAAAA="
  private static let bomb = """
    H4sIAAAAAAACA+3BMQEAAADCoCrrn9IM/kABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAK8BMWFiEEANAwA=
    """

  private func gzipServer(_ base64: String) throws -> LoopbackServer {
    let bytes = try #require(Data(base64Encoded: base64))
    return LoopbackServer { _ in
      .send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n",
        Array(bytes)
      )
    }
  }

  @Test func `a packed body is unpacked`() async throws {
    let server = try gzipServer(Self.packed)
    defer { server.stop() }
    let body = try await get(server.url).body
    #expect(String(decoding: body, as: UTF8.self) == #"{"data": {"thisMonth": 3}}"#)
  }

  @Test func `the limit counts unpacked bytes`() async throws {
    let server = try gzipServer(Self.bomb)
    defer { server.stop() }
    #expect(try await get(server.url) { $0.body = 200_000 }.body.count == 200_000)
    let error = await failure(server.url) { $0.body = 128 << 10 }
    #expect(error?.code == .tooLarge)
    #expect(error?.message == "the reply is larger than 128 KiB after decompression")
  }

  @Test func `a header without end is too large`() async {
    let server = LoopbackServer { _ in
      let line = "X-Filler: " + String(repeating: "x", count: 1000) + "\r\n"
      return .send("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 400) + "\r\n")
    }
    defer { server.stop() }
    #expect(await failure(server.url)?.code == .tooLarge)
  }

  @Test func `a body that is not what its encoding says is an error`() async {
    let server = LoopbackServer { _ in .answer("200 OK", ["Content-Encoding: gzip"], "plain") }
    defer { server.stop() }
    let error = await failure(server.url)
    #expect(error == HTTPError(.badEncoding, "the reply cannot be decompressed"))
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"data\"", ""])
  func `a reply that breaks off is an error`(text: String) async {
    let server = LoopbackServer { _ in .send(text) }
    defer { server.stop() }
    #expect(
      await failure(server.url)
        == HTTPError(.broken, "the connection broke before the reply was complete")
    )
  }

  @Test func `nobody listens`() async {
    let server = LoopbackServer { _ in .send("") }
    server.stop()
    #expect(
      await failure(server.url) == HTTPError(.noConnection, "no connection could be made")
    )
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
  func `the time for one try ends it`(text: String) async {
    let server = LoopbackServer { _ in .hang(text) }
    defer { server.stop() }
    let error = await failure(server.url) { $0.attempt = .milliseconds(2500) }
    #expect(error == HTTPError(.timeout, "no complete reply within 2.5 s"))
  }

  @Test func `cancelling the task stops the transfer`() async throws {
    let server = LoopbackServer { _ in .hang("") }
    defer { server.stop() }
    let url = server.url
    let task = Task { try await transport.send(HTTPRequest(url: url), limits: Self.patient) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let error = await #expect(throws: HTTPError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1/x", "http://", "gopher://127.0.0.1"])
  func `nothing but http is spoken`(url: String) async {
    #expect(await failure(url) == HTTPError(.badAddress, "the address cannot be used"))
  }

  @Test func `a file of certificates that is not there is an error`() async {
    let server = LoopbackServer { _ in .hang("") }
    defer { server.stop() }
    let url = server.url.replacing("http:", with: "https:")
    let error = await failure(url) { $0.caFile = "/nowhere/ca.pem" }
    #expect(error?.code == .untrusted)
  }
}
