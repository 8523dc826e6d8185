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
    let fields = try value.fields(.budget)
    guard let name = fields["name"], let limit = fields["limit"] else {
      throw value.error("a budget has name and limit: { name: everything, limit: 500 USD }")
    }
    let text = try name.text()
    guard !text.isEmpty else { throw name.error("expected a name, got an empty text") }
    guard !ReservedName.isReserved(text) else { throw name.reserved(text) }
    var scope: UsageFilter?
    if let value = fields["scope"] {
      var reading = FilterReading(sources: sources, apps: apps)
      scope = try reading.filter(value)
      self.warnings += reading.warnings
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
      warnings: warnings,
      rollover: try rollover(fields["rollover"], of: span, unit: unit)
    )
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
