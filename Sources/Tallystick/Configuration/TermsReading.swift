import UsageModel
import UsageProviders

/// Reads what the user says about money: `rates:`, `plans:`, `charges:` and `invoices:`.
struct TermsReading {
  /// The configured sources.
  let sources: [Configuration.Source]
  /// The reporting currency.
  let currency: String
  /// The platforms.
  let providers: ProviderCatalogue

  /// What was read.
  private(set) var terms = Terms()
  /// What the reader of the file should know.
  private(set) var warnings: [String] = []
  /// The amounts in real currencies, of which each needs a way to the reporting one.
  private var amounts: [(value: YAMLValue, currency: String, purpose: Purpose)] = []

  /// What an amount of money is for.
  enum Purpose {
    case rate, plan, charge, invoice
  }

  /// The day in messages about days.
  private static let exampleDay = "2026-01-01"

  /// Starts with no terms.
  init(sources: [Configuration.Source], currency: String, providers: ProviderCatalogue) {
    self.sources = sources
    self.currency = currency
    self.providers = providers
  }

  /// Reads all terms of a file.
  mutating func read(_ fields: [String: YAMLValue]) throws(ConfigurationError) {
    for value in try fields["rates"]?.list() ?? [] {
      let rate = try rate(value)
      guard rate.unit != currency else {
        throw value.error("\(rate.unit) is the reporting currency, which needs no rate")
      }
      guard !terms.rates.contains(where: { $0.unit == rate.unit && $0.since == rate.since })
      else { throw value.error("another rate of \(rate.unit) begins on \(rate.since) too") }
      terms.rates.append(rate)
    }
    for value in try fields["plans"]?.list() ?? [] {
      let plan = try plan(value)
      guard !terms.plans.contains(where: { $0.source == plan.source && $0.since == plan.since })
      else { throw value.error("another plan of \(plan.source) begins on \(plan.since) too") }
      terms.plans.append(plan)
    }
    for value in try fields["charges"]?.list() ?? [] {
      terms.charges.append(try charge(value))
    }
    for value in try fields["invoices"]?.list() ?? [] {
      terms.invoices.append(try invoice(value))
    }
    warnOfUnpricedCurrencies()
  }

  // MARK: - Rates

  private mutating func rate(_ value: YAMLValue) throws(ConfigurationError) -> Rate {
    let fields = try value.fields(.rate)
    guard let unit = fields["unit"], let price = fields["price"], let since = fields["since"] else {
      throw value.error(
        "a rate has unit, price and since: { unit: \"cuadra:credit\", price: 0.002 USD, since: 2026-01-01 }"
      )
    }
    let unitText = try unit.text()
    guard Money.isCurrency(unitText) else {
      throw unit.error(
        "expected a platform's credits such as \"cuadra:credit\", or a currency code, got \"\(unitText)\""
      )
    }
    return Rate(
      unit: unitText,
      price: try amount(price, of: .rate, like: "0.002 USD"),
      since: try day(since)
    )
  }

  /// Rates reach the reporting currency in two steps at most: a unit's price, and what that price's currency costs.
  private mutating func warnOfUnpricedCurrencies() {
    let direct = Set(terms.rates.filter { $0.price.currency == currency }.map(\.unit))
    let all = direct.union(
      terms.rates.filter { direct.contains($0.price.currency) }.map(\.unit)
    )
    var said: Set<String> = []
    for (value, unit, purpose) in amounts where unit != currency {
      guard !(purpose == .rate ? direct : all).contains(unit) else { continue }
      let message = "no rate prices \(unit) in \(currency): \(purpose.withoutPrice)"
      // A list of dated rates says it once.
      if said.insert(message).inserted { warn(value, message) }
    }
  }
}

extension TermsReading.Purpose {
  /// What becomes of an amount that nothing turns into the reporting currency.
  fileprivate var withoutPrice: String {
    switch self {
    case .rate: "what this rate prices stays unpriced"
    case .plan: "what this plan costs stays unpriced"
    case .charge: "this charge stays unpriced"
    case .invoice: "this invoice is compared with nothing"
    }
  }

  /// Whether it may be below zero.
  fileprivate var isSigned: Bool { self == .charge || self == .invoice }
}

// MARK: - Values

extension TermsReading {
  /// An amount in a real currency; `example` is what the message shows.
  mutating func amount(
    _ value: YAMLValue,
    of purpose: Purpose,
    like example: String
  ) throws(ConfigurationError) -> Money {
    let text = try value.text(expecting: "an amount such as \(example)")
    guard let money = Money(text), Money.isISOCurrency(money.currency),
      purpose.isSigned || !money.amount.isNegative
    else { throw value.error("expected an amount such as \(example), got \"\(text)\"") }
    amounts.append((value, money.currency, purpose))
    return money
  }

  /// A day.
  func day(_ value: YAMLValue) throws(ConfigurationError) -> Day {
    let text = try value.text(expecting: "a day such as \(Self.exampleDay)")
    guard let day = Day(text) else {
      throw value.error("expected a day such as \(Self.exampleDay), got \"\(text)\"")
    }
    return day
  }

  /// The first day on which something no longer holds.
  func end(_ value: YAMLValue, after since: Day) throws(ConfigurationError) -> Day {
    let day = try day(value)
    guard since < day else {
      throw value.error("expected a day after \(since), on which it begins, got \"\(day)\"")
    }
    return day
  }

  /// A name that reports show, and that they do not give themselves.
  func name(_ value: YAMLValue) throws(ConfigurationError) -> String {
    let name = try value.text()
    guard !name.isEmpty else { throw value.error("expected a name, got an empty text") }
    guard !ReservedName.isReserved(name) else { throw value.reserved(name) }
    return name
  }

  /// The name, where one is written.
  func name(ifGiven value: YAMLValue?) throws(ConfigurationError) -> String? {
    guard let value else { return nil }
    return try name(value)
  }

  /// The name of something that need not be fetched; where it is nearly that of a source, a warning says so.
  mutating func anySource(
    _ value: YAMLValue,
    besides others: [String] = []
  ) throws(ConfigurationError) -> String {
    let name = try name(value)
    let known = sources.map(\.account.name) + others
    if !known.contains(name), let match = closestName(to: name, in: known) {
      warn(value, "no source is called \"\(name)\"; did you mean \"\(match)\"?")
    }
    return name
  }

  /// The currencies that a configured source's platform counts in; nil for what is not fetched.
  func costUnits(of source: String) -> [String]? {
    platform(of: source).flatMap { $0.problem == nil ? $0.costUnits : nil }
  }

  /// Whether a source is at a platform whose plug-in cannot be loaded.
  func isUnusable(_ source: String) -> Bool { platform(of: source)?.problem != nil }

  private func platform(of source: String) -> (any Provider)? {
    sources.first { $0.account.name == source }.flatMap { providers.named($0.account.provider) }
  }

  /// Says something at its place.
  mutating func warn(_ value: YAMLValue, _ message: String) {
    warnings.append(value.error(message).description)
  }
}
