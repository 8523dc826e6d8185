import Testing
import UsageModel

@testable import ProviderSimulator

struct StoryTests {
  /// Puter dollars of each app on one day of 2026.
  private func spent(_ day: String) async throws -> [String: Double] {
    let asking = try Asking()
    let day = try #require(Day(day))
    let start = Timestamp(seconds: Int64(day.daysSince1970) * 86_400)
    let before = try await asking.usage("puter", at: start)
    let after = try await asking.usage("puter", at: start.advanced(bySeconds: 86_399))
    var spent: [String: Double] = [:]
    for app in ProviderSimulator.apps {
      let path = "appTotals.\(app.id).total"
      spent[app.name] = ((after[path] ?? 0) - (before[path] ?? 0)) / 100_000_000
    }
    return spent
  }

  private func ratio(_ app: String, _ day: String, to other: String) async throws -> Double {
    let day = try await spent(day)
    let other = try await spent(other)
    return try #require(day[app]) / #require(other[app])
  }

  @Test func `an office app rests on Sunday`() async throws {
    #expect((0.4...0.7).contains(try await ratio("Atlas", "2026-10-18", to: "2026-10-14")))
  }

  @Test func `a launch doubles Mosaic`() async throws {
    #expect((1.6...2.6).contains(try await ratio("Mosaic", "2026-03-11", to: "2026-03-04")))
  }

  @Test func `Tidepool starts in May`() async throws {
    #expect(try await spent("2026-05-17")["Tidepool"] == 0)
    #expect(try #require(try await spent("2026-05-18")["Tidepool"]) > 0)
  }

  @Test func `an outage takes most of a Wednesday`() async throws {
    #expect((0.2...0.5).contains(try await ratio("Ledgerline", "2026-08-05", to: "2026-07-29")))
  }

  @Test func `Beacon crawls everything twice on 12 November`() async throws {
    #expect((2.6...4.4).contains(try await ratio("Beacon", "2026-11-12", to: "2026-11-05")))
  }

  @Test func `file traffic has its newer key since August`() async throws {
    let asking = try Asking()
    let old = "usage.filesystem:egress:bytes.units"
    let new = "usage.egress:bytes.units"
    let july = try await asking.usage("puter", at: try moment("2026-07-20T00:00:00Z"))
    let august = try await asking.usage("puter", at: try moment("2026-08-20T00:00:00Z"))
    let september = try await asking.usage("puter", at: try moment("2026-09-20T00:00:00Z"))
    #expect([july[old] != nil, july[new] != nil] == [true, false])
    #expect([august[old] != nil, august[new] != nil] == [true, true])
    #expect([september[old] != nil, september[new] != nil] == [false, true])
  }

  @Test func `an office app is used by day`() async throws {
    let asking = try Asking()
    var at: [Double] = []
    for hour in ["00", "06", "18"] {
      let usage = try await asking.usage("cuadra", at: try moment("2026-10-14T\(hour):00:00Z"))
      at.append(try #require(usage["credits.used"]))
    }
    #expect(at[2] - at[1] > 5 * (at[1] - at[0]))
  }
}
