import LuaHost
import UsageModel

extension PlainRows {
  private static let budgetFields = [
    "name", "limit", "unit", "period", "scope", "rollover", "warn_at",
  ]

  /// The budgets of rows, with the fields and the rules that `budgets:` of the configuration has.
  ///
  /// A budget of a billing cycle follows one of the sources; reading the scopes counts as work of the context.
  func budgets(
    _ rows: [LuaValue],
    of sources: [ScriptSource],
    in context: ScriptContext
  ) throws -> [Budget] {
    var budgets: [Budget] = []
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(value, "budget \(index + 1)", fields: Self.budgetFields)
      let name = try row.requiredText("name")
      guard !name.isEmpty, !ReservedName.isReserved(name) else {
        throw row.error("name", "\(describe(.text(name))) cannot be a budget's name")
      }
      guard !budgets.contains(where: { $0.name == name }) else {
        throw row.error("name", "another budget is called \(describe(.text(name))) too")
      }
      let scope = try scope(row, in: context)
      let limit = try BudgetLimit(row, currency: currency)
      let span = try span(row, scope, of: sources)
      budgets.append(
        Budget(
          name: name,
          limit: limit.limit,
          unit: limit.unit,
          span: span,
          scope: scope,
          warnings: try warnings(row),
          rollover: try rollover(row, of: span, unit: limit.unit)
        )
      )
    }
    return budgets
  }

  /// The usage that counts: texts or lists of texts by dimension, as `where` takes them.
  private func scope(_ row: PlainRow, in context: ScriptContext) throws -> UsageFilter {
    if case .nil = row["scope"] { return UsageFilter() }
    guard case .table(let table) = row["scope"] else {
      throw row.error(
        "scope",
        "expected a table such as { provider = \"puter\" }, got \(describe(row["scope"]))"
      )
    }
    let filter = try usageFilter(table, as: row.owner("scope"), in: context) {
      name throws(HostError) in
      do throws(HostError) {
        return try dimension(name)
      } catch {
        throw row.error("scope", error.message)
      }
    }
    if let empty = filter.conditions.first(where: { $0.patterns.isEmpty }) {
      throw row.error("scope", "\(empty.dimension.name): expected a text or a list of texts")
    }
    return filter
  }

  /// The periods that a budget holds for; months where it names none.
  private func span(
    _ row: PlainRow,
    _ scope: UsageFilter,
    of sources: [ScriptSource]
  ) throws(HostError) -> Budget.Span {
    if case .object(let object as PeriodObject) = row["period"] { return .once(object.period) }
    switch try row.text("period") {
    case nil, "month": return .month
    case "quarter": return .quarter
    case "year": return .year
    case "cycle": return .cycle(source: try cycleSource(row, scope, of: sources))
    case let text?:
      if let period = Period(text) { return .once(period) }
      throw row.error(
        "period",
        "expected month, quarter, year, cycle or a range such as 2026-10-01..2026-12-31, got "
          + describe(.text(text))
      )
    }
  }

  /// The one source whose billing cycle a budget follows.
  private func cycleSource(
    _ row: PlainRow,
    _ scope: UsageFilter,
    of sources: [ScriptSource]
  ) throws(HostError) -> String {
    let meant = sources.filter { source in
      scope.conditions.allSatisfy { condition in
        switch condition.dimension {
        case .source: condition.holds(for: source.name)
        case .provider: condition.holds(for: source.provider)
        default: true
        }
      }
    }
    .map(\.name)
    guard let only = meant.first, meant.count == 1 else {
      throw row.error(
        "period",
        "each source has a billing cycle of its own; narrow the scope to one of them, such as "
          + "{ source = \"NAME\" } (this one has \(meant.isEmpty ? "none" : meant.joined(separator: ", ")))"
      )
    }
    return only
  }

  /// The shares of the limit that are worth a warning; no report tells them, and mistakes are told all the same.
  private func warnings(_ row: PlainRow) throws(HostError) -> [Budget.Warning] {
    let form = "a share such as \"80%\", \"forecast 100%\" or \"chance 30%\""
    let list: [LuaValue]
    switch row["warn_at"] {
    case .nil: list = []
    case .table(let table): list = try entries(of: table, as: row.owner("warn_at"))
    case let other: throw row.error("warn_at", "expected a list of shares, got \(describe(other))")
    }
    return try list.map { value throws(HostError) in
      if case .string(let string) = value, let warning = Budget.Warning(string.text) {
        return warning
      }
      throw row.error("warn_at", "expected \(form), got \(describe(value))")
    }
  }

  /// How what is left over goes on: `true`, or `{ cap = "100 USD" }`.
  private func rollover(
    _ row: PlainRow,
    of span: Budget.Span,
    unit: String
  ) throws(HostError) -> Budget.Rollover? {
    let example = Money.isCurrency(unit) ? "\"100 \(unit)\"" : "100"
    let rollover: Budget.Rollover
    switch row["rollover"] {
    case .nil, .boolean(false): return nil
    case .boolean(true): rollover = Budget.Rollover()
    case .table:
      let inner = try PlainRow(
        row["rollover"],
        String(row.owner("rollover").dropLast(2)),
        fields: ["cap"]
      )
      rollover = Budget.Rollover(cap: try cap(inner, unit: unit))
    case let other:
      throw row.error(
        "rollover",
        "expected true, false or { cap = \(example) }, got \(describe(other))"
      )
    }
    if case .once = span {
      throw row.error(
        "rollover",
        "a budget of one period has no next one to add what is left over to"
      )
    }
    return rollover
  }

  /// How much is added at most: an amount, or a plain number of what is no money.
  private func cap(_ row: PlainRow, unit: String) throws(HostError) -> FixedDecimal? {
    let value = row["cap"]
    if case .nil = value { return nil }
    let isMoney = Money.isISOCurrency(unit)
    var amount = isMoney ? nil : value.decimal
    var money = value.money
    if case .string(let text) = value {
      money = Money(text.text)
      if !isMoney { amount = FixedDecimal(text.text) }
    }
    if let money, money.currency == unit { amount = money.amount }
    guard let amount, !amount.isNegative else {
      let expected =
        isMoney ? "an amount such as \"100 \(unit)\"" : "a number of \(unit) such as 100"
      throw row.error("cap", "expected \(expected), got \(describe(value))")
    }
    return amount
  }
}
