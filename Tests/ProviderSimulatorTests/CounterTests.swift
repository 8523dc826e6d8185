import Testing
import UsageModel

@testable import ProviderSimulator

struct CounterTests {
  /// What only grows inside a window.
  private static func isCounter(_ path: String) -> Bool {
    let gauges = [
      "allowanceInfo", "usage.monthlyChargesApplied", "balance", "limit", "available", "Available",
      "Balance", "Remaining", "remaining", "creditsLimit", "data.today", "data.thisWeek",
    ]
    return !gauges.contains { path.contains($0) }
  }

  @Test(arguments: Asking.providers)
  func `nothing falls inside a window`(provider: String) async throws {
    let asking = try Asking()
    // Two days minute by minute and a bit, then the rest of the month by hours.
    let start = try moment("2026-10-06T00:00:00Z")
    let fine = stride(from: 0, to: 172_800, by: 907).map { Int64($0) }
    let coarse = stride(from: 172_800, to: 26 * 86_400, by: 21_001).map { Int64($0) }
    var before: [String: Double] = [:]
    for offset in fine + coarse {
      let now = try await asking.usage(provider, at: start.advanced(bySeconds: offset))
      for (path, value) in before where Self.isCounter(path) {
        #expect(try #require(now[path]) >= value, "\(path) after \(offset) seconds")
      }
      before = now
    }
  }

  @Test func `nothing falls from one millisecond to the next`() async throws {
    let asking = try Asking()
    let start = try moment("2026-10-15T10:59:58Z")
    var before: [String: Double] = [:]
    for offset in stride(from: Int64(0), to: 12_000, by: 97) {
      let now = try await asking.usage(
        "puter",
        at: Timestamp(milliseconds: start.milliseconds + offset)
      )
      for (path, value) in before where Self.isCounter(path) {
        #expect(try #require(now[path]) >= value, "\(path) after \(offset) ms")
      }
      before = now
    }
  }

  @Test(arguments: [
    ("puter", "usage.total", "2026-11-01T00:00:00Z"),
    ("notte", "total_cost", "2026-11-01T00:00:00Z"),
    ("notte", "session_count", "2026-11-01T00:00:00Z"),
    ("cuadra", "credits.used", "2026-11-01T00:00:00Z"),
    ("shoal", "data.thisMonth", "2026-11-01T00:00:00Z"),
    ("shoal", "data.budget.used", "2026-11-01T00:00:00Z"),
    ("shoal", "data.today", "2026-11-01T00:00:00Z"),
    ("helius", "creditsUsed", "2026-11-06T00:00:00Z"),
    ("helius", "requests.rpc", "2026-11-06T00:00:00Z"),
  ])
  func `a window begins at zero`(provider: String, path: String, start: String) async throws {
    let asking = try Asking()
    let start = try moment(start)
    #expect(try await asking.usage(provider, at: start)[path] == 0)
    let last = try await asking.usage(provider, at: start.advanced(bySeconds: -1))
    #expect(try #require(last[path]) > 500)
    let later = try await asking.usage(provider, at: start.advanced(bySeconds: 3 * 3600))
    #expect(try #require(later[path]) > 0)
  }

  @Test func `a new month has no keys yet`() throws {
    let asking = try Asking(at: "2026-11-01T00:00:00Z")
    let body = try asking.get("/puter/metering/usage", headers: Asking.headers("puter")).body
    #expect(
      body.hasPrefix(
        #"{"usage":{"total":0,"allowanceUsed":0,"monthlyChargesApplied":1},"appTotals":{},"#
      )
    )
  }

  @Test func `a Shoal week begins on Monday`() async throws {
    let asking = try Asking()
    // 16 November 2026 is a Monday.
    let sunday = try await asking.usage("shoal", at: try moment("2026-11-15T23:59:59Z"))
    let monday = try await asking.usage("shoal", at: try moment("2026-11-16T09:00:00Z"))
    #expect(try #require(sunday["data.thisWeek"]) > 5_000)
    #expect(monday["data.thisWeek"] == monday["data.today"])
    #expect(try #require(monday["data.thisMonth"]) > (try #require(sunday["data.thisMonth"])))
  }

  @Test(arguments: ["2025-01-01T00:00:00Z", "2025-01-01T12:00:00Z", "2031-07-15T12:00:00Z"])
  func `every moment since 2025 has an answer`(text: String) async throws {
    let asking = try Asking(at: text)
    for provider in Asking.providers {
      #expect(try await asking.usage(provider).values.allSatisfy { $0 >= 0 })
    }
  }
}
