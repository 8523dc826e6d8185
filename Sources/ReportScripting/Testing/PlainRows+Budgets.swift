import LuaHost
import UsageModel

extension PlainRows {
  private static let budgetFields = ["name", "limit", "unit", "period", "scope", "warn_at"]

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
      budgets.append(
        Budget(
          name: name,
          limit: limit.limit,
          unit: limit.unit,
          span: try span(row, scope, of: sources),
          scope: scope,
          warnings: try warnings(row)
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
    let form = "a share such as \"80%\" or \"forecast 100%\""
    let list: [LuaValue]
    switch row["warn_at"] {
    case .nil: list = []
    case .table(let table): list = try entries(of: table, as: row.owner("warn_at"))
    case let other: throw row.error("warn_at", "expected a list of shares, got \(describe(other))")
    }
    return try list.map { value throws(HostError) in
      let forecast = "forecast "
      if case .string(let string) = value {
        let text = string.text
        let isForecast = text.hasPrefix(forecast)
        let number = isForecast ? text.dropFirst(forecast.count) : text[...]
        if number.hasSuffix("%"), let percent = FixedDecimal(String(number.dropLast())),
          percent > 0, percent <= 1000
        {
          // A hundredth of at most 1,000 is exact to the tenth place, and cannot overflow.
          let share = FixedDecimal(units: percent.units / 100)
          return Budget.Warning(share: share, isForecast: isForecast)
        }
      }
      throw row.error("warn_at", "expected \(form), got \(describe(value))")
    }
  }
}
