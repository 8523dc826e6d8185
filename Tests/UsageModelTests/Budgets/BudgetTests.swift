import Foundation
import Testing
import UsageModel

/// Budgets as values.
struct BudgetTests {
  private static let quarter = Period(.quarter, containing: Day(daysSince1970: 20_740))
  private static let range = Period(
    from: Day(daysSince1970: 20_700),
    before: Day(daysSince1970: 20_701)
  )

  private static let all: [Budget] = [
    Budget(name: "everything", limit: .same(500), unit: "USD"),
    Budget(
      name: "rpc",
      limit: .same(8_000_000),
      unit: "helius:credit",
      span: .cycle(source: "helius-main"),
      scope: UsageFilter([
        .init(.provider, anyOf: [.init("helius")]),
        .init(.tag("team"), anyOf: [.init("web"), .init("core*")]),
      ]),
      warnings: [.init(share: FixedDecimal(units: 1)), .init(share: 1, of: .forecast)]
    ),
    Budget(
      name: "launch",
      limit: .each([.init(400, in: quarter)]),
      unit: "requests",
      span: range.map { .once($0) } ?? .year,
      warnings: [.init(share: FixedDecimal("0.3") ?? 0, of: .chance)]
    ),
    Budget(name: "rolling", limit: .same(1), unit: "USD", rollover: .init()),
    Budget(name: "capped", limit: .same(1), unit: "USD", rollover: .init(cap: 100)),
  ]

  @Test(arguments: all)
  func `a budget that is written and read is the same`(budget: Budget) throws {
    let bytes = try JSONEncoder().encode(budget)
    #expect(try JSONDecoder().decode(Budget.self, from: bytes) == budget)
  }

  @Test func `a limit for some periods is none for others`() {
    let budget = Self.all[2]
    #expect(budget.limit(in: Self.quarter) == 400)
    #expect(budget.limit(in: Self.quarter.advanced(by: 1)) == nil)
    #expect(Self.all[0].limit(in: Self.quarter) == 500)
  }

  @Test func `only real currencies are money`() {
    #expect(Self.all.map(\.isMoney) == [true, false, false, true, true])
  }

  @Test(arguments: ["50%", "0.5%", "1000%", "forecast 100%", "forecast 99.95%", "chance 30%"])
  func `a threshold reads what it writes`(text: String) throws {
    let warning = try #require(Budget.Warning(text))
    #expect(warning.description == text)
    #expect(Budget.Warning(warning.description) == warning)
  }

  @Test func `a threshold says what its share is of`() {
    #expect(Budget.Warning("80%") == .init(share: FixedDecimal("0.8") ?? 0))
    #expect(Budget.Warning("forecast 100%") == .init(share: 1, of: .forecast))
    #expect(Budget.Warning("chance 30%") == .init(share: FixedDecimal("0.3") ?? 0, of: .chance))
  }

  @Test(arguments: [
    "", "80", "0%", "-5%", "1001%", "chance 101%", "forecast", "forecast  80%", "forecast80%",
    "spent 80%", "chance", "80 %", "Forecast 80%",
  ])
  func `anything else is no threshold`(text: String) {
    #expect(Budget.Warning(text) == nil)
  }
}
