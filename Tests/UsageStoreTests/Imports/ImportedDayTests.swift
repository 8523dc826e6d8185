import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// How imported charges become records of days.
struct ImportedDayTests {
  private func records(
    of charge: ImportedCharge,
    zone: String = "UTC",
    rates: [Rate] = [],
    on days: Range<Day> = Sample.days("2026-10-01", "2026-10-31")
  ) throws -> [UsageRecord] {
    let context = UsageContext(
      calendar: ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone))),
      currency: "USD",
      terms: KnownTerms(Terms(rates: rates), learntAt: .distantPast)
    )
    let store = MemoryStore()
    try store.keep(
      ImportSample.import(["2026-10": [charge]], []),
      learntAt: Sample.time("2026-11-01T00:00:00Z")
    )
    let query = UsageQuery(days: days, asOf: Sample.time("2026-11-02T00:00:00Z"))
    return try store.answer(query, in: context).records
  }

  private func amounts(_ column: AmountColumn) -> [FixedDecimal] {
    (0..<column.count).compactMap { column[$0] }
  }

  private func charge(
    _ start: String,
    _ stop: String,
    _ amount: String,
    currency: String = "USD",
    unit: String? = nil,
    quantity: FixedDecimal? = nil
  ) -> ImportedCharge {
    ImportedCharge(
      line: .init(provider: "Cloud", service: "Disk", unit: unit, currency: currency),
      span: Sample.time(start)..<Sample.time(stop),
      billed: Sample.decimal(amount),
      effective: Sample.decimal(amount),
      quantity: quantity
    )
  }

  @Test func `a charge of several days is billed on the first and takes effect on all`() throws {
    let found = try records(of: charge("2026-10-01T12:00:00Z", "2026-10-04T00:00:00Z", "5"))
    #expect(found.map(\.day.description) == ["2026-10-01", "2026-10-02", "2026-10-03"])
    #expect(found.map(\.billed) == [5, 0, 0])
    #expect(found.map(\.effective) == [1, 2, 2])
    #expect(found.allSatisfy { $0.quality == .imported && $0.pricing == .platform })
  }

  @Test func `the reporting zone cuts the days`() throws {
    let hour = charge("2026-10-01T23:00:00Z", "2026-10-02T00:00:00Z", "1")
    #expect(try records(of: hour).map(\.day.description) == ["2026-10-01"])
    #expect(try records(of: hour, zone: "Europe/Berlin").map(\.day.description) == ["2026-10-02"])
    // The day on which clocks go back has 25 hours.
    let weekend = charge("2026-10-23T22:00:00Z", "2026-10-25T23:00:00Z", "49")
    let found = try records(of: weekend, zone: "Europe/Berlin")
    #expect(found.map(\.effective) == [24, 25])
  }

  @Test func `shares are exact, whichever days are asked for`() throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<100 {
      let start = Sample.time("2026-09-20T00:00:00Z")
        .advanced(bySeconds: .random(in: 0...2_000_000, using: &generator))
      let stop = start.advanced(bySeconds: .random(in: 1...3_000_000, using: &generator))
      let amount = FixedDecimal(
        units: Int128(Int64.random(in: -9_000_000...9_000_000, using: &generator))
      )
      let count = Int.random(in: 0...1000, using: &generator)
      let charge = ImportedCharge(
        line: .init(provider: "Cloud", service: "Disk", unit: "Token", currency: "USD"),
        span: start..<stop,
        billed: amount,
        effective: amount,
        quantity: FixedDecimal(count),
        requests: FixedDecimal(count)
      )
      let all = Sample.days("2026-09-01", "2026-12-31")
      let found = try records(of: charge, on: all)
      #expect(try FixedDecimal.sum(of: found.compactMap(\.billed)) == amount)
      #expect(try FixedDecimal.sum(of: found.compactMap(\.effective)) == amount)
      #expect(try FixedDecimal.sum(of: found.compactMap(\.quantity)) == FixedDecimal(count))
      let counts = found.compactMap(\.quantity) + found.compactMap(\.requests)
      #expect(counts.allSatisfy { $0.isWhole })
      let middle = Day(daysSince1970: .random(in: 20_710...20_760, using: &generator))
      let left = try records(of: charge, on: all.lowerBound..<middle)
      let right = try records(of: charge, on: middle..<all.upperBound)
      #expect(left + right == found)
    }
  }

  @Test func `another currency is priced by the rate of the first day, in both views alike`() throws
  {
    let rates = [
      Rate(unit: "EUR", price: Money(2, "USD"), since: Sample.day("2026-01-01")),
      Rate(unit: "EUR", price: Money(3, "USD"), since: Sample.day("2026-10-02")),
    ]
    let euros = charge("2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", "10", currency: "EUR")
    let found = try records(of: euros, rates: rates)
    #expect(found.map(\.billed) == [20, 0])
    #expect(found.map(\.effective) == [10, 10])
    #expect(found.map(\.native) == [Money(5, "EUR"), Money(5, "EUR")])
    #expect(found.allSatisfy { $0.pricing == .rate(rates[0], exchange: nil) })
  }

  @Test func `without a rate there is no cost, but for nothing`() throws {
    let euros = charge("2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "10", currency: "EUR")
    let found = try records(of: euros)
    #expect(found.map(\.billed) == [nil])
    #expect(found.map(\.effective) == [nil])
    #expect(found.map(\.native) == [Money(10, "EUR")])
    let nothing = charge("2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "0", currency: "EUR")
    #expect(try records(of: nothing).map(\.effective) == [0])
  }

  @Test func `each view of what nothing prices comes to its own amount`() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      var charge = charge("2026-10-01T12:00:00Z", "2026-10-04T00:00:00Z", "5", currency: "EUR")
      charge.billed = FixedDecimal(Int.random(in: -9...99, using: &generator))
      charge.effective = FixedDecimal(Int.random(in: -9...99, using: &generator))
      let found = try records(of: charge)
      for view in CostView.allCases {
        let table = UsageTable(found, view: view)
        let total = try FixedDecimal.sum(of: amounts(table.unpriced))
        #expect(total == (view == .billed ? charge.billed : charge.effective))
        #expect(amounts(table.costs).allSatisfy { $0.isZero })
      }
      let later = UsageTable(found.filter { $0.day > Sample.day("2026-10-01") }, view: .billed)
      #expect(amounts(later.unpriced).isEmpty, "it is billed on the first day")
    }
  }

  @Test func `credits have parts, things that are counted have not`() throws {
    func shares(_ unit: String) throws -> [FixedDecimal?] {
      let charge = charge(
        "2026-10-01T00:00:00Z",
        "2026-10-03T00:00:00Z",
        "1",
        unit: unit,
        quantity: 3
      )
      return try records(of: charge).map(\.quantity)
    }
    #expect(try shares("Token") == [2, 1])
    #expect(try shares("cloud:credit") == [Sample.decimal("1.5"), Sample.decimal("1.5")])
  }
}
