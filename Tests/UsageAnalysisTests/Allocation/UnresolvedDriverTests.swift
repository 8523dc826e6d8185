import Testing
import UsageAnalysis
import UsageModel

/// Rules whose drivers have no values yet.
struct UnresolvedDriverTests {
  private func mistakes(_ rules: AllocationRule...) -> [String] {
    AllocationPolicy(rules).mistakes(in: Shared.context).map(\.description)
  }

  private func first(
    _ receivers: AllocationRule.Receivers = .anyone,
    _ driver: AllocationDriver
  ) -> AllocationRule {
    Shared.rule("first", receivers: receivers, .driver(driver, otherwise: nil))
  }

  private func later(_ target: String) -> AllocationRule {
    Shared.rule(
      "later",
      line: 2,
      match: [Shared.when(.target, target)],
      step: 2,
      .to("Beacon")
    )
  }

  private let text =
    "spend.lua:2: rule \"later\": it can never match: no rule of an earlier step gives to "

  @Test
  func
    `it may give to everyone who may receive, also to apps that the configuration does not name`()
  {
    let open = AllocationDriver.unresolved(name: "by")
    #expect(open.name == "by" && !open.isResolved)
    #expect(mistakes(first(open), later("Dune")) == [])
    #expect(mistakes(first(open), later("Unlisted")) == [])
    #expect(
      mistakes(first(.allExcept(["Dune"]), open), later("Dune"))
        == [text + "\"Dune\"; name a target of an earlier step"]
    )
    #expect(
      mistakes(first(.only(["Atlas"]), open), later("Dune"))
        == [text + "\"Dune\"; name a target of an earlier step"]
    )
    #expect(mistakes(first(.only(["Atlas", "Dune"]), open), later("Dune")) == [])
    let rest = AllocationMethod.amount(
      ["Atlas": Money(1, "USD")],
      rest: .driver(open, otherwise: nil)
    )
    #expect(mistakes(Shared.rule("first", rest), later("Dune")) == [])
    // A driver that names others on these days may name them on others: that is no mistake in the rules.
    let known = AllocationDriver(name: "by", values: [Sample.day("2026-10-01"): ["Atlas": 1]])
    #expect(known.isResolved)
    #expect(mistakes(first(known), later("Dune")) == [])
  }

  @Test
  func `usage cannot be divided by it`() {
    let error = #expect(throws: AllocationError.self) {
      try Shared.apply([first(.unresolved())], to: [Shared.record("2026-10-01", "1")])
    }
    #expect(
      error?.description
        == "spend.lua:1: rule \"first\": its driver has no values yet; "
        + "resolve it before usage is divided"
    )
  }

  private func first(_ driver: AllocationDriver) -> AllocationRule { first(.anyone, driver) }
}
