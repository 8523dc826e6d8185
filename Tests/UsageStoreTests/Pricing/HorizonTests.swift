import Foundation
import Testing
import UsageModel

@testable import UsageStore

/// Which days' usage the prices of some days depend on, and how zones cut cycles.
struct HorizonTests {
  private func horizon(_ source: PricedSource, _ first: String, _ last: String) -> Range<Day> {
    source.pricing.horizon(of: Sample.days(first, last), windows: source.windows)
  }

  private var source: PricedSource {
    var source = PricedSource()
    source.windows = [Sample.window("2026-09-19T00:00:00Z/2026-10-19T00:00:00Z")]
    return source
  }

  @Test func `rates depend on no other day`() {
    var source = source
    source.terms.rates = [Sample.rate("x:credit", "1 USD", "2026-01-01")]
    source.terms.charges = [Sample.charge(.fee, "1 USD", "2026-01-01", every: .month)]
    #expect(horizon(source, "2026-10-01", "2026-10-02") == Sample.days("2026-10-01", "2026-10-02"))
  }

  @Test func `a plan depends on its cycle`() {
    var source = source
    source.terms.plans = [Sample.plan("1 USD", "x:credit", since: "2026-10-05")]
    #expect(horizon(source, "2026-10-01", "2026-10-20") == Sample.days("2026-10-01", "2026-10-20"))
    #expect(horizon(source, "2026-10-18", "2026-10-18") == Sample.days("2026-09-19", "2026-10-18"))
    #expect(horizon(source, "2026-10-19", "2026-10-20") == Sample.days("2026-10-19", "2026-10-20"))
    #expect(horizon(source, "2026-12-20", "2026-12-20") == Sample.days("2026-12-19", "2026-12-20"))
  }

  @Test
  func `prepaid credits depend on all days since the first were bought, and on that day's cycle`() {
    var source = source
    source.terms.charges = [
      Sample.charge(.topUp, "1 USD", "2026-10-25"), Sample.charge(.topUp, "1 USD", "2026-09-25"),
    ]
    #expect(horizon(source, "2026-12-01", "2026-12-01") == Sample.days("2026-09-25", "2026-12-01"))
    #expect(horizon(source, "2026-09-24", "2026-09-24") == Sample.days("2026-09-24", "2026-09-24"))
    source.terms.plans = [Sample.plan("1 USD", "x:credit", since: "2026-01-01")]
    #expect(horizon(source, "2026-12-01", "2026-12-01") == Sample.days("2026-09-19", "2026-12-01"))
    // What is bought after the as-of day is not bought yet.
    source.asOf = Sample.time("2026-09-24T23:00:00Z")
    #expect(horizon(source, "2026-12-01", "2026-12-01") == Sample.days("2026-11-19", "2026-12-01"))
  }

  @Test func `no days depend on none`() throws {
    let none = Sample.day("2026-10-01")..<Sample.day("2026-10-01")
    var source = source
    source.terms.plans = [Sample.plan("1 USD", "x:credit", since: "2026-01-01")]
    #expect(source.pricing.horizon(of: none, windows: source.windows) == none)
    #expect(try source.priced(none) == [])
  }

  @Test func `a day of 23 hours has the same share of a fee as any other`() throws {
    var source = PricedSource()
    source.calendar = ReportingCalendar(
      timeZone: try #require(TimeZone(identifier: "Europe/Berlin"))
    )
    source.windows = [Sample.window("2026-03"), Sample.window("2026-04")]
    source.terms.plans = [
      Sample.plan("31 USD", "x:credit", includes: .amount(9), overage: "1 USD", since: "2026-01-01")
    ]
    source.records = [
      PricedSource.record("2026-03-29", "9 x:credit"),
      PricedSource.record("2026-03-31", "1 x:credit"),
      PricedSource.record("2026-04-01", "1 x:credit"),
    ]
    let march = try source.priced("2026-03-01", "2026-03-31").filter { $0.charge == .fee }
    #expect(march.map(\.effective) == Array(repeating: 1, count: 31))
    #expect(
      try source.priced("2026-03-29", "2026-04-01").filter { $0.charge == .usage }.map(\.moneyLine)
        == [
          "2026-03-29 usage 9 x:credit billed 0 effective 0 plan",
          "2026-03-31 usage 1 x:credit billed 1 effective 1 plan",
          "2026-04-01 usage 1 x:credit billed 0 effective 0 plan",
        ]
    )
  }
}
