import Testing
import UsageAnalysis
import UsageModel

/// Fixed amounts for each billing window.
struct AllocationAmountTests {
  /// Windows are ten days; that of puter-main begins on 2026-10-04.
  private func records(_ costs: [String: String]) -> [UsageRecord] {
    costs.map { Shared.record($0.key, source: "puter-main", $0.value) }
  }

  private func costs(_ result: AllocationResult) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: result.shares.map {
        ($0.target, $0.totals.cost?.description ?? "unpriced")
      }
    )
  }

  private let days = Sample.period("2026-10-04..2026-10-13").days

  @Test
  func `amounts are spread over the days by cost, and the rest goes by the second method`() throws {
    let rule = Shared.rule(
      "fixed",
      .amount(
        ["Atlas": Money(10, "USD"), "Beacon": Money(5, "USD")],
        rest: .even(["Beacon", "Dune"])
      )
    )
    let usage = records(["2026-10-06": "30", "2026-10-08": "10"])
    let result = try Shared.apply([rule], to: usage, on: days)
    #expect(costs(result) == ["Atlas": "10", "Beacon": "17.5", "Dune": "12.5"])
    let rows = result.ledger(target: "Atlas").map {
      "\($0.day) \($0.amount) of \($0.whole) \($0.ratio)"
    }
    #expect(rows == ["2026-10-06 7.5 of 30 0.25", "2026-10-08 2.5 of 10 0.25"])
  }

  @Test
  func `amounts that come to the cost leave nothing, also where there are credits`() throws {
    let rule = Shared.rule(
      "fixed",
      .amount(["Atlas": Money(1, "USD"), "Beacon": Money(2, "USD")], rest: nil)
    )
    let usage = records(["2026-10-06": "7", "2026-10-07": "-5", "2026-10-09": "1"])
    let result = try Shared.apply([rule], to: usage, on: days)
    #expect(costs(result) == ["Atlas": "1", "Beacon": "2"])
    #expect(result.warnings == [])
  }

  @Test
  func `amounts count in proportion to the days that were asked for and that the rule is for`()
    throws
  {
    let method = AllocationMethod.amount(["Atlas": Money(10, "USD")], rest: .to("Dune"))
    let usage = records(["2026-10-06": "30"])
    func share(_ rule: AllocationRule, _ period: String) throws -> String? {
      costs(try Shared.apply([rule], to: usage, on: Sample.period(period).days))["Atlas"]
    }
    let rule = Shared.rule("fixed", method)
    #expect(try share(rule, "2026-10") == "10")
    #expect(try share(rule, "2026-10-01..2026-10-06") == "3")
    #expect(
      try share(Shared.rule("fixed", since: "2026-10-05", method), "2026-10-01..2026-10-06") == "2"
    )
  }

  @Test
  func `more than there is is an error with both figures`() {
    let rule = Shared.rule("fixed", line: 9, .amount(["Atlas": Money(10, "USD")], rest: nil))
    let error = #expect(throws: AllocationError.self) {
      try Shared.apply([rule], to: records(["2026-10-07": "4", "2026-10-08": "5"]), on: days)
    }
    #expect(
      error?.description
        == "spend.lua:9: rule \"fixed\": its amounts come to 10 USD in the billing window 4–13 October 2026 of "
        + "puter-main, as far as the period covers it, and the rule takes 9 USD there; "
        + "lower the amounts, or let the rule take more"
    )
  }

  @Test
  func `a rest without a second method is unallocated with a warning`() throws {
    let rule = Shared.rule("fixed", line: 9, .amount(["Atlas": Money(1, "USD")], rest: nil))
    let result = try Shared.apply(
      [rule],
      to: records(["2026-10-06": "3", "2026-10-07": "1"]),
      on: days
    )
    #expect(costs(result) == ["Atlas": "1", "(unallocated)": "3"])
    #expect(
      result.warnings.map(\.description) == [
        "spend.lua:9: rule \"fixed\": its fixed amounts leave a rest that no second method divides, so that "
          + "3 USD from 2026-10-06 to 2026-10-07 is (unallocated) (2 cells); "
          + "name a second method in the same rule"
      ]
    )
  }

  @Test
  func `money in one currency leaves cells of another to the second method`() throws {
    let credits = Money(8, "puter:credit")
    let usage = [
      Shared.record("2026-10-06", source: "puter-main", "4"),
      Shared.record("2026-10-06", source: "puter-main", native: credits, requests: 6),
    ]
    func shares(_ money: Money) throws -> [String] {
      let rule = Shared.rule("fixed", .amount(["Atlas": money], rest: .to("Dune")))
      return try Shared.apply([rule], to: usage, on: days).shares.map { share in
        let cost = share.totals.cost?.description ?? "–"
        let credits = share.totals.unpriced["puter:credit"]?.description ?? "–"
        return "\(share.target) \(cost) \(credits) \(share.totals.requests?.description ?? "–")"
      }
    }
    #expect(try shares(Money(1, "USD")) == ["Atlas 1 – 1.5", "Dune 3 8 4.5"])
    #expect(try shares(Money(2, "puter:credit")) == ["Atlas – 2 –", "Dune 4 6 6"])
  }
}
