import Testing
import UsageModel

@testable import ProviderSimulator

struct CredentialTests {
  struct Refusal: Sendable {
    let target: String
    var headers: [String: String] = [:]
    let status: Int
    let body: String
  }

  private static let refusals: [Refusal] = [
    Refusal(
      target: "/puter/metering/usage",
      status: 401,
      body: #"""
        {"error":"Missing authentication token.","message":"Missing authentication token.","code":"token_missing"}
        """#
    ),
    Refusal(
      target: "/puter/metering/usage",
      headers: ["authorization": "Bearer wrong"],
      status: 401,
      body: #"""
        {"error":"Authentication failed.","message":"Authentication failed.","code":"token_auth_failed"}
        """#
    ),
    Refusal(
      target: "/notte/usage",
      headers: ["authorization": "Bearer wrong"],
      status: 401,
      body: #"{"message":"Authentication failed. Please check your API key."}"#
    ),
    Refusal(
      target: "/notte/usage",
      status: 401,
      body: #"{"message":"Authentication failed. Please check your API key."}"#
    ),
    Refusal(
      target: "/cuadra/v1/usage",
      status: 401,
      body: #"""
        {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Missing bearer token"}
        """#
    ),
    Refusal(
      target: "/cuadra/v1/usage",
      headers: ["authorization": "Bearer wrong"],
      status: 401,
      body: #"""
        {"type":"about:blank","title":"Unauthorized","status":401,"detail":"Invalid or expired token"}
        """#
    ),
    Refusal(
      target: "/helius/v0/admin/projects/\(Credentials.heliusProject)/usage",
      status: 401,
      body: #"{"statusCode":401,"message":"Missing or invalid API key","error":"Unauthorized"}"#
    ),
    Refusal(
      target: "/helius/v0/admin/projects/\(Credentials.heliusProject)/usage?api-key=wrong",
      status: 401,
      body: #"{"statusCode":401,"message":"Missing or invalid API key","error":"Unauthorized"}"#
    ),
    Refusal(
      target: "/helius/v0/admin/projects/00000000-0000-4000-8000-000000000000/usage",
      headers: ["x-api-key": Credentials.heliusKey],
      status: 400,
      body: #"{"statusCode":400,"message":"Invalid project id","error":"Bad Request"}"#
    ),
    Refusal(
      target: "/shoal/v1/usage",
      status: 401,
      body: #"{"error":"Authorization header missing or malformed"}"#
    ),
    Refusal(
      target: "/shoal/v1/usage",
      headers: ["authorization": "Basic abc"],
      status: 401,
      body: #"{"error":"Authorization header missing or malformed"}"#
    ),
    Refusal(
      target: "/shoal/v1/usage",
      headers: ["authorization": "Bearer"],
      status: 401,
      body: #"{"error":"API key missing"}"#
    ),
    Refusal(
      target: "/shoal/v1/usage",
      headers: ["authorization": "Bearer wrong"],
      status: 403,
      body: #"{"error":"Invalid API key"}"#
    ),
  ]

  @Test(arguments: refusals)
  func `a wrong credential gets the platform's own refusal`(refusal: Refusal) throws {
    let reply = try Asking().get(refusal.target, headers: refusal.headers)
    #expect(reply.status == refusal.status)
    #expect(reply.body == refusal.body)
  }

  @Test func `Helius takes its key from the query too`() throws {
    let key = try Asking.secret("helius", "api_key")
    let reply = try Asking().get(Asking.usageTarget("helius") + "?api-key=\(key)")
    #expect(reply.status == 200)
  }

  @Test(arguments: Asking.providers)
  func `an unknown path is not found`(provider: String) throws {
    let reply = try Asking().get("/\(provider)/nothing/here", headers: Asking.headers(provider))
    #expect(reply.status == 404)
  }

  @Test func `an unknown platform is not found`() throws {
    #expect(try Asking().get("/metering/usage").status == 404)
    #expect(try Asking().get("/").status == 404)
  }

  @Test func `Puter knows apps by name and any id`() throws {
    let asking = try Asking()
    let headers = try Asking.headers("puter")
    let app = try #require(ProviderSimulator.apps.first)
    let byID = try asking.get("/puter/metering/usage/\(app.id)", headers: headers)
    #expect(try asking.get("/puter/metering/usage/atlas", headers: headers) == byID)
    let unknown = "/puter/metering/usage/app-00000000-0000-4000-8000-000000000000"
    #expect(try asking.get(unknown, headers: headers).body == #"{"total":0}"#)
    let nobody = try asking.get("/puter/metering/usage/nobody", headers: headers)
    #expect(nobody.status == 404)
    #expect(nobody.body == #"{"error":"App not found","message":"App not found"}"#)
  }
}
