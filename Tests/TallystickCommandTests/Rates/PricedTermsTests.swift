import Testing
import UsageModel

@testable import TallystickCommand

/// What priced what, counted from records.
struct PricedTermsTests {
  private let first = Day(daysSince1970: 20_000)
  private let rate = Rate(
    unit: "shoal:credit",
    price: Money(2, "EUR"),
    since: Day(daysSince1970: 19_000)
  )
  private let euro = Rate(
    unit: "EUR",
    price: Money(3, "USD"),
    since: Day(daysSince1970: 19_000)
  )
  private let pound = Rate(
    unit: "GBP",
    price: Money(5, "EUR"),
    since: Day(daysSince1970: 19_000)
  )
  private let plan = Plan(
    source: "helius",
    fee: Money(49, "GBP"),
    unit: "helius:credit",
    since: Day(daysSince1970: 19_500)
  )
  private let topUp = FixedCharge(
    source: "shoal",
    charge: .topUp,
    amount: Money(25, "USD"),
    since: Day(daysSince1970: 19_990),
    credits: Money(100, "shoal:credit")
  )
  private let mistyped = Rate(
    unit: "shoal:credits",
    price: Money(7, "USD"),
    since: Day(daysSince1970: 19_000)
  )

  private var terms: Terms {
    Terms(plans: [plan], rates: [rate, euro, pound, mistyped], charges: [topUp])
  }

  /// One record of each kind of pricing, on days of its own.
  private var records: [UsageRecord] {
    [
      record(0, "shoal", native: Money(4, "shoal:credit"), 24, 24, .rate(rate, exchange: euro)),
      record(
        1,
        "shoal",
        native: Money(6, "shoal:credit"),
        2,
        0,
        .topUp(topUp, exchange: nil)
      ),
      record(2, "shoal", .topUp, native: Money(25, "USD"), 0, 25, .topUp(topUp, exchange: nil)),
      record(3, "helius", native: Money(8, "helius:credit"), 0, 0, .plan(plan, exchange: nil)),
      record(4, "helius", .fee, native: Money(49, "GBP"), 735, 735, .plan(plan, exchange: pound)),
      record(5, "notte", native: Money(9, "USD"), 9, 9, .platform),
      record(6, "cuadra", native: Money(3, "cuadra:credit"), nil, nil, nil),
      record(7, "cuadra", native: nil, nil, nil, nil),
    ]
  }

  private func record(
    _ day: Int,
    _ source: String,
    _ charge: Charge = .usage,
    native: Money?,
    _ effective: FixedDecimal?,
    _ billed: FixedDecimal?,
    _ pricing: Pricing?
  ) -> UsageRecord {
    UsageRecord(
      day: first.advanced(by: day),
      source: source,
      provider: source,
      charge: charge,
      native: native,
      billed: billed,
      effective: effective,
      pricing: pricing
    )
  }

  private func entry(_ term: PricedTerms.Term, of terms: PricedTerms) throws -> PricedTerms.Entry {
    try #require(terms.entries.first { $0.term == term })
  }

  @Test func `a term has what it priced, and its own fee or purchase as money alone`() throws {
    let priced = try PricedTerms(records, terms: terms, currency: "USD")
    let byPlan = try entry(.plan(plan), of: priced)
    #expect(byPlan.priced == ["helius:credit": 8])
    #expect(byPlan.effective == 735)
    #expect(byPlan.days == [first.advanced(by: 3), first.advanced(by: 4)])
    let byTopUp = try entry(.charge(topUp), of: priced)
    #expect(byTopUp.priced == ["shoal:credit": 6])
    #expect(byTopUp.effective == 2)
    #expect(byTopUp.billed == 25)
    let byPlatform = try entry(.platform, of: priced)
    #expect(byPlatform.priced == ["USD": 9])
    #expect(byPlatform.sources == ["notte"])
    #expect(priced.unpriced == ["cuadra:credit": 3])
  }

  @Test func `a rate that only converts is told apart from one that did nothing`() throws {
    let priced = try PricedTerms(records, terms: terms, currency: "USD")
    // The fee is priced in GBP, GBP in EUR, and EUR in USD.
    #expect(try entry(.rate(pound), of: priced).convertedDays == [first.advanced(by: 4)])
    #expect(try entry(.rate(euro), of: priced).convertedDays == [first, first.advanced(by: 4)])
    for converting in [pound, euro] {
      let entry = try entry(.rate(converting), of: priced)
      #expect(entry.days.isEmpty)
      #expect(!entry.isIdle)
      #expect(entry.effective == nil, "its money is that of what it converts")
    }
    #expect(try entry(.rate(mistyped), of: priced).isIdle)
  }

  @Test func `money of one view only is priced and unpriced`() throws {
    let bought = record(
      0,
      "shoal",
      .topUp,
      native: Money(25, "CHF"),
      0,
      nil,
      .topUp(topUp, exchange: nil)
    )
    let priced = try PricedTerms([bought], terms: terms, currency: "USD")
    #expect(priced.unpriced == ["CHF": 25])
    #expect(priced.effective == 0)
    #expect(priced.billed == nil)
    #expect(try entry(.charge(topUp), of: priced).days == [first])
  }

  @Test(arguments: 1...20)
  func `every amount is with one term or unpriced, in whatever order it comes`(
    seed: UInt64
  ) throws {
    var random = Steps(state: seed)
    let many = (0..<200).map { _ in
      var record = records[Int(random.next() % 7)]
      record.day = first.advanced(by: Int(random.next() % 30))
      return record
    }
    let priced = try PricedTerms(many, terms: terms, currency: "USD")
    let effective = try FixedDecimal.sum(of: many.compactMap(\.effective))
    let billed = try FixedDecimal.sum(of: many.compactMap(\.billed))
    #expect(try FixedDecimal.sum(of: priced.entries.compactMap(\.effective)) == effective)
    #expect(try FixedDecimal.sum(of: priced.entries.compactMap(\.billed)) == billed)
    #expect(priced.effective == effective)
    #expect(priced.billed == billed)
    let again = try PricedTerms(many.shuffled(using: &random), terms: terms, currency: "USD")
    #expect(again == priced)
    for unit in ["shoal:credit", "helius:credit", "cuadra:credit"] {
      let counted = try FixedDecimal.sum(
        of: many.compactMap { $0.native?.currency == unit ? $0.native?.amount : nil }
      )
      let told = try FixedDecimal.sum(
        of: priced.entries.compactMap { $0.priced[unit] } + [priced.unpriced[unit] ?? 0]
      )
      #expect(told == counted)
    }
    let reversed = try PricedTerms(many.reversed(), terms: terms, currency: "USD")
    #expect(reversed == priced)
  }

  @Test func `every term is listed once, what pays first before what pays later`() throws {
    let idle = try PricedTerms([], terms: terms, currency: "USD")
    #expect(idle.entries.map(\.term.kind) == ["plan", "top-up", "rate", "rate", "rate", "rate"])
    #expect(
      idle.entries.map { $0.term.words("USD") } == [
        "49 GBP a cycle", "25 USD for 100 shoal:credit", "1 EUR = 3 USD", "1 GBP = 5 EUR",
        "1 shoal:credit = 2 EUR", "1 shoal:credits = 7 USD",
      ]
    )
    #expect(idle.entries.filter(\.isIdle).count == 6)
    let busy = try PricedTerms(records, terms: terms, currency: "USD")
    #expect(busy.entries.map(\.term).filter { $0 != .platform } == idle.entries.map(\.term))
    #expect(busy.entries.map(\.term.kind).last == "platform")
  }

  /// The same steps for the same start, on every machine.
  private struct Steps: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 16 | state << 48
    }
  }
}
