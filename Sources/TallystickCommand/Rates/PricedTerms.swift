import UsageModel

/// What priced some usage: for each term, and for the platforms' own amounts, what it priced.
///
/// Every amount of money is counted with one entry, so that the entries add up to what `tally usage` shows.
struct PricedTerms: Equatable {
  /// What money comes from.
  enum Term: Hashable {
    case plan(Plan)
    case rate(Rate)
    case charge(FixedCharge)
    /// The platform counts in the reporting currency.
    case platform
  }

  /// What one term did.
  struct Entry: Equatable {
    let term: Term
    /// The sources whose money it decided.
    var sources: Set<String> = []
    /// What was used and priced by it, by unit; fees and charges are no usage.
    var priced: [String: FixedDecimal] = [:]
    /// The days that it priced.
    var days: Set<Day> = []
    /// The days on which it converted the price of another term.
    var convertedDays: Set<Day> = []
    /// What it cost, by view; nil where nothing converts it into the reporting currency.
    var effective: FixedDecimal?
    var billed: FixedDecimal?

    /// Whether it did nothing at all, as a rate whose unit is mistyped.
    var isIdle: Bool { days.isEmpty && convertedDays.isEmpty }
  }

  /// The terms, in the order in which they are listed; all that are known, also those that priced nothing.
  private(set) var entries: [Entry] = []
  /// What nothing prices in a view, by unit.
  private var unpricedByView: [CostView: [String: FixedDecimal]] = [:]
  /// The days on which there was anything.
  private(set) var days: Set<Day> = []
  /// What everything cost, by view; nil where nothing is priced.
  private(set) var effective: FixedDecimal?
  private(set) var billed: FixedDecimal?

  /// What nothing prices, by unit; where the views tell different amounts, the larger.
  var unpriced: [String: FixedDecimal] {
    unpricedByView.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: max) }
  }

  /// Adds up what priced the records.
  ///
  /// - Parameters:
  ///   - records: The records.
  ///   - terms: The terms that priced them.
  ///   - currency: The reporting currency.
  /// - Throws: ``ArithmeticOverflow`` where a sum does not fit.
  init(_ records: [UsageRecord], terms: Terms, currency: String) throws(ArithmeticOverflow) {
    var found: [Term: Entry] = [:]
    for term in Self.all(of: terms) { found[term] = Entry(term: term) }
    let prices = PriceList(currency: currency, rates: terms.rates)
    for record in records {
      days.insert(record.day)
      try addTotals(of: record)
      guard let pricing = record.pricing else { continue }
      let term = Term(pricing)
      try found[term, default: Entry(term: term)].add(record, isUsage: term.isUsage(record))
      guard let exchange = pricing.exchange else { continue }
      found[.rate(exchange), default: Entry(term: .rate(exchange))].convertedDays.insert(record.day)
      // A fee's exchange rate may be priced in a third currency, whose own rate the record does not name.
      if let last = prices.quote(for: exchange.price.currency, on: record.day)?.rate {
        found[.rate(last), default: Entry(term: .rate(last))].convertedDays.insert(record.day)
      }
    }
    entries = found.values.sorted { $0.term.order.lexicographicallyPrecedes($1.term.order) }
  }

  private mutating func addTotals(of record: UsageRecord) throws(ArithmeticOverflow) {
    effective = try effective.adding(record.effective)
    billed = try billed.adding(record.billed)
    guard let currency = record.native?.currency else { return }
    for view in CostView.allCases where record.cost(in: view) == nil {
      let sum = try unpricedByView[view, default: [:]][currency].adding(record.native(in: view))
      unpricedByView[view, default: [:]][currency] = sum
    }
  }

  private static func all(of terms: Terms) -> [Term] {
    terms.plans.map(Term.plan) + terms.rates.map(Term.rate) + terms.charges.map(Term.charge)
  }
}

extension PricedTerms.Entry {
  fileprivate mutating func add(
    _ record: UsageRecord,
    isUsage: Bool
  ) throws(ArithmeticOverflow) {
    sources.insert(record.source)
    days.insert(record.day)
    effective = try effective.adding(record.effective)
    billed = try billed.adding(record.billed)
    guard isUsage, let native = record.native else { return }
    priced[native.currency] = try priced[native.currency].adding(native.amount)
  }
}

extension FixedDecimal? {
  /// The sum of what is known.
  fileprivate func adding(_ other: FixedDecimal?) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard let other else { return self }
    return try (self ?? .zero) + other
  }
}

extension Pricing {
  /// The rate that converts the price, where one does.
  fileprivate var exchange: Rate? {
    switch self {
    case .platform: nil
    case .rate(_, let exchange), .plan(_, let exchange), .topUp(_, let exchange),
      .charge(_, let exchange):
      exchange
    }
  }
}

extension PricedTerms.Term {
  /// The term that money comes from.
  fileprivate init(_ pricing: Pricing) {
    self =
      switch pricing {
      case .platform: .platform
      case .rate(let rate, _): .rate(rate)
      case .plan(let plan, _): .plan(plan)
      case .topUp(let charge, _), .charge(let charge, _): .charge(charge)
      }
  }

  /// Whether a record that it priced is usage, and not its own fee or purchase.
  fileprivate func isUsage(_ record: UsageRecord) -> Bool {
    switch self {
    case .plan: record.charge != .fee
    case .charge(let charge): charge.charge == .topUp && record.charge != .topUp
    case .rate, .platform: true
    }
  }
}
