import Foundation
import Testing
import UsageModel

@testable import UsageStore

/// Examples that were worked out by hand.
struct PricingExampleTests {
  private let helius = Sample.plan(
    "49 USD",
    "helius:credit",
    includes: .amount(10_000_000),
    overage: "0.000005 USD",
    since: "2026-01-01"
  )
  private let cycle = Sample.window("2026-09-19T00:00:00Z/2026-10-19T00:00:00Z")

  @Test func `without plans and top-ups, amounts are the platform's or go by rates`() throws {
    var source = PricedSource()
    source.terms.rates = [
      Sample.rate("a:credit", "0.5 USD", "2026-01-02"),
      Sample.rate("b:credit", "2 EUR", "2026-01-01"),
      Sample.rate("EUR", "1.1 USD", "2026-01-01"),
    ]
    source.records = [
      PricedSource.record("2026-01-01", "3 USD"), PricedSource.record("2026-01-01", "4 a:credit"),
      PricedSource.record("2026-01-02", "4 a:credit"),
      PricedSource.record("2026-01-02", "-1 b:credit"),
      PricedSource.record(Sample.day("2026-01-02"), nil),
    ]
    #expect(
      try source.lines("2026-01-01", "2026-01-02") == [
        "2026-01-01 usage 3 USD billed 3 effective 3 platform",
        "2026-01-01 usage 4 a:credit billed - effective - unpriced",
        "2026-01-02 usage 4 a:credit billed 2 effective 2 rate",
        "2026-01-02 usage -1 b:credit billed -2.2 effective -2.2 rate+exchange",
        "2026-01-02 usage billed - effective - unpriced",
      ]
    )
  }

  @Test func `a fee is billed on the first day of the cycle and takes effect on all of them`()
    throws
  {
    var source = PricedSource()
    source.terms.plans = [helius]
    source.windows = [cycle]
    let records = try source.priced("2026-09-19", "2026-10-18")
    #expect(records.count == 30)
    #expect(
      records.prefix(2).map(\.moneyLine) == [
        "2026-09-19 fee 1.633333333334 USD billed 49 effective 1.633333333334 plan",
        "2026-09-20 fee 1.633333333334 USD billed 0 effective 1.633333333334 plan",
      ]
    )
    #expect(try records.sum(.effective) == 49)
    let fee = try #require(records.first)
    #expect(fee.service == "plan fee" && fee.category == "Other" && fee.meter == "fee")
    #expect(fee.app == ReservedName.notBrokenDown && fee.quality == .imported)
    #expect(fee.learntAt == Sample.time("2020-01-01T00:00:00Z"))
    #expect(fee.account == "account-1" && fee.window == nil)
  }

  @Test func `usage costs nothing up to what the plan includes, and the overage price beyond`()
    throws
  {
    var source = PricedSource()
    source.terms.plans = [helius]
    source.windows = [cycle]
    source.records = [
      PricedSource.record("2026-09-19", "9000000 helius:credit"),
      PricedSource.record("2026-09-20", "600000 helius:credit", app: "a"),
      PricedSource.record("2026-09-20", "600000 helius:credit", app: "b"),
      PricedSource.record("2026-09-21", "100000 helius:credit"),
      PricedSource.record("2026-10-19", "100000 helius:credit"),
    ]
    source.records[2].requests = 7
    let usage = try source.priced("2026-09-19", "2026-10-19").filter { $0.charge == .usage }
    #expect(
      usage.map(\.moneyLine) == [
        "2026-09-19 usage 9000000 helius:credit billed 0 effective 0 plan",
        "2026-09-20 usage 600000 helius:credit billed 0 effective 0 plan",
        "2026-09-20 usage 400000 helius:credit billed 0 effective 0 plan",
        "2026-09-20 usage 200000 helius:credit billed 1 effective 1 plan",
        "2026-09-21 usage 100000 helius:credit billed 0.5 effective 0.5 plan",
        "2026-10-19 usage 100000 helius:credit billed 0 effective 0 plan",
      ]
    )
    #expect(usage.map(\.requests) == [nil, nil, 7, nil, nil, nil])
  }

  @Test func `a correction across the border of what is included gives back what was paid`() throws
  {
    var source = PricedSource()
    source.terms.plans = [helius]
    source.windows = [cycle]
    source.records = [
      PricedSource.record("2026-09-19", "10400000 helius:credit"),
      PricedSource.record("2026-09-20", "-500000 helius:credit"),
      PricedSource.record("2026-09-21", "200000 helius:credit"),
    ]
    let usage = try source.priced("2026-09-20", "2026-09-21").filter { $0.charge == .usage }
    #expect(
      usage.map(\.moneyLine) == [
        "2026-09-20 usage -400000 helius:credit billed -2 effective -2 plan",
        "2026-09-20 usage -100000 helius:credit billed 0 effective 0 plan",
        "2026-09-21 usage 100000 helius:credit billed 0 effective 0 plan",
        "2026-09-21 usage 100000 helius:credit billed 0.5 effective 0.5 plan",
      ]
    )
  }

  @Test
  func `a plan that changes inside a cycle costs its part of the cycle, and the counter goes on`()
    throws
  {
    var source = PricedSource()
    source.terms.plans = [
      Sample.plan(
        "30 USD",
        "x:credit",
        includes: .amount(10),
        overage: "1 USD",
        since: "2026-01-01"
      ),
      Sample.plan("80 USD", "x:credit", includes: .amount(50), since: "2026-02-21", name: "Pro"),
    ]
    source.terms.rates = [Sample.rate("x:credit", "0.25 USD", "2026-01-01")]
    source.records = [
      PricedSource.record("2026-02-20", "12 x:credit"),
      PricedSource.record("2026-02-21", "52 x:credit"),
    ]
    let records = try source.priced("2026-02-20", "2026-02-21")
    #expect(
      records.map(\.moneyLine) == [
        "2026-02-20 usage 10 x:credit billed 0 effective 0 plan",
        "2026-02-20 usage 2 x:credit billed 2 effective 2 plan",
        "2026-02-20 fee 1.071428571428 USD billed 0 effective 1.071428571428 plan",
        "2026-02-21 usage 38 x:credit billed 0 effective 0 plan",
        "2026-02-21 usage 14 x:credit billed 3.5 effective 3.5 rate",
        "2026-02-21 fee 2.857142857143 USD billed 22.85714285714 effective 2.857142857143 plan",
      ]
    )
    let february = try source.priced("2026-02-01", "2026-02-28")
    // 20 days of 28 at 30 USD, and 8 at 80.
    let fees = february.filter { $0.charge == .fee }
    #expect(try fees.sum(.effective) == fees.sum(.billed))
    #expect(try fees.sum(.billed).rounded(toPlaces: 9) == Sample.decimal("44.285714286"))
  }

  @Test func `what was bought first is used first, at its own price`() throws {
    var source = PricedSource()
    source.terms.charges = [
      Sample.charge(.topUp, "30 USD", "2026-03-05", credits: "10 x:credit"),
      Sample.charge(.topUp, "10 USD", "2026-03-02", credits: "10 x:credit"),
    ]
    source.records = [
      PricedSource.record("2026-03-01", "1 x:credit"),
      PricedSource.record("2026-03-02", "12 x:credit"),
      PricedSource.record("2026-03-05", "3 x:credit"),
      PricedSource.record("2026-03-06", "-4 x:credit"),
      PricedSource.record("2026-03-07", "14 x:credit"),
    ]
    #expect(
      try source.lines("2026-03-01", "2026-03-07") == [
        "2026-03-01 usage 1 x:credit billed - effective - unpriced",
        "2026-03-02 usage 10 x:credit billed 0 effective 10 top-up",
        // Credits that are bought later do not cover it.
        "2026-03-02 usage 2 x:credit billed - effective - unpriced",
        "2026-03-02 top-up 10 USD billed 10 effective 0 top-up",
        "2026-03-05 usage 3 x:credit billed 0 effective 9 top-up",
        "2026-03-05 top-up 30 USD billed 30 effective 0 top-up",
        // What was drawn last is given back first.
        "2026-03-06 usage -3 x:credit billed 0 effective -9 top-up",
        "2026-03-06 usage -1 x:credit billed 0 effective -1 top-up",
        "2026-03-07 usage 1 x:credit billed 0 effective 1 top-up",
        "2026-03-07 usage 10 x:credit billed 0 effective 30 top-up",
        "2026-03-07 usage 3 x:credit billed - effective - unpriced",
      ]
    )
  }

  @Test func `a correction of more than was drawn goes below nothing at the rate`() throws {
    var source = PricedSource()
    source.terms.charges = [Sample.charge(.topUp, "10 USD", "2026-03-01", credits: "10 x:credit")]
    source.terms.rates = [Sample.rate("x:credit", "3 USD", "2026-01-01")]
    source.records = [
      PricedSource.record("2026-03-01", "2 x:credit"),
      PricedSource.record("2026-03-02", "-5 x:credit"),
      PricedSource.record("2026-03-03", "11 x:credit"),
    ]
    #expect(
      try source.lines("2026-03-02", "2026-03-03") == [
        "2026-03-02 usage -2 x:credit billed 0 effective -2 top-up",
        "2026-03-02 usage -3 x:credit billed -9 effective -9 rate",
        "2026-03-03 usage 10 x:credit billed 0 effective 10 top-up",
        "2026-03-03 usage 1 x:credit billed 3 effective 3 rate",
      ]
    )
  }

  @Test func `a plan's included usage goes first, then prepaid credits, then overage`() throws {
    var source = PricedSource()
    source.terms.plans = [
      Sample.plan("0 USD", "x:credit", includes: .amount(5), overage: "2 USD", since: "2026-03-01")
    ]
    source.terms.charges = [Sample.charge(.topUp, "3 USD", "2026-03-10", credits: "6 x:credit")]
    source.records = [
      PricedSource.record("2026-03-09", "6 x:credit"),
      PricedSource.record("2026-03-10", "7 x:credit"),
      PricedSource.record("2026-03-11", "-8 x:credit"),
      PricedSource.record("2026-04-01", "6 x:credit"),
    ]
    let usage = try source.priced("2026-03-09", "2026-04-01").filter { $0.charge == .usage }
    #expect(
      usage.map(\.moneyLine) == [
        "2026-03-09 usage 5 x:credit billed 0 effective 0 plan",
        "2026-03-09 usage 1 x:credit billed 2 effective 2 plan",
        "2026-03-10 usage 6 x:credit billed 0 effective 3 top-up",
        "2026-03-10 usage 1 x:credit billed 2 effective 2 plan",
        "2026-03-11 usage -6 x:credit billed 0 effective -3 top-up",
        "2026-03-11 usage -2 x:credit billed -4 effective -4 plan",
        "2026-04-01 usage 5 x:credit billed 0 effective 0 plan",
        "2026-04-01 usage 1 x:credit billed 0 effective 0.5 top-up",
      ]
    )
  }

  @Test
  func `records of a day that cancel out are priced by the next unit and cost nothing together`()
    throws
  {
    var source = PricedSource()
    source.terms.plans = [
      Sample.plan("0 USD", "x:credit", includes: .amount(5), overage: "2 USD", since: "2026-03-01")
    ]
    source.records = [
      PricedSource.record("2026-03-01", "6 x:credit"),
      PricedSource.record("2026-03-02", "4 x:credit", app: "a"),
      PricedSource.record("2026-03-02", "-4 x:credit", app: "b"),
      PricedSource.record("2026-03-02", "0 x:credit", app: "c"),
    ]
    #expect(
      try source.lines("2026-03-02", "2026-03-02") == [
        "2026-03-02 usage 4 x:credit billed 8 effective 8 plan",
        "2026-03-02 usage -4 x:credit billed -8 effective -8 plan",
        "2026-03-02 usage 0 x:credit billed 0 effective 0 plan",
      ]
    )
  }

  @Test func `a record that goes back over where the day began stays one record`() throws {
    var source = PricedSource()
    source.terms.plans = [
      Sample.plan("0 USD", "x:credit", includes: .amount(5), overage: "2 USD", since: "2026-03-01")
    ]
    source.terms.charges = [Sample.charge(.topUp, "8 USD", "2026-03-03", credits: "16 x:credit")]
    source.records = [PricedSource.record("2026-03-01", "1 x:credit")]
    // The plan pays on the first of these days, overage on the second, the lot on the third.
    for (day, total) in [("2026-03-01", "1"), ("2026-03-02", "9"), ("2026-03-03", "6")] {
      for amount in [total, "2", "-3", "1"] {
        source.records.append(PricedSource.record(day, "\(amount) x:credit"))
      }
    }
    source.records.append(PricedSource.record("2026-03-04", "1 x:credit"))
    source.records.append(PricedSource.record("2026-03-04", "-3 x:credit"))
    source.records.append(PricedSource.record("2026-03-04", "2 x:credit"))
    #expect(
      try source.priced("2026-03-04", "2026-03-04").map(\.moneyLine) == [
        "2026-03-04 usage 1 x:credit billed 0 effective 0.5 top-up",
        "2026-03-04 usage -3 x:credit billed 0 effective -1.5 top-up",
        "2026-03-04 usage 2 x:credit billed 0 effective 1 top-up",
      ]
    )
    let first = try source.priced("2026-03-01", "2026-03-01").filter { $0.charge == .usage }
    #expect(first.count == 5)
  }

  @Test func `a plan that includes everything leaves only its fee`() throws {
    var source = PricedSource()
    source.terms.plans = [Sample.plan("31 USD", "USD", includes: .everything, since: "2026-03-01")]
    source.terms.charges = [Sample.charge(.topUp, "9 USD", "2026-03-01")]
    source.records = [
      PricedSource.record("2026-03-01", "600 USD"), PricedSource.record("2026-03-02", "-900 USD"),
    ]
    #expect(
      try source.lines("2026-03-01", "2026-03-02") == [
        "2026-03-01 usage 600 USD billed 0 effective 0 plan",
        "2026-03-01 fee 1 USD billed 31 effective 1 plan",
        "2026-03-01 top-up 9 USD billed 9 effective 0 top-up",
        "2026-03-02 usage -900 USD billed 0 effective 0 plan",
        "2026-03-02 fee 1 USD billed 0 effective 1 plan",
      ]
    )
  }

  @Test func `what was paid before is converted as of then, and what has no rate is unpriced`()
    throws
  {
    var source = PricedSource(currency: "EUR")
    source.terms.plans = [
      Sample.plan(
        "28 USD",
        "x:credit",
        includes: .amount(1),
        overage: "10 GBP",
        since: "2026-02-01"
      )
    ]
    source.terms.charges = [Sample.charge(.topUp, "4 USD", "2026-02-02", credits: "2 x:credit")]
    source.terms.rates = [
      Sample.rate("USD", "0.8 EUR", "2026-02-01"), Sample.rate("USD", "0.5 EUR", "2026-02-03"),
    ]
    source.records = [
      PricedSource.record("2026-02-01", "2 x:credit"),
      PricedSource.record("2026-02-02", "1 x:credit"),
      PricedSource.record("2026-02-03", "2 x:credit"),
    ]
    #expect(
      try source.lines("2026-02-01", "2026-02-03") == [
        "2026-02-01 usage 1 x:credit billed 0 effective 0 plan",
        "2026-02-01 usage 1 x:credit billed - effective - unpriced",
        "2026-02-01 fee 1 USD billed 22.4 effective 0.8 plan+exchange",
        "2026-02-02 usage 1 x:credit billed 0 effective 1.6 top-up+exchange",
        "2026-02-02 fee 1 USD billed 0 effective 0.8 plan+exchange",
        "2026-02-02 top-up 4 USD billed 3.2 effective 0 top-up+exchange",
        "2026-02-03 usage 1 x:credit billed 0 effective 1.6 top-up+exchange",
        "2026-02-03 usage 1 x:credit billed - effective - unpriced",
        "2026-02-03 fee 1 USD billed 0 effective 0.8 plan+exchange",
      ]
    )
  }

  @Test func `an amount that does not fit is an error`() {
    var source = PricedSource()
    source.terms.plans = [
      Sample.plan("1 USD", "x:credit", overage: "1000000 USD", since: "2026-03-01")
    ]
    source.records = [PricedSource.record("2026-03-01", "1000000000000000000000 x:credit")]
    #expect(throws: ArithmeticOverflow.self) { try source.priced("2026-03-01", "2026-03-01") }
    let most = Money(FixedDecimal(units: .max), "x:credit")
    source.records = [
      PricedSource.record(Sample.day("2026-03-01"), most),
      PricedSource.record(Sample.day("2026-03-02"), most),
    ]
    #expect(throws: ArithmeticOverflow.self) { try source.priced("2026-03-02", "2026-03-02") }
  }
}
