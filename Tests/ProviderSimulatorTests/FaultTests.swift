import Foundation
import Testing
import UsageModel

@testable import ProviderSimulator

struct FaultTests {
  @Test(arguments: [
    ("puter", 503, ["Retry-After": "5"]), ("puter", 429, [:]), ("notte", 529, [:]),
    ("cuadra", 429, ["Retry-After": "30"]), ("helius", 500, [:]),
    ("shoal", 429, ["Retry-After": "42"]), ("helius", 503, [:]),
  ])
  func `a status comes with the platform's own body`(
    provider: String,
    status: Int,
    headers: [String: String]
  ) async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.status(status), for: provider)
    let reply = try asking.get(Asking.usageTarget(provider), headers: Asking.headers(provider))
    #expect(reply.status == status)
    #expect(reply.body.hasPrefix("{"))
    #expect(reply.headers["Retry-After"] == headers["Retry-After"])
    #expect(reply.headers["Date"] != nil)
  }

  @Test func `a fault is one platform's and can end`() async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.notJSON, for: "shoal")
    let broken = try asking.get("/shoal/v1/usage", headers: Asking.headers("shoal"))
    #expect(broken.status == 200)
    #expect(broken.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(broken.body.hasPrefix("<!DOCTYPE html>"))
    #expect(try await asking.usage("puter")["usage.total"] != nil)
    await asking.simulator.setFault(nil, for: "shoal")
    #expect(try await asking.usage("shoal")["data.thisMonth"] != nil)
  }

  @Test func `a slow platform answers late and right`() async throws {
    let asking = try Asking()
    let expected = try asking.answer("shoal")
    await asking.simulator.setFault(.slow(by: .seconds(7)), for: "shoal")
    let late = try asking.answer("shoal")
    #expect(late.reply == expected.reply)
    #expect(late.delay == .seconds(7))
    #expect(expected.delay == .zero)
  }

  @Test func `a fault can be for so many requests`() async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.status(503).times(2), for: "puter")
    let statuses = try (0..<4).map { _ in try asking.answer("puter").reply.status }
    #expect(statuses == [503, 503, 200, 200])
    #expect(await asking.simulator.requests(to: "puter") == 4)
    #expect(await asking.simulator.requests(to: "shoal") == 0)
  }

  @Test func `an account with a label has faults and a count of its own`() async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.status(500), for: "shoal~web")
    let headers = try Asking.headers("shoal")
    #expect(try asking.get("/shoal~web/v1/usage", headers: headers).status == 500)
    #expect(
      try asking.get("/shoal~ops/v1/usage", headers: headers).body
        == asking.get("/shoal/v1/usage", headers: headers).body
    )
    #expect(await asking.simulator.requests(to: "shoal~web") == 1)
    #expect(await asking.simulator.requests(to: "shoal") == 1)
    #expect(
      await asking.simulator.baseURL(for: "shoal", label: "web").hasSuffix(":0/shoal~web")
    )
  }

  @Test(arguments: Asking.providers)
  func `a wrong key is refused as the platform refuses one`(provider: String) async throws {
    let asking = try Asking()
    let target = try Asking.usageTarget(provider)
    let wrong = try asking.get(
      target,
      headers: provider == "helius" ? ["x-api-key": "no"] : ["authorization": "Bearer no"]
    )
    await asking.simulator.setFault(.wrongKey, for: provider)
    let refused = try asking.answer(provider).reply
    #expect(refused.status == wrong.status)
    #expect(refused.body == wrong.body)
  }

  @Test(arguments: [
    (ProviderSimulator.Fault.Wait?.none, [:]),
    (.seconds(30), ["Retry-After": "30"]),
    (.date(after: 30), ["Retry-After": "Sat, 21 Nov 2026 06:00:30 GMT"]),
    (.reset(after: 30), ["X-RateLimit-Reset": "1795240830"]),
  ])
  func `a platform says in its way when to come again`(
    wait: ProviderSimulator.Fault.Wait?,
    headers: [String: String]
  ) async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.rateLimited(wait), for: "cuadra")
    let reply = try asking.answer("cuadra").reply
    #expect(reply.status == 429)
    let said = reply.headers.filter { ["Retry-After", "X-RateLimit-Reset"].contains($0.key) }
    #expect(said == headers)
  }

  @Test(arguments: Asking.providers)
  func `changed contracts change what they say`(provider: String) async throws {
    let asking = try Asking()
    let usual = try asking.answer(provider).reply
    await asking.simulator.setFault(.unknownFields, for: provider)
    #expect(
      try asking.answer(provider).reply.body
        == usual.body.dropLast() + #","addedLater":{"new":true}}"#
    )
    await asking.simulator.setFault(.missingFields, for: provider)
    #expect(try numbers(asking.answer(provider).reply).values.allSatisfy { $0 == 0 || $0 == 1 })
    await asking.simulator.setFault(.wrongTypes, for: provider)
    #expect(try asking.answer(provider).reply.body.contains(#":"a lot""#))
    await asking.simulator.setFault(.halfJSON, for: provider)
    #expect(try usual.body.hasPrefix(asking.answer(provider).reply.body))
  }

  @Test(arguments: Asking.providers)
  func `a counter goes back to what it was, a clock is off`(provider: String) async throws {
    let asking = try Asking()
    let now = try moment("2026-11-21T06:00:00Z")
    let before = try await asking.usage(provider, at: now.advanced(bySeconds: -2 * 86_400))
    await asking.simulator.setNow(now)
    await asking.simulator.setFault(.counterGoesBack, for: provider)
    let back = try asking.answer(provider).reply
    #expect(try numbers(back) == before)
    #expect(back.headers["Date"] == "Sat, 21 Nov 2026 06:00:00 GMT")
    await asking.simulator.setFault(.clock(aheadBy: -90_000), for: provider)
    #expect(try asking.answer(provider).reply.headers["Date"] == "Fri, 20 Nov 2026 05:00:00 GMT")
  }

  @Test(arguments: Asking.providers)
  func `an error in disguise has status 200`(provider: String) async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.status(500), for: provider)
    let open = try asking.answer(provider).reply
    await asking.simulator.setFault(.disguisedError, for: provider)
    let disguised = try asking.answer(provider).reply
    #expect(disguised.status == 200)
    #expect(disguised.body == open.body)
  }

  @Test func `a redirect leads elsewhere, or to itself`() async throws {
    let asking = try Asking()
    await asking.simulator.setFault(.redirect(to: "https://elsewhere.example/"), for: "helius")
    #expect(try asking.answer("helius").reply.headers["Location"] == "https://elsewhere.example/")
    await asking.simulator.setFault(.redirect(to: nil), for: "helius")
    let reply = try asking.answer("helius").reply
    #expect(reply.status == 302)
    #expect(reply.headers["Location"] == (try Asking.usageTarget("helius")))
  }

  @Test(arguments: Asking.providers, [ProviderSimulator.Fault?.none, .wrongKey, .notJSON])
  func `a credential comes back in every way of writing it`(
    provider: String,
    fault: ProviderSimulator.Fault?
  ) async throws {
    let asking = try Asking()
    await asking.simulator.setFault(fault, for: provider)
    await asking.simulator.setEchoesCredentials(true)
    let reply = try asking.answer(provider).reply
    let key = try #require(
      ProviderSimulator.credentials[provider]?[
        ["puter", "cuadra"].contains(provider) ? "token" : "api_key"
      ]
    )
    #expect(reply.headers["X-Echo"] == key)
    #expect(reply.headers["Content-Type"]?.contains(key) == true)
    let escaped = key.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
    let percent = key.utf8.map { "%" + String($0, radix: 16) }.joined()
    for form in [key, escaped, percent, Data(key.utf8).base64EncodedString()] {
      #expect(reply.body.contains(form), "\(form)")
    }
    if fault != .notJSON { #expect(throws: Never.self) { try numbers(reply) } }
  }

  @Test func `every fault has a name, in order, once`() {
    let names = ProviderSimulator.Fault.named.map(\.key)
    #expect(names == Set(names).sorted())
  }
}
