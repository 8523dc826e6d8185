import TestSupport
import Testing
import UsageAnalysis
import UsageModel

/// What each method gives to whom.
struct AllocationMethodTests {
  /// The costs by target.
  private func costs(_ result: AllocationResult) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: result.shares.map {
        ($0.target, $0.totals.cost?.description ?? "unpriced")
      }
    )
  }

  @Test
  func `rules are tried in order, and what none takes is unallocated`() throws {
    let result = try Shared.apply(
      [
        Shared.rule("das", line: 1, match: [Shared.when(.service, "das")], .to("Atlas")),
        Shared.rule("helius", line: 2, match: [Shared.when(.provider, "helius")], .to("Beacon")),
      ],
      to: [
        Shared.record(service: "das", "1"), Shared.record(service: "rpc", "2"),
        Shared.record(source: "puter-main", service: "kv", "4"),
      ]
    )
    #expect(costs(result) == ["Atlas": "1", "Beacon": "2", "(unallocated)": "4"])
    #expect(result.unallocated?.cost == 4)
    #expect(result.warnings == [])
  }

  @Test
  func `what cannot be divided evenly goes to the first by name`() throws {
    let result = try Shared.apply(
      [Shared.rule("three", .even(["Courier", "Atlas", "Beacon"]))],
      to: [
        Shared.record("2026-10-01", "100"),
        Shared.record("2026-10-02", charge: .credit, "-0.000000000002"),
      ]
    )
    #expect(
      costs(result) == [
        "Atlas": "33.333333333333", "Beacon": "33.333333333332", "Courier": "33.333333333333",
      ]
    )
  }

  @Test
  func
    `a record without an app goes on to the next rule, and so does one whose app may not receive`()
    throws
  {
    let result = try Shared.apply(
      [
        Shared.rule("own", line: 1, receivers: .allExcept(["Platform"]), .ownApp),
        Shared.rule("rest", line: 2, .to("Dune")),
      ],
      to: [
        Shared.record(app: "Atlas", "1"), Shared.record(app: "Unlisted", "2"),
        Shared.record(app: ReservedName.noApp, "4"), Shared.record(app: ReservedName.other, "8"),
        Shared.record("2026-10-01", "16"), Shared.record(app: "Platform", "32"),
      ]
    )
    #expect(costs(result) == ["Atlas": "1", "Unlisted": "2", "Dune": "60"])
  }

  @Test
  func `a rule is for the days from since to the day before before`() throws {
    let result = try Shared.apply(
      [
        Shared.rule("some", since: "2026-10-02", before: "2026-10-04", .to("Atlas"))
      ],
      to: ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"].map { Shared.record($0, "1") }
    )
    #expect(costs(result) == ["Atlas": "2", "(unallocated)": "2"])
  }

  private let driver = AllocationDriver(
    name: "requests where provider=puter",
    unit: "requests",
    values: [
      Sample.day("2026-10-01"): ["Atlas": 30, "Beacon": 10, "(no app)": 500],
      Sample.day("2026-10-02"): ["Atlas": 0, "Courier": 0],
    ]
  )

  private let days = ["2026-10-01", "2026-10-02", "2026-10-03"]

  @Test
  func `a driver divides day by day, and what it cannot divide is unallocated with a warning`()
    throws
  {
    let result = try Shared.apply(
      [Shared.rule("cuadra follows", line: 7, .driver(driver, otherwise: nil))],
      to: days.map { Shared.record($0, "4") } + [
        Shared.record("2026-10-03", service: "das", native: Money(9, "helius:credit"))
      ],
      keeping: [.service]
    )
    #expect(costs(result) == ["Atlas": "3", "Beacon": "1", "(unallocated)": "8"])
    #expect(
      result.warnings.map(\.description) == [
        "spend.lua:7: rule \"cuadra follows\": the driver requests where provider=puter is zero or "
          + "missing, so that 8 USD and 9 helius:credit from 2026-10-02 to 2026-10-03 is (unallocated) "
          + "(3 cells); say with otherwise = \"even\", or with another method, who bears it then"
      ]
    )
  }

  @Test
  func `equal shares in place of a driver go to every app that it names in the period`() throws {
    let rule = Shared.rule("all", .driver(driver, otherwise: .even(nil)))
    let records = days.map { Shared.record($0, "4") }
    let everyone = try Shared.apply([rule], to: records)
    #expect(
      costs(everyone) == [
        "Atlas": "5.666666666668", "Beacon": "3.666666666666", "Courier": "2.666666666666",
      ]
    )
    var some = rule
    some.receivers = .only(["Dune", "Beacon"])
    #expect(costs(try Shared.apply([some], to: records)) == ["Beacon": "8", "Dune": "4"])
  }

  @Test
  func `a driver of usage is what the usage tells by day and app`() throws {
    let table = UsageTable(
      [
        Shared.record(app: "Atlas", requests: 2), Shared.record(app: "Atlas", requests: 4),
        Shared.record(app: "Beacon", requests: 3), Shared.record(app: "(no app)", requests: 9),
        Shared.record("2026-10-02", app: "Beacon", "1"),
      ],
      view: .effective
    )
    let driver = try AllocationDriver(name: "requests", unit: nil, of: .requests, in: table)
    let result = try Shared.apply(
      [Shared.rule("by requests", .driver(driver, otherwise: .to("Dune")))],
      to: days.map { Shared.record($0, "9") }
    )
    #expect(costs(result) == ["Atlas": "6", "Beacon": "3", "Dune": "18"])
  }

  @Test
  func `a driver below zero is an error`() throws {
    let driver = AllocationDriver(
      name: "cost where provider=puter",
      unit: "USD",
      values: [Sample.day("2026-10-01"): ["Atlas": 30, "Beacon": -10]]
    )
    let rule = Shared.rule("follows", line: 3, .driver(driver, otherwise: nil))
    let error = #expect(throws: AllocationError.self) {
      try Shared.apply([rule], to: [Shared.record("2026-10-01", "1")])
    }
    #expect(
      error?.description
        == "spend.lua:3: rule \"follows\": the driver cost where provider=puter is -10 USD for Beacon on "
        + "2026-10-01, and nobody can bear a negative share; leave such usage out with where, or "
        + "divide by another driver"
    )
    // On a day without usage, or for one who may not receive, it does no harm.
    #expect(costs(try Shared.apply([rule], to: [Shared.record("2026-10-02", "1")])).count == 1)
    var without = rule
    without.receivers = .allExcept(["Beacon"])
    #expect(
      costs(try Shared.apply([without], to: [Shared.record("2026-10-01", "1")])) == ["Atlas": "1"]
    )
  }

  @Test
  func `a script divides each cell by its weights`() throws {
    var seen: [String] = []
    let method = AllocationMethod.custom { cell, targets in
      seen.append("\(cell.day) \(cell[.service]) \(cell[.app]) \(cell.cost ?? 0) \(targets.count)")
      return cell.requests.map { ["Atlas": $0, "Beacon": 1] } ?? [:]
    }
    let result = try Shared.apply(
      [Shared.rule("own", line: 4, receivers: .allExcept(["Dune"]), method)],
      to: [
        Shared.record("2026-10-02", "5"), Shared.record(app: "Atlas", "3", requests: 2),
        Shared.record(app: "Atlas", "1"), Shared.record(app: "Beacon", "2", requests: 1),
      ],
      keeping: [.service]
    )
    #expect(
      seen == [
        "2026-10-01 rpc (not broken down) 6 4", "2026-10-02 rpc (not broken down) 5 4",
      ]
    )
    #expect(costs(result) == ["Atlas": "4.5", "Beacon": "1.5", "(unallocated)": "5"])
    #expect(
      result.warnings.map(\.description) == [
        "spend.lua:4: rule \"own\": its function returned no weight above zero, so that 5 USD on "
          + "2026-10-02 is (unallocated) (1 cell); return a weight above zero for one of the targets"
      ]
    )
  }

  @Test
  func `a script may give to those who may receive only, and nothing below zero`() throws {
    func message(_ weights: [String: FixedDecimal]) -> String? {
      let error = #expect(throws: AllocationError.self) {
        try Shared.apply(
          [
            Shared.rule(
              "own",
              line: 4,
              receivers: .only(["Atlas", "Beacon"]),
              .custom { _, _ in weights }
            )
          ],
          to: [Shared.record("2026-10-01", "1")]
        )
      }
      return error?.description
    }
    #expect(
      message(["Atlos": 1])
        == "spend.lua:4: rule \"own\": its function gave a weight to \"Atlos\" on 2026-10-01, which may not "
        + "receive; did you mean \"Atlas\"?; return weights of the targets that it is given"
    )
    #expect(
      message(["Atlas": -1])
        == "spend.lua:4: rule \"own\": its function gave \"Atlas\" the weight -1 on 2026-10-01, and nobody can "
        + "bear a negative share; return weights of zero or more"
    )
  }

  @Test
  func `a script's test sees everything of a day that is alike`() throws {
    var seen: [String] = []
    let test: AllocationRule.Test = { cell in
      seen.append("\(cell.day) \(cell[.service]) \(cell.cost ?? 0) \(cell.requests ?? 0)")
      return cell.cost ?? 0 > 2
    }
    let result = try Shared.apply(
      [
        Shared.rule("das", line: 1, match: [Shared.when(.service, "das")], .to("Dune")),
        Shared.rule("large", line: 2, test: test, .to("Atlas")),
        Shared.rule("small", line: 3, .to("Beacon")),
      ],
      to: [
        Shared.record("2026-10-02", "2"), Shared.record("2026-10-01", "2"),
        Shared.record("2026-10-01", "1", requests: 3),
        Shared.record(service: "das", "7"),
      ]
    )
    #expect(seen == ["2026-10-01 rpc 3 3", "2026-10-02 rpc 2 0"])
    #expect(costs(result) == ["Atlas": "3", "Beacon": "2", "Dune": "7"])
  }

  @Test
  func `what a script throws comes out as it is`() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try Shared.apply(
        [Shared.rule("own", .custom { _, _ in throw Refusal() })],
        to: [Shared.record("2026-10-01", "1")]
      )
    }
  }
}
