import Testing
import UsageAnalysis
import UsageModel

/// Policies and numbers that are larger than they can be.
struct AllocationLimitTests {
  private func mistakes(_ rules: [AllocationRule]) -> [String] {
    AllocationPolicy(rules).mistakes(in: Shared.context).map(\.description)
  }

  @Test
  func `twenty mistakes are told, then how many more there are`() {
    func told(_ count: Int) -> [String] {
      mistakes([
        Shared.rule(
          "first",
          line: 1,
          match: [Shared.when(.service, "das")],
          .even((1...count).map { "Zebra \($0)" })
        ),
        Shared.rule("second", line: 2, match: [Shared.when(.source, "zebra")], .ownApp),
      ])
    }
    let all = told(19)
    #expect(all.count == 20)
    #expect(
      all.last
        == "spend.lua:2: rule \"second\": it can never match: no source is called \"zebra\"; "
        + "write one of cuadra-main, helius-main, puter-main"
    )
    let oneMore = told(20)
    #expect(oneMore.count == 21 && Array(oneMore.prefix(19)) == Array(all.prefix(19)))
    #expect(
      oneMore.last
        == "spend.lua:2: rule \"second\": and 1 more mistake from here on; mend those above first"
    )
    let many = told(4000)
    #expect(many.count == 21)
    #expect(
      many.last
        == "spend.lua:1: rule \"first\": and 3981 more mistakes from here on; mend those above first"
    )
  }

  @Test
  func `what to do is looked for only where it is told`() {
    var asked = 0
    var context = Shared.context
    context.closestName = { _, _ in
      asked += 1
      return nil
    }
    let rule = Shared.rule("r", .even((1...500).map { "Zebra \($0)" }))
    #expect(AllocationPolicy([rule]).mistakes(in: context).count == 21)
    #expect(asked == 20)
  }

  @Test
  func `a policy has a thousand rules at most`() throws {
    let rules = (1...1001).map { line in
      Shared.rule("rule \(line)", line: line, match: [Shared.when(.service, "s\(line)")], .ownApp)
    }
    #expect(mistakes(Array(rules.prefix(1000))) == [])
    #expect(
      mistakes(rules) == [
        "spend.lua:1001: rule \"rule 1001\": it is rule 1001 of 1001, and a policy has at most 1000; "
          + "let one rule match more"
      ]
    )
    let record = Shared.record(app: "Atlas", service: "s1000", "3")
    let result = try Shared.apply(Array(rules.prefix(1000)), to: [record])
    #expect(result.shares.map(\.target) == ["Atlas"])
    #expect(result.ledger().map(\.rule) == ["rule 1000"])
  }

  @Test
  func `a hundred steps hand on what the first gave`() throws {
    var context = Shared.context
    context.apps = nil
    let rules = (1...100).map { step in
      Shared.rule(
        "step \(step)",
        line: step,
        match: step > 1 ? [Shared.when(.target, "T\(step - 1)")] : [],
        step: step,
        .even(["T\(step)", "Rest"])
      )
    }
    let result = try Shared.apply(rules, to: [Shared.record("2026-10-01", "1")], in: context)
    #expect(result.shares.map(\.target) == ["Rest", "T100"])
    #expect(try result.totals().cost == 1)
  }

  private let large = FixedDecimal("100000000000000000000000000") ?? .zero

  @Test
  func `numbers of a rule that cannot be added are its mistake`() {
    let start = "spend.lua:1: rule \"r\": its "
    let end = " add up to more than can be held; use smaller numbers"
    let numbers = ["Atlas": large, "Beacon": large]
    #expect(mistakes([Shared.rule("r", .weights(numbers))]) == [start + "weights" + end])
    #expect(mistakes([Shared.rule("r", .percent(numbers))]) == [start + "percentages" + end])
    #expect(
      mistakes([Shared.rule("r", .amount(numbers.mapValues { Money($0, "USD") }, rest: nil))]) == [
        start + "amounts" + end
      ]
    )
    #expect(mistakes([Shared.rule("r", .weights(["Atlas": large]))]) == [])
  }

  @Test
  func `numbers of a function or a driver that cannot be added name the rule and the day`() {
    func message(_ method: AllocationMethod) -> String? {
      #expect(throws: AllocationError.self) {
        try Shared.apply(
          [Shared.rule("r", line: 5, method)],
          to: [Shared.record("2026-10-01", "1")]
        )
      }?.description
    }
    let numbers = ["Atlas": large, "Beacon": large]
    #expect(
      message(.custom { _, _ in numbers })
        == "spend.lua:5: rule \"r\": the weights of its function add up to more than can be held on "
        + "2026-10-01; return smaller numbers"
    )
    let driver = AllocationDriver(name: "metric m", values: [Sample.day("2026-10-01"): numbers])
    #expect(
      message(.driver(driver, otherwise: nil))
        == "spend.lua:5: rule \"r\": the driver metric m adds up to more than can be held on 2026-10-01; "
        + "use smaller numbers"
    )
  }
}
