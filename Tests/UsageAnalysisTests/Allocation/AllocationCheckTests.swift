import Testing
import UsageAnalysis
import UsageModel

/// What is wrong with rules, told without usage.
struct AllocationCheckTests {
  private func mistakes(_ rules: AllocationRule...) -> [String] {
    AllocationPolicy(rules).mistakes(in: Shared.context).map(\.description)
  }

  private func mistakes(_ method: AllocationMethod) -> [String] {
    mistakes(Shared.rule("r", .to("Atlas")).with(method))
  }

  private let start = "spend.lua:1: rule \"r\": "

  @Test
  func `percentages total 100`() {
    #expect(
      mistakes(.percent(["Atlas": 60, "Beacon": 30]))
        == [start + "its percentages total 90; make them total 100"]
    )
    #expect(mistakes(.percent(["Atlas": 60, "Beacon": 40])) == [])
  }

  @Test
  func `targets are apps, each named once`() {
    #expect(
      mistakes(.even(["Atlas", "Beakon", "Atlas", "", "(no app)", "Zebra"])) == [
        start + "no app is called \"Beakon\"; did you mean \"Beacon\"?",
        start + "it names \"Atlas\" twice; name each target once",
        start + "it names a target without a name; write the name of an app",
        start + "\"(no app)\" is a reserved name and cannot receive; write the name of an app",
        start
          + "no app is called \"Zebra\"; name an app of the configuration, or add this one to it",
      ]
    )
    #expect(mistakes(.even([])) == [start + "it gives equal shares to nobody; name the targets"])
    var open = Shared.context
    open.apps = nil
    let rule = Shared.rule("r", .to("Zebra"))
    #expect(AllocationPolicy([rule]).mistakes(in: open) == [])
  }

  @Test
  func `weights are not below zero, nor all zero`() {
    #expect(
      mistakes(.weights(["Atlas": -1, "Beacon": 0])) == [
        start
          + "the weight of \"Atlas\" is -1, and nobody can bear a negative share; write zero or more"
      ]
    )
    #expect(
      mistakes(.weights(["Atlas": 0]))
        == [start + "every weight is zero; give one of the targets a weight above zero"]
    )
    #expect(
      mistakes(.weights([:])) == [start + "it names no weight; name the targets with a weight each"]
    )
  }

  @Test
  func `fixed amounts are in one currency that there can be, and a rule's own method`() {
    #expect(
      mistakes(.amount(["Atlas": Money(1, "USD"), "Beacon": Money(-1, "EUR")], rest: nil)) == [
        start
          + "the amount of \"Beacon\" is -1 EUR, and nobody can bear a negative share; write zero or more",
        start + "its amounts are in EUR and USD; write a rule for each currency",
        start + "its amounts are in EUR, and costs are in USD; "
          + "write them in USD, or in credits such as helius:credit",
      ]
    )
    #expect(
      mistakes(
        .driver(
          AllocationDriver(name: "d", values: [:]),
          otherwise: .amount(["Atlas": Money(1, "USD")], rest: nil)
        )
      ) == [
        start
          + "it gives fixed amounts as a second method; write a rule of its own for them, before this one"
      ]
    )
    #expect(
      mistakes(.amount([:], rest: nil))
        == [start + "it names no amount; name the targets with an amount each"]
    )
  }

  @Test
  func `a method gives to those only who may receive`() {
    #expect(
      mistakes(Shared.rule("r", receivers: .only(["Atlas"]), .even(["Atlas", "Dune"])))
        == [
          start
            + "it gives to \"Dune\", which is not among its targets; add it to targets, or leave targets out"
        ]
    )
    #expect(
      mistakes(Shared.rule("r", receivers: .allExcept(["Dune"]), .to("Dune")))
        == [start + "it gives to \"Dune\", which its except leaves out; name it in one of the two"]
    )
    #expect(
      mistakes(Shared.rule("r", receivers: .only([]), .ownApp))
        == [start + "its targets name nobody; name the targets, or leave targets out"]
    )
  }

  @Test
  func `rules have names of their own and days`() {
    #expect(
      mistakes(
        Shared.rule("r", line: 1, before: "2026-10-02", .to("Atlas")),
        Shared.rule("r", line: 2, since: "2026-10-02", .to("Atlas")),
        Shared.rule("", line: 3, since: "2026-10-01", before: "2026-10-01", .ownApp)
      ) == [
        "spend.lua:2: rule \"r\": the rule at spend.lua:1 has the same name; "
          + "give each rule its own, which ledgers show",
        "spend.lua:3: rule \"\": it has no name; give it one, which ledgers show",
        "spend.lua:3: rule \"\": it is for no day, since 2026-10-01 is not before 2026-10-01; "
          + "let since come first; before is the first day that the rule is not for",
      ]
    )
  }

  @Test
  func `a rule that can never match says why`() {
    func mistakes(_ match: UsageFilter.Condition...) -> [String] {
      self.mistakes(Shared.rule("r", match: match, .ownApp))
    }
    #expect(
      mistakes(Shared.when(.source, "helios-main", "zebra"), Shared.when(.provider, "cua*", "z*"))
        == [
          start
            + "it can never match: no source is called \"helios-main\"; did you mean \"helius-main\"?",
          start + "it can never match: no source is called \"zebra\"; "
            + "write one of cuadra-main, helius-main, puter-main",
          start + "it can never match: no provider fits \"z*\"; write one of cuadra, helius, puter",
        ]
    )
    #expect(
      mistakes(Shared.when(.charge, "fees")) == [
        start + "it can never match: no charge is called \"fees\"; did you mean \"fee\"?"
      ]
    )
    #expect(
      mistakes(Shared.when(.source, "helius-main"), Shared.when(.provider, "puter")) == [
        start
          + "it can never match: the source helius-main is of the provider helius; match the source alone"
      ]
    )
    #expect(
      mistakes(Shared.when(.service, "rpc", "das"), Shared.when(.service, "kv*")) == [
        start + "it can never match: its conditions on service contradict each other; "
          + "write one condition on it"
      ]
    )
    #expect(
      mistakes(UsageFilter.Condition(.service, anyOf: [])) == [
        start + "it can never match: service may be nothing; write what it may be"
      ]
    )
    #expect(mistakes(Shared.when(.service, "rpc", "das"), Shared.when(.service, "r*")) == [])
  }

  @Test
  func `a rule that comes too late says behind which`() {
    let wide = Shared.rule("wide", line: 1, match: [Shared.when(.provider, "hel*")], .to("Atlas"))
    func late(_ rule: AllocationRule) -> [String] { mistakes(wide, rule) }
    let text =
      "spend.lua:2: rule \"late\": it can never match: the rule \"wide\" at spend.lua:1 takes all that it could "
      + "take; put this one first, or narrow the match of the other"
    let narrow = [Shared.when(.source, "helius-main"), Shared.when(.service, "rpc")]
    #expect(late(Shared.rule("late", line: 2, match: narrow, .to("Dune"))) == [text])
    #expect(
      late(Shared.rule("late", line: 2, match: [Shared.when(.provider, "helius")], .ownApp)) == [
        text
      ]
    )
    #expect(
      late(Shared.rule("late", line: 2, match: [Shared.when(.service, "rpc")], .ownApp)) == []
    )
    // What has no app, what a test refuses and other days go on.
    func passes(_ rule: AllocationRule) -> Bool {
      mistakes(rule, Shared.rule("late", line: 2, match: narrow, since: "2026-10-03", .to("Dune")))
        == []
    }
    #expect(!passes(wide))
    #expect(passes(Shared.rule("wide", .ownApp)))
    #expect(passes(Shared.rule("wide", test: { _ in true }, .to("Atlas"))))
    #expect(passes(Shared.rule("wide", since: "2026-10-04", .to("Atlas"))))
    #expect(!passes(Shared.rule("wide", since: "2026-10-03", .to("Atlas"))))
    #expect(passes(Shared.rule("wide", before: "2026-12-01", .to("Atlas"))))
  }

  @Test
  func `steps count from one, and a later one says whose share it divides`() {
    for step in [0, 101] {
      #expect(
        mistakes(Shared.rule("r", step: step, .ownApp)) == [
          start + "its step is \(step); steps count from 1 to 100"
        ]
      )
    }
    #expect(
      mistakes(Shared.rule("r", match: [Shared.when(.target, "Atlas")], .to("Dune")))
        == [
          start + "it matches a target in step 1, when nobody has received anything; write step = 2"
        ]
    )
    #expect(
      mistakes(Shared.rule("r", step: 2, .to("Dune")))
        == [
          start
            + "it is of step 2 and does not say whose share it divides; write match = { target = \"App\" }"
        ]
    )
  }

  @Test
  func `a later step takes from whom an earlier one gives to`() {
    let first = Shared.rule("first", line: 1, .even(["Platform", "Atlas"]))
    func later(_ text: String) -> [String] {
      mistakes(
        first,
        Shared.rule("later", line: 2, match: [Shared.when(.target, text)], step: 2, .to("Beacon"))
      )
    }
    let text =
      "spend.lua:2: rule \"later\": it can never match: no rule of an earlier step gives to "
    #expect(later("Platfrom") == [text + "\"Platfrom\"; did you mean \"Platform\"?"])
    #expect(later("Courier") == [text + "\"Courier\"; name a target of an earlier step"])
    #expect(later("Plat*") == [])
    #expect(later(ReservedName.unallocated) == [])
    let open = Shared.rule("first", line: 1, receivers: .allExcept(["Dune"]), .ownApp)
    let taking = Shared.rule(
      "later",
      line: 2,
      match: [Shared.when(.target, "Dune")],
      step: 2,
      .to("Beacon")
    )
    #expect(mistakes(open, taking) == [text + "\"Dune\"; name a target of an earlier step"])
    #expect(mistakes(Shared.rule("first", .ownApp), taking) == [])
  }

  @Test
  func `nobody is a driver of its own share`() {
    let first = Shared.rule("first", line: 1, .to("Platform"))
    let driver = AllocationDriver(
      name: "cost",
      values: [Sample.day("2026-10-01"): ["Platform": 1, "Atlas": 2]]
    )
    var again = Shared.rule(
      "again",
      line: 2,
      match: [Shared.when(.target, "Platform")],
      step: 2,
      .driver(driver, otherwise: nil)
    )
    #expect(
      mistakes(first, again) == [
        "spend.lua:2: rule \"again\": it divides what \"Platform\" received and gives to \"Platform\" again; "
          + "leave it out, with except = { \"Platform\" } where the rule does not name its targets"
      ]
    )
    again.receivers = .allExcept(["Platform"])
    #expect(mistakes(first, again) == [])
  }

  @Test
  func `shares go one way only`() {
    func rule(_ name: String, _ line: Int, step: Int, from: String, to: String) -> AllocationRule {
      Shared.rule(name, line: line, match: [Shared.when(.target, from)], step: step, .to(to))
    }
    #expect(
      mistakes(
        Shared.rule("first", line: 1, .even(["Atlas", "Beacon"])),
        rule("a to b", 2, step: 2, from: "Atlas", to: "Beacon"),
        rule("b to c", 3, step: 3, from: "Beacon", to: "Courier"),
        rule("c to a", 4, step: 4, from: "Courier", to: "Atlas")
      ) == [
        "spend.lua:4: rule \"c to a\": it closes a circle: \"Courier\" → \"Atlas\" → \"Beacon\" → \"Courier\", "
          + "with the rule \"a to b\" at spend.lua:2 and the rule \"b to c\" at spend.lua:3; "
          + "let shares go one way only"
      ]
    )
  }

  @Test
  func `usage is not divided by rules with mistakes`() {
    let error = #expect(throws: AllocationError.self) {
      try Shared.apply(
        [Shared.rule("r", .percent(["Atlas": 99])), Shared.rule("s", line: 2, step: 0, .ownApp)],
        to: []
      )
    }
    #expect(
      error?.description == """
        spend.lua:1: rule "r": its percentages total 99; make them total 100
        spend.lua:2: rule "s": its step is 0; steps count from 1 to 100
        """
    )
  }

  @Test
  func `a step that did not keep what there was would say what, where and how much`() {
    let error = AllocationError.notConserved(
      step: 2,
      what: "USD",
      day: Sample.day("2026-10-04"),
      charge: .credit,
      before: "-3",
      after: "-2.5"
    )
    #expect(
      error.description
        == "step 2 of the allocation turned -3 USD of credit on 2026-10-04 into -2.5 USD; "
        + "nothing was kept, and this is a bug of tally"
    )
  }
}

extension AllocationRule {
  fileprivate func with(_ method: AllocationMethod) -> AllocationRule {
    var rule = self
    rule.method = method
    return rule
  }
}
