import Foundation
import Testing
import UsageModel

@testable import ProviderSimulator

struct CuadraTokenTests {
  private struct Grant: Decodable {
    let accessToken: String
    let tokenType: String
    let expiresIn: Int
  }

  private static let form =
    "grant_type=client_credentials&client_id=\(Credentials.cuadraClient)"
    + "&client_secret=\(Credentials.cuadraSecret)"

  private func post(_ target: String, _ form: String, _ asking: Asking) -> SimulatedResponse {
    asking.simulator.answer(to: SimulatedRequest(method: "POST", target: target, body: form)).reply
  }

  private func grant(_ reply: SimulatedResponse) throws -> Grant {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Grant.self, from: Data(reply.body.utf8))
  }

  private func status(_ token: String, _ asking: Asking) throws -> Int {
    try asking.get("/cuadra/v1/usage", headers: ["authorization": "Bearer \(token)"]).status
  }

  @Test(arguments: ["/cuadra-auth", "/cuadra-auth/v1/oauth2/token", "/cuadra/v1/oauth2/token"])
  func `a machine token opens usage for an hour`(target: String) async throws {
    let asking = try Asking(at: "2026-11-21T06:00:00Z")
    let reply = post(target, Self.form, asking)
    let grant = try grant(reply)
    #expect(grant.tokenType == "bearer")
    #expect(grant.expiresIn == 3600)
    #expect(try status(grant.accessToken, asking) == 200)
    await asking.simulator.setNow(try moment("2026-11-21T06:59:59Z"))
    #expect(try status(grant.accessToken, asking) == 200)
    await asking.simulator.setNow(try moment("2026-11-21T07:00:00Z"))
    #expect(try status(grant.accessToken, asking) == 401)
  }

  @Test func `a token with a changed date is refused`() throws {
    let asking = try Asking()
    let reply = post("/cuadra-auth", Self.form, asking)
    let grant = try grant(reply)
    var parts = grant.accessToken.split(separator: ".").map(String.init)
    parts[1] = String(try #require(Int(parts[1])) + 1)
    #expect(try status(parts.joined(separator: "."), asking) == 401)
    #expect(try status("cuadra-machine.99999999999999999.0", asking) == 401)
  }

  @Test func `wrong client credentials are refused`() throws {
    let reply = post("/cuadra-auth", Self.form + "x", try Asking())
    #expect(reply.status == 401)
    #expect(
      reply.body == #"""
        {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Invalid client credentials"}
        """#
    )
    #expect(reply.headers["Content-Type"] == "application/problem+json")
  }

  @Test func `another grant is refused`() throws {
    #expect(post("/cuadra-auth", "grant_type=password", try Asking()).status == 400)
  }
}
