import Foundation
import Testing
import UsageModel

/// Rules cross a pipe to the process that runs a script.
struct SharingRuleCodingTests {
  private static let match = UsageFilter([
    .init(.source, anyOf: [.init("helius-main"), .init("shoal*")]),
    .init(.tag("team"), anyOf: [.init("web")]),
    .init(.target, anyOf: [.init("Platform")]),
    .init(.appID, anyOf: [.init("app-1")]),
  ])

  /// A rule with all that a rule can say.
  private static let whole = SharingRule<SharingDriver>(
    "the rest of Helius",
    file: "tallystick.yaml",
    line: 42,
    match: match,
    since: Day("2026-01-01"),
    before: Day("2027-01-01"),
    step: 2,
    targets: ["Shop", "Wallet"],
    except: [],
    method: .ownApp
  )

  private static let methods: [SharingMethod<SharingDriver>] = [
    .to("Shop"), .to("app"), .ownApp, .even(nil), .even([]), .even(["Shop", "Wallet"]),
    .weights(["Shop": 3, "Wallet": FixedDecimal(units: 1)]),
    .percent(["Shop": FixedDecimal("33.5") ?? 0, "Wallet": FixedDecimal("66.5") ?? 0]),
    .amount(["Shop": Money(20, "USD"), "Wallet": Money(7, "helius:credit")], rest: nil),
    .amount(["Shop": Money(20, "USD")], rest: .driver(.metric("users"), otherwise: .even(nil))),
    .driver(.usage(.cost, UsageFilter()), otherwise: nil),
    .driver(.usage(.requests, match), otherwise: .weights(["Shop": 1])),
    .driver(.usage(.quantity, match), otherwise: .ownApp),
    .driver(.metric("a \"quoted\" name"), otherwise: .to("Shop")),
  ]

  private func copy<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test(arguments: methods)
  func `a rule reads back as it was written`(method: SharingMethod<SharingDriver>) throws {
    var rule = Self.whole
    rule.method = method
    #expect(try copy(rule) == rule)
    let least = SharingRule("a", file: "t.yaml", line: 1, method: method)
    #expect(try copy(least) == least)
    #expect(least.step == 1 && least.match.conditions.isEmpty && least.targets == nil)
  }

  @Test func `rules keep their order`() throws {
    let rules = Self.methods.enumerated().map { place, method in
      SharingRule("rule \(place)", file: "t.yaml", line: place, method: method)
    }
    #expect(try copy(rules) == rules)
  }

  @Test func `every dimension is told by its name`() throws {
    let dimensions = UsageDimension.named + [.target, .tag("team"), .tag("a.b"), .tag("target")]
    for dimension in dimensions {
      let data = try JSONEncoder().encode([dimension])
      #expect(try JSONDecoder().decode([String].self, from: data) == [dimension.name])
      #expect(try JSONDecoder().decode([UsageDimension].self, from: data) == [dimension])
    }
    #expect(Set(dimensions.map(\.name)).count == dimensions.count)
  }

  @Test func `what is no dimension is told`() throws {
    do {
      _ = try JSONDecoder().decode([UsageDimension].self, from: Data("[\"colour\"]".utf8))
      Issue.record("a colour was read as a dimension")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.debugDescription == "colour is no dimension")
    }
  }

  @Test func `naming drivers in another way changes nothing else`() {
    for method in Self.methods {
      var rule = Self.whole
      rule.method = method
      #expect(rule.map { [$0] }.map { $0[0] } == rule)
    }
  }
}
