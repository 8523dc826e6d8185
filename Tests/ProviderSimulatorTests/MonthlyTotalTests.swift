import Testing
import UsageModel

@testable import ProviderSimulator

struct MonthlyTotalTests {
  private static let lastMonths: [Month] = (0..<14).map {
    Month(year: 2025, month: 10).advanced(by: $0)
  }

  private static let october = Month(year: 2026, month: 10)

  /// Dollars of a whole month by platform; a Helius cycle counts for the month it begins in.
  private func dollars(of month: Month, seed: UInt64 = 1) async throws -> [String: Double] {
    let asking = try Asking(seed: seed)
    let last = Timestamp(seconds: Int64(month.stop.daysSince1970) * 86_400 - 1)
    let lastOfCycle = last.advanced(bySeconds: 5 * 86_400)
    let puter = try await asking.usage("puter", at: last)["usage.total"]
    let notte = try await asking.usage("notte", at: last)["total_cost"]
    let cuadra = try await asking.usage("cuadra", at: last)["credits.used"]
    let helius = try await asking.usage("helius", at: lastOfCycle)["creditsUsed"]
    let shoal = try await asking.usage("shoal", at: last)["data.budget.used"]
    return [
      "puter": try #require(puter) / 100_000_000,
      "notte": try #require(notte),
      "cuadra": try #require(cuadra) * 0.002,
      "helius": try #require(helius) * 0.000_005,
      "shoal": try #require(shoal) * 0.012,
    ]
  }

  @Test(arguments: [UInt64(1), 2, 3, 99])
  func `an ordinary recent month costs what such a team would spend`(seed: UInt64) async throws {
    let dollars = try await dollars(of: Self.october, seed: seed)
    #expect((1_050...1_500).contains(try #require(dollars["puter"])))
    #expect((520...720).contains(try #require(dollars["notte"])))
    #expect((350...500).contains(try #require(dollars["cuadra"])))
    #expect((32...44).contains(try #require(dollars["helius"])))
    #expect((360...520).contains(try #require(dollars["shoal"])))
  }

  @Test func `no month leaps and none stands still`() async throws {
    var before: [String: Double] = [:]
    for month in Self.lastMonths {
      let now = try await dollars(of: month)
      for (provider, dollars) in now {
        guard let last = before[provider] else { continue }
        #expect((0.85...1.4).contains(dollars / last), "\(provider) in \(month)")
        #expect(dollars != last, "\(provider) in \(month)")
      }
      before = now
    }
  }

  @Test func `the account has grown within a year`() async throws {
    let total = try await dollars(of: Self.october).values.reduce(0, +)
    let yearBefore = try await dollars(of: Self.october.advanced(by: -12)).values.reduce(0, +)
    #expect((1.3...1.8).contains(total / yearBefore))
    #expect((2_500...3_600).contains(total))
  }
}
