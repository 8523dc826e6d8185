import Tallystick
import Testing
import UsageModel

/// `allocation:` of the configuration.
struct AllocationReadingTests {
  private static let head = """
    sources:
      - { name: helius-main, provider: helius, project: p, api_key: { env: K } }
      - { name: puter, provider: puter, token: { env: T } }
      - { name: notte, provider: notte, api_key: { env: N }, app: Scout }
    apps:
      app-1: { name: Shop, tags: { team: web } }
      app-2: { name: Wallet }
    allocation:

    """

  private func read(_ rules: String) throws -> Configuration {
    // Of a folder that there is not, so that no methods are found.
    try Configuration.read(Self.head + rules, file: "nowhere/t.yaml")
  }

  private func mistake(_ rules: String) -> String? {
    do {
      return try read(rules).warnings.joined(separator: "\n")
        .replacing("nowhere/t.yaml", with: "t.yaml")
    } catch {
      return "\(error)".replacing("nowhere/t.yaml", with: "t.yaml")
    }
  }

  @Test func `each key says what it says`() throws {
    let rules = try read(
      """
        - { name: own, match: { provider: puter }, to: app }
        - name: das is the shop's
          match: { source: helius-main, service: [das, "rpc*"], tag.team: web }
          to: Shop
        - { name: even, match: { source: helius-main, charge: fee }, even: [Wallet, Shop] }
        - { name: weights, match: { source: helius-main, charge: tax }, weights: { Shop: 3, Wallet: 0.5 } }
        - name: percent
          match: { source: notte }
          since: 2026-01-01
          before: 2026-07-01
          percent: { Shop: 33.5, Wallet: 66.5 }
        - name: amount
          match: { source: notte }
          amount: { Scout: 12.50 USD }
          by: requests
          otherwise: even
        - name: requests of puter
          match: { service: nothing }
          except: [Scout]
          by: { measure: requests, where: { provider: puter, app: [Shop, Wallet] } }
          otherwise: { weights: { Shop: 1 } }
        - { name: users, match: { meter: m }, by: { metric: users }, targets: [Shop, Wallet] }
        - name: the scout's users
          step: 2
          match: { target: Scout }
          by: cost
          except: [Scout]

      """
    ).allocation
    func match(_ conditions: (UsageDimension, [String])...) -> UsageFilter {
      UsageFilter(
        conditions.map { .init($0.0, anyOf: $0.1.map { UsageFilter.Pattern($0) }) }
      )
    }
    let expected: [SharingRule<SharingDriver>] = [
      SharingRule(
        "own",
        file: "nowhere/t.yaml",
        line: 9,
        match: match((.provider, ["puter"])),
        method: .ownApp
      ),
      SharingRule(
        "das is the shop's",
        file: "nowhere/t.yaml",
        line: 10,
        match: match(
          (.service, ["das", "rpc*"]),
          (.source, ["helius-main"]),
          (.tag("team"), ["web"])
        ),
        method: .to("Shop")
      ),
      SharingRule(
        "even",
        file: "nowhere/t.yaml",
        line: 13,
        match: match((.charge, ["fee"]), (.source, ["helius-main"])),
        method: .even(["Wallet", "Shop"])
      ),
      SharingRule(
        "weights",
        file: "nowhere/t.yaml",
        line: 14,
        match: match((.charge, ["tax"]), (.source, ["helius-main"])),
        method: .weights(["Shop": 3, "Wallet": FixedDecimal("0.5") ?? 0])
      ),
      SharingRule(
        "percent",
        file: "nowhere/t.yaml",
        line: 15,
        match: match((.source, ["notte"])),
        since: Day("2026-01-01"),
        before: Day("2026-07-01"),
        method: .percent([
          "Shop": FixedDecimal("33.5") ?? 0, "Wallet": FixedDecimal("66.5") ?? 0,
        ])
      ),
      SharingRule(
        "amount",
        file: "nowhere/t.yaml",
        line: 20,
        match: match((.source, ["notte"])),
        method: .amount(
          ["Scout": Money(FixedDecimal("12.5") ?? 0, "USD")],
          rest: .driver(.usage(.requests, UsageFilter()), otherwise: .even(nil))
        )
      ),
      SharingRule(
        "requests of puter",
        file: "nowhere/t.yaml",
        line: 25,
        match: match((.service, ["nothing"])),
        except: ["Scout"],
        method: .driver(
          .usage(.requests, match((.app, ["Shop", "Wallet"]), (.provider, ["puter"]))),
          otherwise: .weights(["Shop": 1])
        )
      ),
      SharingRule(
        "users",
        file: "nowhere/t.yaml",
        line: 30,
        match: match((.meter, ["m"])),
        targets: ["Shop", "Wallet"],
        method: .driver(.metric("users"), otherwise: nil)
      ),
      SharingRule(
        "the scout's users",
        file: "nowhere/t.yaml",
        line: 31,
        match: match((.target, ["Scout"])),
        step: 2,
        except: ["Scout"],
        method: .driver(.usage(.cost, UsageFilter()), otherwise: nil)
      ),
    ]
    #expect(rules.count == expected.count)
    for (rule, expected) in zip(rules, expected) { #expect(rule == expected) }
  }

  @Test(arguments: [
    ("text", "`allocation[1]`: expected keys with values (`key: value`), got \"text\""),
    (
      "{ to: app }",
      "`allocation[1]`: a rule has a name and a method: { name: the rest, even: [Shop, Wallet] }"
    ),
    (
      "{ name: r }",
      "`allocation[1]`: the rule does not say how to divide; add one of to, even, weights, percent, by, with or amount"
    ),
    (
      "{ name: r, to: app, even: [Shop] }",
      "`allocation[1]`: a rule has one method, this one has `to` and `even`"
    ),
    (
      "{ name: r, amount: { Shop: 1 USD }, even: [Shop], weights: { Shop: 1 } }",
      "`allocation[1]`: a rule has one method, this one has `even` and `weights`"
    ),
    ("{ name: r, too: app }", "unknown key `allocation[1].too`; did you mean `to`?"),
    (
      "{ name: [r], to: app }",
      "`allocation[1].name`: expected a name such as the rest of Helius, got a list"
    ),
    ("{ name: '', to: app }", "rule \"\": it has no name; give it one, which ledgers show"),
    (
      "{ name: r, to: }",
      "`allocation[1].to`: expected an app that gets all, or app for the record's own, got nothing"
    ),
    (
      "{ name: r, with: weigh }",
      "`allocation[1].with`: unknown allocation method \"weigh\"; there is none in Scripts/methods"
    ),
    (
      "{ name: r, even: Shop }",
      "`allocation[1].even`: expected a list (lines that begin with `- `), got \"Shop\""
    ),
    ("{ name: r, even: [] }", "rule \"r\": it gives equal shares to nobody; name the targets"),
    (
      "{ name: r, even: [Shop, Shop] }",
      "rule \"r\": it names \"Shop\" twice; name each target once"
    ),
    (
      "{ name: r, weights: { Shop: many } }",
      "`allocation[1].weights.Shop`: expected a number such as 3, got \"many\""
    ),
    (
      "{ name: r, weights: [Shop] }",
      "`allocation[1].weights`: expected keys with values (`key: value`), got a list"
    ),
    (
      "{ name: r, weights: { Shop: 0 } }",
      "rule \"r\": every weight is zero; give one of the targets a weight above zero"
    ),
    (
      "{ name: r, percent: { Shop: 60, Wallet: 30 } }",
      "rule \"r\": its percentages total 90; make them total 100"
    ),
    (
      "{ name: r, percent: { Shop: 60% } }",
      "`allocation[1].percent.Shop`: expected a number such as 60, got \"60%\""
    ),
    (
      "{ name: r, amount: { Shop: 20 } }",
      "`allocation[1].amount.Shop`: expected an amount such as 20 USD, got \"20\""
    ),
    (
      "{ name: r, amount: { Shop: 20 EUR } }",
      "rule \"r\": its amounts are in EUR, and costs are in USD; write them in USD, or in credits such as helius:credit"
    ),
    (
      "{ name: r, amount: { Shop: -20 USD } }",
      "rule \"r\": the amount of \"Shop\" is -20 USD, and nobody can bear a negative share; write zero or more"
    ),
    ("{ name: r, to: Shpo }", "rule \"r\": no app is called \"Shpo\"; did you mean \"Shop\"?"),
    (
      "{ name: r, to: Shop, targets: [Wallet] }",
      "rule \"r\": it gives to \"Shop\", which is not among its targets; add it to targets, or leave targets out"
    ),
    (
      "{ name: r, to: app, targets: [Shop], except: [Wallet] }",
      "`allocation[1].targets`: a rule has `targets` or `except`, not both"
    ),
    (
      "{ name: r, to: Shop, match: { source: helius-mian } }",
      "rule \"r\": it can never match: no source is called \"helius-mian\"; did you mean \"helius-main\"?"
    ),
    (
      "{ name: r, to: Shop, match: { provider: hellius } }",
      "rule \"r\": it can never match: no provider is called \"hellius\"; did you mean \"helius\"?"
    ),
    (
      "{ name: r, to: Shop, match: { provder: helius } }",
      "`allocation[1].match.provder`: unknown dimension; did you mean `provider`?"
    ),
    (
      "{ name: r, to: Shop, match: { app: [] } }",
      "`allocation[1].match.app`: expected a text or a list of texts"
    ),
    (
      "{ name: r, to: Shop, otherwise: even }",
      "`allocation[1].otherwise`: it belongs to `by`, which the rule does not have"
    ),
    (
      "{ name: r, by: quantity }",
      "`allocation[1].by`: expected cost, requests, { measure: requests, where: … } or { metric: users }, got \"quantity\""
    ),
    (
      "{ name: r, by: { where: { app: Shop } } }",
      "`allocation[1].by`: expected cost, requests, { measure: requests, where: … } or { metric: users }"
    ),
    (
      "{ name: r, by: { measure: calls } }",
      "`allocation[1].by.measure`: expected one of cost, requests, quantity, got \"calls\""
    ),
    (
      "{ name: r, by: { metric: users, measure: cost } }",
      "`allocation[1].by`: a driver is a metric or a measure of usage, not both"
    ),
    (
      "{ name: r, by: { measure: cost, where: { target: Shop } } }",
      "`allocation[1].by.where.target`: unknown dimension; there are day, week, month, source, provider, account, app, app_id, service, category, meter, unit, charge, quality and tag.NAME"
    ),
    (
      "{ name: r, by: cost, otherwise: evn }",
      "`allocation[1].otherwise`: expected even, or one method such as { weights: { Shop: 1 } }, got \"evn\""
    ),
    (
      "{ name: r, by: cost, otherwise: { by: requests } }",
      "unknown key `allocation[1].otherwise.by`; the keys here are even, percent, to, weights, with"
    ),
    (
      "{ name: r, by: cost, otherwise: { to: Shop, even: [Shop] } }",
      "`allocation[1].otherwise`: expected even, or one method such as { weights: { Shop: 1 } }"
    ),
    (
      "{ name: r, by: cost, otherwise: { percent: { Shop: 30 } } }",
      "rule \"r\": its percentages total 30; make them total 100"
    ),
    (
      "{ name: r, to: Shop, since: soon }",
      "`allocation[1].since`: expected a day such as 2026-10-15, got \"soon\""
    ),
    (
      "{ name: r, to: Shop, since: 2026-10-02, before: 2026-10-01 }",
      "rule \"r\": it is for no day, since 2026-10-02 is not before 2026-10-01; let since come first; before is the first day that the rule is not for"
    ),
    (
      "{ name: r, to: Shop, step: two }",
      "`allocation[1].step`: expected a whole number from 1, such as 2, got \"two\""
    ),
    (
      "{ name: r, to: Shop, match: { target: Wallet } }",
      "rule \"r\": it matches a target in step 1, when nobody has received anything; write step = 2"
    ),
    // Nearly right is worth a warning, since a rule may be about what is still to come.
    (
      "{ name: r, to: Shop, match: { app: Walet } }",
      "`allocation[1].match.app`: no app is called \"Walet\"; did you mean \"Wallet\"?"
    ),
    (
      "{ name: r, by: { measure: cost, where: { provider: putr } } }",
      "`allocation[1].by.where.provider`: no provider is called \"putr\"; did you mean \"puter\"?"
    ),
  ])
  func `a mistake has its line and what is right`(rule: String, expected: String) {
    #expect(mistake("  - \(rule)") == "t.yaml:9: \(expected)")
  }

  @Test func `rules are looked at together, and each mistake has its own line`() {
    #expect(
      mistake(
        """
          - { name: all, to: Shop }
          - { name: more, to: Wallet }
          - { name: all, match: { target: Shpo }, step: 2, to: Wallet }
        """
      )
        == "t.yaml:10: rule \"more\": it can never match: the rule \"all\" at t.yaml:9 takes all that it could take; put this one first, or narrow the match of the other\n"
        + "t.yaml:11: rule \"all\": the rule at t.yaml:9 has the same name; give each rule its own, which ledgers show\n"
        + "t.yaml:11: rule \"all\": it can never match: no rule of an earlier step gives to \"Shpo\"; did you mean \"Shop\"?"
    )
  }

  @Test(arguments: [
    "by: requests", "by: { metric: users }", "by: cost, otherwise: even", "to: app",
  ])
  func `a step may follow what only usage can tell`(method: String) {
    let rules = """
        - { name: one, \(method) }
        - { name: two, step: 2, match: { target: Wallet }, to: Shop }
      """
    #expect(mistake(rules) == "")
  }

  @Test func `an empty list is no rule`() throws {
    #expect(try read("").allocation.isEmpty)
    let none = try Configuration.read("allocation: []\n", file: "nowhere/t.yaml")
    #expect(none.allocation.isEmpty && none.warnings.isEmpty)
    #expect(try Configuration.read("currency: USD\n", file: "nowhere/t.yaml").allocation.isEmpty)
  }
}
