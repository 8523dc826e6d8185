import UsageModel
import UsageProviders

/// Reads `budgets:`.
struct BudgetReading {
  /// The configured sources.
  let sources: [Configuration.Source]
  /// The configured apps.
  let apps: [Configuration.App]
  /// The reporting currency.
  let currency: String

  /// What was read.
  private(set) var budgets: [Budget] = []
  /// What the reader of the file should know.
  private(set) var warnings: [String] = []

  /// Starts with no budgets.
  init(sources: [Configuration.Source], apps: [Configuration.App], currency: String) {
    self.sources = sources
    self.apps = apps
    self.currency = currency
  }

  /// Reads the list.
  mutating func read(_ value: YAMLValue?) throws(ConfigurationError) {
    for value in try value?.list() ?? [] {
      let budget = try budget(value)
      guard !budgets.contains(where: { $0.name == budget.name }) else {
        throw value.error("another budget is called \"\(budget.name)\" too")
      }
      budgets.append(budget)
    }
  }

  /// Reads one entry.
  private mutating func budget(_ value: YAMLValue) throws(ConfigurationError) -> Budget {
    let fields = try value.fields(["name", "limit", "unit", "period", "scope", "warn_at"])
    guard let name = fields["name"], let limit = fields["limit"] else {
      throw value.error("a budget has name and limit: { name: everything, limit: 500 USD }")
    }
    let text = try name.text()
    guard !text.isEmpty else { throw name.error("expected a name, got an empty text") }
    guard !ReservedName.isReserved(text) else { throw name.reserved(text) }
    let scope = try fields["scope"].map { value throws(ConfigurationError) in try self.scope(value)
    }
    let span = try span(fields["period"], of: scope ?? UsageFilter(), value)
    let (amounts, unit) = try self.limit(limit, unit: fields["unit"])
    var warnings: [Budget.Warning] = []
    for value in try fields["warn_at"]?.list() ?? [] { warnings.append(try warning(value)) }
    return Budget(
      name: text,
      limit: amounts,
      unit: unit,
      span: span,
      scope: scope ?? UsageFilter(),
      warnings: warnings
    )
  }

  /// A share of the limit: `80%`, or `forecast 100%`.
  private func warning(_ value: YAMLValue) throws(ConfigurationError) -> Budget.Warning {
    let expected = "a share such as 80% or forecast 100%"
    let text = try value.text(expecting: expected)
    let isForecast = text.hasPrefix("forecast ")
    let number = isForecast ? text.dropFirst(9) : text[...]
    guard number.hasSuffix("%"), let percent = FixedDecimal(number.dropLast()), percent > 0,
      percent <= 1000
    else { throw value.error("expected \(expected), got \"\(text)\"") }
    // A hundredth of at most 1,000 is exact to the tenth place, and cannot overflow.
    return Budget.Warning(share: FixedDecimal(units: percent.units / 100), isForecast: isForecast)
  }

  // MARK: - Scope

  /// The conditions on usage: texts or lists of texts by dimension.
  private mutating func scope(_ value: YAMLValue) throws(ConfigurationError) -> UsageFilter {
    var conditions: [UsageFilter.Condition] = []
    for (name, value) in try value.entries() {
      guard let dimension = UsageDimension(name: name) else {
        let names = UsageDimension.named.map(\.name)
        let hint =
          closestName(to: name, in: names).map { "did you mean `\($0)`?" }
          ?? "there are \(names.joined(separator: ", ")) and tag.NAME"
        throw value.error("unknown dimension; \(hint)")
      }
      var texts: [String] = []
      if let list = value.elements {
        for value in list { texts.append(try text(value, of: dimension)) }
      } else {
        texts.append(try text(value, of: dimension))
      }
      guard !texts.isEmpty else { throw value.error("expected a text or a list of texts") }
      conditions.append(
        UsageFilter.Condition(dimension, anyOf: texts.map { UsageFilter.Pattern($0) })
      )
    }
    return UsageFilter(conditions.sorted { $0.dimension.name < $1.dimension.name })
  }

  private mutating func text(
    _ value: YAMLValue,
    of dimension: UsageDimension
  ) throws(ConfigurationError) -> String {
    let text = try value.text(expecting: "a text such as \(example(of: dimension))")
    let known =
      switch dimension {
      case .source: sources.map(\.account.name)
      case .provider: sources.map(\.account.provider)
      case .app: apps.map { $0.name ?? $0.id } + sources.compactMap(\.app)
      default: [String]()
      }
    if !text.contains("*"), !known.contains(text), let match = closestName(to: text, in: known) {
      warnings.append(
        value.error("no \(dimension.name) is called \"\(text)\"; did you mean \"\(match)\"?")
          .description
      )
    }
    return text
  }

  private func example(of dimension: UsageDimension) -> String {
    switch dimension {
    case .provider: "helius"
    case .app: "Shop"
    default: "\"rpc*\""
    }
  }

  // MARK: - Period

  /// The periods that a budget holds for.
  private func span(
    _ value: YAMLValue?,
    of scope: UsageFilter,
    _ budget: YAMLValue
  ) throws(ConfigurationError) -> Budget.Span {
    guard let value else { return .month }
    let expected = "month, quarter, year, cycle or a range such as 2026-10-01..2026-12-31"
    let text = try value.text(expecting: expected)
    switch text {
    case "month": return .month
    case "quarter": return .quarter
    case "year": return .year
    case "cycle": return .cycle(source: try cycleSource(value, scope))
    default:
      guard let period = Period(text) else {
        throw value.error("expected \(expected), got \"\(text)\"")
      }
      return .once(period)
    }
  }

  /// The one source whose billing cycle a budget follows: each has a cycle of its own.
  private func cycleSource(
    _ value: YAMLValue,
    _ scope: UsageFilter
  ) throws(ConfigurationError) -> String {
    let meant = sources.filter { source in
      scope.conditions.allSatisfy { condition in
        switch condition.dimension {
        case .source: condition.holds(for: source.account.name)
        case .provider: condition.holds(for: source.account.provider)
        default: true
        }
      }
    }
    .map(\.account.name)
    guard let only = meant.first, meant.count == 1 else {
      let found = meant.isEmpty ? "no configured source" : meant.joined(separator: ", ")
      throw value.error(
        "each source has a billing cycle of its own; narrow the scope to one of them, such as "
          + "scope: { source: NAME } (this one has \(found))"
      )
    }
    return only
  }
}
