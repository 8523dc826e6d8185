import Foundation
import Testing
import UsageModel

@testable import ProviderSimulator

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

struct LoopbackTests {
  @Test(arguments: Asking.providers)
  func `a platform answers over HTTP what it answers without`(provider: String) async throws {
    let asking = try Asking()
    try await asking.simulator.start()
    let base = await asking.simulator.baseURL(for: provider)
    let target = try Asking.usageTarget(provider)
    let port = await asking.simulator.port
    #expect(base == "http://127.0.0.1:\(port)/\(provider)")
    let (body, http) = try await get("http://127.0.0.1:\(port)\(target)", Asking.headers(provider))
    let expected = try asking.get(target, headers: Asking.headers(provider))
    #expect(http.statusCode == 200)
    #expect(body == expected.body)
    for (name, value) in expected.headers {
      #expect(http.value(forHTTPHeaderField: name) == value, "\(name)")
    }
    await asking.simulator.stop()
    #expect(await asking.simulator.port == 0)
  }

  @Test func `a wrong key is refused over HTTP`() async throws {
    let asking = try Asking()
    try await asking.simulator.start()
    let url = await asking.simulator.baseURL(for: "shoal") + "/v1/usage"
    let (body, http) = try await get(url, ["Authorization": "Bearer wrong"])
    #expect(http.statusCode == 403)
    #expect(body == #"{"error":"Invalid API key"}"#)
    await asking.simulator.stop()
  }

  @Test func `a new moment and a percent-encoded period arrive`() async throws {
    let asking = try Asking()
    try await asking.simulator.start()
    await asking.simulator.setNow(try moment("2026-12-24T18:00:00Z"))
    let url = await asking.simulator.baseURL(for: "notte") + "/usage?period=November%202026"
    let (body, http) = try await get(url, Asking.headers("notte"))
    #expect(body.contains(#""period":"November 2026""#))
    #expect(http.value(forHTTPHeaderField: "Date") == "Thu, 24 Dec 2026 18:00:00 GMT")
    await asking.simulator.stop()
  }

  @Test func `a machine token is given over HTTP`() async throws {
    let asking = try Asking()
    try await asking.simulator.start()
    var request = URLRequest(
      url: try #require(URL(string: await asking.simulator.cuadraTokenURL))
    )
    request.httpMethod = "POST"
    request.httpBody = Data(
      ("grant_type=client_credentials&client_id=\(Credentials.cuadraClient)"
        + "&client_secret=\(Credentials.cuadraSecret)").utf8
    )
    let (data, _) = try await URLSession.shared.data(for: request)
    #expect(String(decoding: data, as: UTF8.self).hasSuffix(#""expires_in":3600}"#))
    await asking.simulator.stop()
  }

  @Test func `a port that is taken is an error at once`() async throws {
    let first = try Asking().simulator
    try await first.start()
    let port = await first.port
    let second = try Asking().simulator
    await #expect(throws: (any Error).self) { try await second.start(port: port) }
    await first.stop()
    try await second.start(port: port)
    #expect(await second.port == port)
    await second.stop()
  }

  private func get(
    _ url: String,
    _ headers: [String: String]
  ) async throws -> (body: String, http: HTTPURLResponse) {
    var request = URLRequest(url: try #require(URL(string: url)))
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await URLSession.shared.data(for: request)
    return (String(decoding: data, as: UTF8.self), try #require(response as? HTTPURLResponse))
  }
}
