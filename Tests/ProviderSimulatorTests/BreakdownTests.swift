import Testing
import UsageModel

@testable import ProviderSimulator

struct BreakdownTests {
  private func sum(_ numbers: [String: Double], _ prefix: String, _ suffix: String) -> Double {
    numbers.reduce(0) {
      $1.key.hasPrefix(prefix) && $1.key.hasSuffix(suffix) ? $0 + $1.value : $0
    }
  }

  @Test(arguments: ["2026-11-21T06:00:00Z", "2026-10-31T23:59:59Z", "2026-03-10T09:30:00Z"])
  func `Puter's parts miss its total by a few seconds of use`(text: String) async throws {
    let usage = try await Asking(at: text).usage("puter")
    let total = try #require(usage["usage.total"])
    let byKey = sum(usage, "usage.", ".cost")
    let byApp = sum(usage, "appTotals.", ".total")
    #expect(byKey <= total)
    #expect(byApp <= total)
    #expect(byKey != byApp)
    #expect(abs(total - byKey) / total < 0.001)
    #expect(abs(total - byApp) / total < 0.001)
  }

  @Test func `Puter's apps and what belongs to none sum to the record of all`() async throws {
    let asking = try Asking()
    let all = try await asking.usage("puter")
    var cost = 0.0
    for app in ProviderSimulator.apps.map(\.id) {
      let reply = try asking.get("/puter/metering/usage/\(app)", headers: Asking.headers("puter"))
      let own = try numbers(reply)
      #expect(own["total"] == all["appTotals.\(app).total"])
      cost += sum(own, "", ".cost")
    }
    cost += try #require(all["appTotals.os-global.total"])
    #expect(abs(cost / sum(all, "usage.", ".cost") - 1) < 0.000_1)
    let none = try asking.get("/puter/metering/usage/os-global", headers: Asking.headers("puter"))
    #expect(none.status == 404)
  }

  @Test func `Puter's costs are units times prices`() async throws {
    let usage = try await Asking().usage("puter")
    for (key, price) in [
      ("egress:bytes", 0.0112), ("kv:read:cached", 1.7), ("kv:read", 17),
      ("claude:claude-haiku-4-5-20251001:output_tokens", 500),
    ] {
      let units = try #require(usage["usage.\(key).units"])
      let cost = try #require(usage["usage.\(key).cost"])
      #expect(abs(units * price - cost) < 0.01, "\(key)")
    }
  }

  @Test func `Notte's total is the sum of its four costs`() async throws {
    let usage = try await Asking().usage("notte")
    let parts = ["browser", "proxy", "llm", "function"].compactMap { usage["\($0)_usage_cost"] }
    #expect(parts.count == 4)
    #expect(abs(parts.reduce(0, +) - (try #require(usage["total_cost"]))) < 0.000_4)
  }

  @Test func `Helius rounds each product by itself`() async throws {
    let asking = try Asking()
    let start = try moment("2026-11-10T00:00:00Z")
    var differences: Set<Double> = []
    for hour in 0..<48 {
      let usage = try await asking.usage(
        "helius",
        at: start.advanced(bySeconds: Int64(hour) * 3600)
      )
      differences.insert(sum(usage, "credits.", "") - (try #require(usage["creditsUsed"])))
    }
    #expect(differences.contains(0))
    #expect(differences.count > 1)
    #expect(differences.allSatisfy { abs($0) <= 2 })
  }
}
