import Foundation
import Tallystick
import TestSupport
import Testing
import UsageModel
import UsageStore

/// The examples in `docs/configuration.md`.
@Suite struct DocumentedConfigurationTests {
  /// The YAML examples, the complete one first.
  private static let examples = (try? Guide("docs/configuration.md").texts("yaml")) ?? []

  /// The sources of the complete example, which the others are about.
  private static var sources: String {
    let lines = (examples.first ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.drop { $0 != "sources:" }
    return rest.prefix { $0 == "sources:" || $0.hasPrefix(" ") }.joined(separator: "\n") + "\n"
  }

  private static func read(_ example: String) throws -> Configuration {
    let isWhole = example.contains("\nsources:\n")
    return try Configuration.read(isWhole ? example : sources + example, file: "t.yaml")
  }

  @Test func `every example is read without a warning`() throws {
    try #require(Self.examples.count == 6)
    for example in Self.examples {
      #expect(try Self.read(example).warnings.isEmpty, "\(example)")
    }
  }

  @Test func `each example says what its section is about`() throws {
    let terms = try Self.examples.map { try Self.read($0).terms }
    try #require(terms.count == 6)
    #expect(!terms[0].rates.isEmpty && !terms[0].plans.isEmpty)
    #expect(!terms[0].charges.isEmpty && !terms[0].invoices.isEmpty)
    #expect(terms[1].rates.count == 4)
    #expect(terms[2].plans.count == 4)
    #expect(terms[3].charges.count == 3)
    #expect(terms[4].invoices.count == 2)
    #expect(try Self.read(Self.examples[5]).budgets.map(\.name) == ["everything", "rpc", "launch"])
  }

  @Test func `what the text says of the rates is what they give`() throws {
    let prices = PriceList(currency: "USD", rates: try Self.read(Self.examples[1]).terms.rates)
    let credits = Money(100, "shoal:credit")
    let june = try #require(Day("2026-06-30"))
    #expect(try prices.price(credits, on: june) == FixedDecimal("1.188"))
    #expect(try prices.price(credits, on: june.advanced(by: 1)) == FixedDecimal("1.21"))
  }

  @Test func `what the text says of the plan is what it gives`() throws {
    let configuration = try Self.read(Self.examples[2])
    let store = MemoryStore()
    let start = try #require(Timestamp(rfc3339: "2026-09-12T00:00:00Z"))
    try add([15: 6_000_000, 30: 12_000_000], credits: "helius", from: start, to: store)
    let records = try Self.records(in: store, configuration, of: "helius-main")
    #expect(try FixedDecimal.sum(of: records.compactMap(\.billed)) == 59)
    #expect(try FixedDecimal.sum(of: records.compactMap(\.effective)) == 59)
    let fees = records.filter { $0.charge == .fee }
    #expect(fees.map(\.service) == Array(repeating: "Developer plan", count: 30))
    #expect(fees.compactMap(\.billed).filter { !$0.isZero } == [49])
    #expect(fees.allSatisfy { $0.effective?.rounded(toPlaces: 2) == FixedDecimal("1.63") })
    // 400,000 credits a day reach what is included on the last of 25 days.
    let paid = records.filter { $0.charge == .usage && $0.effective?.isZero == false }
    #expect(
      paid.map(\.day)
        == Array((try #require(Day("2026-10-07")))..<(try #require(Day("2026-10-12"))))
    )
  }

  @Test func `what the text says of the charges is what they give`() throws {
    let configuration = try Self.read(Self.examples[3])
    let store = MemoryStore()
    let start = try #require(Timestamp(rfc3339: "2026-03-02T00:00:00Z"))
    try add([10: 4000], credits: "shoal", from: start, to: store)
    let shoal = try Self.records(in: store, configuration, of: "shoal")
    #expect(try FixedDecimal.sum(of: shoal.compactMap(\.billed)) == 25)
    #expect(try FixedDecimal.sum(of: shoal.compactMap(\.effective)) == 10)
    let server = try Self.records(in: store, configuration, of: "hosting")
    #expect(server.first?.billed == 120)
    #expect(server.allSatisfy { $0.effective?.rounded(toPlaces: 2) == FixedDecimal("0.33") })
    let refund = try Self.records(in: store, configuration, of: "notte")
    #expect(refund.map(\.billed) == [FixedDecimal("-12.50")])
    #expect(refund.map(\.effective) == [FixedDecimal("-12.50")])
  }

  /// Keeps what a counter of credits was some days after its window's start.
  private func add(
    _ values: KeyValuePairs<Int64, Int>,
    credits provider: String,
    from start: Timestamp,
    to store: MemoryStore
  ) throws {
    let stop = start.advanced(bySeconds: 30 * 86_400)
    let window = try #require(BillingWindow(start: start, stop: stop, basis: .stated))
    let key = Reading.Key(facet: .total, measure: .cost, unit: "\(provider):credit")
    let name = provider == "helius" ? "helius-main" : provider
    for (day, value) in values {
      let moment = start.advanced(bySeconds: day * 86_400)
      let reading = Reading(
        key: key,
        value: FixedDecimal(value),
        window: window,
        observedAt: moment
      )
      let reply = ProviderReply(request: "usage", body: [], observedAt: moment, learntAt: moment)
      try store.add(
        [FetchedReply(reply: reply, normalised: NormalisedReply(readings: [reading]))],
        of: SourceIdentity(name: name, provider: provider)
      )
    }
  }

  /// A source's records of its window, or of March.
  private static func records(
    in store: MemoryStore,
    _ configuration: Configuration,
    of source: String
  ) throws -> [UsageRecord] {
    let period = source == "helius-main" ? "2026-09-12..2026-10-11" : "2026-03"
    let query = UsageQuery(
      days: try #require(Period(period)).days,
      dimensions: [.day, .source],
      asOf: Simulation.now
    )
    return try store.answer(query, in: configuration.usageContext(at: .distantPast)).records
      .filter { $0.source == source }
  }
}
