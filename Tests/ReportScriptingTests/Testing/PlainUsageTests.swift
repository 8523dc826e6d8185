import Testing
import UsageModel

@testable import ReportScripting

/// Usage of plain rows is answered as a store would.
struct PlainUsageTests {
  private static let days = day("2026-10-01")..<day("2026-11-01")

  /// Every day of October, two apps of one source, services of another.
  private static let records: [UsageRecord] = (0..<31).flatMap { offset in
    let day = days.lowerBound.advanced(by: offset)
    return [
      UsageRecord(
        day: day,
        source: "puter",
        provider: "puter",
        app: "Shop",
        service: "ai",
        requests: 3,
        billed: 2,
        effective: 1
      ),
      UsageRecord(
        day: day,
        source: "puter",
        provider: "puter",
        app: "Wallet",
        service: "ai",
        requests: 1,
        billed: 2,
        effective: 1
      ),
      UsageRecord(
        day: day,
        source: "helius",
        provider: "helius",
        service: "rpc",
        native: Money(50, "helius:credit")
      ),
    ]
  }

  private static let dimensionSets: [Set<UsageDimension>] = [
    [], [.source], [.app], [.service], [.app, .service], [.day, .charge],
  ]

  private func answer(
    _ records: [UsageRecord] = records,
    by dimensions: Set<UsageDimension>? = nil,
    where conditions: [UsageFilter.Condition] = []
  ) throws -> UsageAnswer {
    try PlainUsage(records: records).answer(
      UsageQuery(
        days: Self.days,
        dimensions: dimensions,
        filter: UsageFilter(conditions),
        asOf: moment("2026-12-01T00:00:00Z")
      )
    )
  }

  private func condition(_ dimension: UsageDimension, _ value: String) -> UsageFilter.Condition {
    UsageFilter.Condition(dimension, anyOf: [UsageFilter.Pattern(value)])
  }

  @Test(arguments: dimensionSets)
  func `Whatever is asked about, the total stays`(dimensions: Set<UsageDimension>) throws {
    let records = try answer(by: dimensions).records
    #expect(try FixedDecimal.sum(of: records.compactMap(\.effective)) == 62)
    #expect(try FixedDecimal.sum(of: records.compactMap(\.billed)) == 124)
    #expect(try FixedDecimal.sum(of: records.compactMap(\.requests)) == 124)
    #expect(try FixedDecimal.sum(of: records.compactMap(\.native?.amount)) == 1550)
  }

  @Test func `What is not asked about is added up a day and source`() throws {
    #expect(try answer(by: [.source]).records.count == 62)
    #expect(try answer(by: [.app]).records.count == 93)
    #expect(try answer(by: [.source]).records.allSatisfy { $0.app == "(not broken down)" })
    #expect(try answer().records.count == 93)
  }

  @Test func `The order of the rows does not matter`() throws {
    let backwards = try answer(Self.records.reversed(), by: [.source])
    #expect(try answer(by: [.source]) == backwards)
    let keys = backwards.records.map { ($0.day, $0.source) }
    #expect(keys.elementsEqual(keys.sorted { $0 < $1 }) { $0 == $1 })
  }

  @Test func `Days and conditions leave out what does not fit`() throws {
    let day = Self.days.lowerBound
    let wide = PlainUsage(records: Self.records)
    let one = try wide.answer(UsageQuery(days: day..<day.advanced(by: 1), asOf: .distantPast))
    #expect(one.records.count == 3)
    #expect(try answer(where: [condition(.provider, "h*")]).records.count == 31)
    let shop = try answer(where: [condition(.app, "Shop"), condition(.source, "puter")])
    #expect(shop.records.map(\.app) == Array(repeating: "Shop", count: 31))
  }

  @Test func `A condition on what a source does not tell is refused, not taken for nothing`() throws
  {
    let error = try #require(throws: UnanswerableQuery.self) {
      try answer(where: [condition(.app, "Shop")])
    }
    #expect(
      error.description
        == "source helius cannot be filtered by app: no row of it has one; leave it out with another "
        + "condition, such as a provider or source"
    )
  }
}
