import Foundation
import Testing
import UsageModel

@testable import UsageStore

/// Fixed charges, and what fees and charges look like as records.
struct ChargeRecordTests {
  @Test(arguments: [Charge.usage, .fee, .credit, .adjustment, .tax])
  func `a charge that comes once counts on its day in both views`(kind: Charge) throws {
    var source = PricedSource()
    source.terms.charges = [Sample.charge(kind, "-2.5 USD", "2026-03-05")]
    let records = try source.priced("2026-01-01", "2026-12-31")
    #expect(
      records.map(\.moneyLine) == [
        "2026-03-05 \(kind.rawValue) -2.5 USD billed -2.5 effective -2.5 charge"
      ]
    )
    #expect(records.first?.service == kind.rawValue && records.first?.meter == kind.rawValue)
    #expect(records.first?.category == "Other" && records.first?.quality == .imported)
  }

  @Test func `a fee that comes again is billed each time and spread up to the next`() throws {
    var source = PricedSource()
    source.terms.charges = [
      Sample.charge(.fee, "28 USD", "2026-01-31", every: .month, before: "2026-03-01", name: "Desk")
    ]
    let records = try source.priced("2026-01-01", "2026-12-31")
    #expect(records.allSatisfy { $0.service == "Desk" && $0.charge == .fee })
    #expect(
      records.filter { $0.billed != 0 }.map(\.moneyLine) == [
        "2026-01-31 fee 1 USD billed 28 effective 1 charge",
        "2026-02-28 fee 0.903225806452 USD billed 28 effective 0.903225806452 charge",
      ]
    )
    // The last one still pays for the days up to 31 March, on which it would have come again.
    #expect(records.last?.day == Sample.day("2026-03-30"))
    #expect(try records.sum(.effective) == 56)
  }

  @Test func `without a rate a fee is billed on its first day and spread over its cycle`() throws {
    var source = PricedSource()
    source.terms.charges = [
      Sample.charge(.fee, "31 EUR", "2026-03-01", every: .month, before: "2026-04-01")
    ]
    let records = try source.priced("2026-01-01", "2026-12-31")
    let billed = UsageTable(records, view: .billed)
    let effective = UsageTable(records, view: .effective)
    #expect((0..<31).compactMap { billed.unpriced[$0] } == [31])
    #expect((0..<31).compactMap { effective.unpriced[$0] } == Array(repeating: 1, count: 31))
    #expect(billed.native(at: 0) == Money(31, "EUR"))
  }

  @Test func `other charges that come again count on their days`() throws {
    var source = PricedSource()
    source.terms.charges = [Sample.charge(.tax, "3 USD", "2026-01-30", every: .week)]
    source.asOf = Sample.time("2026-02-13T00:00:00Z")
    #expect(
      try source.lines("2026-01-31", "2026-12-31") == [
        "2026-02-06 tax 3 USD billed 3 effective 3 charge",
        "2026-02-13 tax 3 USD billed 3 effective 3 charge",
      ]
    )
  }

  @Test func `a top-up that buys nothing is money like any other`() throws {
    var source = PricedSource()
    source.terms.charges = [
      Sample.charge(.topUp, "5 USD", "2026-01-01", credits: "0 x:credit"),
      Sample.charge(.topUp, "-1 USD", "2026-01-01"),
    ]
    source.terms.rates = [Sample.rate("x:credit", "1 USD", "2026-01-01")]
    source.records = [PricedSource.record("2026-01-01", "3 x:credit")]
    #expect(
      try source.lines("2026-01-01", "2026-01-01") == [
        "2026-01-01 usage 3 x:credit billed 3 effective 3 rate",
        "2026-01-01 top-up -1 USD billed -1 effective -1 top-up",
        "2026-01-01 top-up 5 USD billed 5 effective 5 top-up",
      ]
    )
  }

  @Test func `credits that were given cost nothing as they are used`() throws {
    var source = PricedSource()
    source.terms.charges = [Sample.charge(.topUp, "0 USD", "2026-01-01", credits: "2 x:credit")]
    source.records = [PricedSource.record("2026-01-01", "3 x:credit")]
    #expect(
      try source.lines("2026-01-01", "2026-01-01") == [
        "2026-01-01 usage 2 x:credit billed 0 effective 0 top-up",
        "2026-01-01 usage 1 x:credit billed - effective - unpriced",
      ]
    )
  }

  @Test func `nothing is billed after the as-of day, and shares stop with it`() throws {
    var source = PricedSource()
    source.terms.plans = [Sample.plan("29 USD", "USD", since: "2024-02-01")]
    source.terms.charges = [
      Sample.charge(.topUp, "1 USD", "2024-02-02", every: .week),
      Sample.charge(.credit, "-4 USD", "2024-02-03"),
    ]
    source.calendar = ReportingCalendar(timeZone: try #require(TimeZone(identifier: "Asia/Tokyo")))
    // It is 2 February in Tokyo.
    source.asOf = Sample.time("2024-02-01T15:00:00Z")
    #expect(
      try source.lines("2024-01-01", "2024-12-31") == [
        "2024-02-01 fee 1 USD billed 29 effective 1 plan",
        "2024-02-02 fee 1 USD billed 0 effective 1 plan",
        "2024-02-02 top-up 1 USD billed 1 effective 0 top-up",
      ]
    )
    #expect(try source.lines("2024-02-03", "2024-12-31") == [])
    source.asOf = Sample.time("2024-01-31T14:59:59Z")
    #expect(try source.lines("2024-01-01", "2024-12-31") == [])
  }

  @Test func `a leap February has 29 shares, and a plan from the 31st has clamped cycles`() throws {
    var source = PricedSource()
    source.terms.plans = [Sample.plan("29 USD", "USD", since: "2023-01-01")]
    #expect(
      try source.priced("2024-02-01", "2024-02-29").map(\.effective)
        == Array(repeating: 1, count: 29)
    )
    source.windows = [Sample.window("2024-01-31T00:00:00Z/2024-02-29T00:00:00Z")]
    let first = try source.priced("2024-01-01", "2024-06-30").filter { $0.billed == 29 }.map(
      \.day.description
    )
    #expect(
      first == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"]
    )
  }

  @Test func `an app is the charge's own, else the source's, with its name and tags`() throws {
    var source = PricedSource()
    source.source = UsageContext.Source(app: "app-1", tags: ["team": "one", "zone": "eu"])
    source.apps = [
      "app-1": UsageContext.App(name: "First", tags: ["team": "two"]),
      "app-2": UsageContext.App(name: "Second", tags: ["team": "three"]),
    ]
    source.terms.plans = [Sample.plan("31 USD", "USD", since: "2026-01-01", name: "Pro")]
    source.terms.charges = [
      Sample.charge(.fee, "1 USD", "2026-01-01", name: "Desk"),
      Sample.charge(.fee, "1 USD", "2026-01-01", name: "Extra", app: "app-2"),
    ]
    let records = try source.priced("2026-01-01", "2026-01-01")
    #expect(records.map(\.service) == ["Desk", "Extra", "Pro"])
    #expect(records.map(\.appID) == ["app-1", "app-2", "app-1"])
    #expect(records.map(\.app) == ["First", "Second", "First"])
    #expect(records.map(\.tags["team"]) == ["two", "three", "two"])
    #expect(records.allSatisfy { $0.tags["zone"] == "eu" })
  }

  @Test func `charges that differ in their app alone have a fixed order`() throws {
    var source = PricedSource()
    let charges = ["b", "c", "a"].map { Sample.charge(.tax, "1 USD", "2026-01-01", app: $0) }
    for charges in [charges, charges.reversed()] {
      source.terms.charges = charges
      #expect(try source.priced("2026-01-01", "2026-01-01").map(\.app) == ["a", "b", "c"])
    }
  }

  @Test func `terms that are younger than the as-of moment are those that were known then`() throws
  {
    var source = PricedSource()
    source.terms.charges = [Sample.charge(.fee, "1 USD", "2019-01-01")]
    source.asOf = Sample.time("2019-06-01T00:00:00Z")
    #expect(try source.priced("2019-01-01", "2019-01-01").map(\.learntAt) == [source.asOf])
  }

  @Test func `terms of other sources do not matter`() throws {
    var source = PricedSource()
    source.terms.plans = [Sample.plan("31 USD", "USD", since: "2026-01-01")]
    source.terms.charges = [Sample.charge(.topUp, "1 USD", "2026-01-01")]
    source.terms.plans[0].source = "other"
    source.terms.charges[0].source = "other"
    source.records = [PricedSource.record("2026-02-02", "3 USD")]
    let days = Sample.days("2026-02-02", "2026-02-02")
    #expect(source.pricing.horizon(of: days, windows: []) == days)
    #expect(
      try source.lines("2026-02-02", "2026-02-02") == [
        "2026-02-02 usage 3 USD billed 3 effective 3 platform"
      ]
    )
  }
}
