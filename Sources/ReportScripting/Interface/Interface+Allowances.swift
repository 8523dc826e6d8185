import LuaHost
import UsageModel

/// `allowances.load`.
func allowancesModule(_ context: ScriptContext) -> ModuleDefinition {
  let load = Definition(
    "allowances.load",
    "The limits of the accounts with what is used and left of them, as last seen in a period.",
    [Parameter("query", .table, optional: true, "the options below")],
    options: [
      Parameter("source", .text, optional: true, "only those of this source"),
      Parameter("name", .text, optional: true, "only those that the platform calls so"),
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("as_of", .text, optional: true, "only what was learnt by then, in RFC 3339"),
      Parameter("history", .boolean, optional: true, "true adds the points of the period"),
    ],
    result: "tally.row[]"
  ) { arguments in
    let layout = try AllowanceRows(arguments, in: context)
    return [.table(try layout.list())]
  }
  return ModuleDefinition(
    name: "allowances",
    summary: "The limits of the accounts.",
    functions: [load]
  )
}

/// The rows of `allowances.load`: what is known of each allowance in a period.
private struct AllowanceRows {
  /// In order of time.
  private let series: [AllowanceSeries]
  /// Whether rows tell all points, or the last one only.
  private let hasHistory: Bool
  private let memory: HeldMemory
  private let context: ScriptContext

  private static let fields = [
    "source", "name", "limit", "used", "remaining", "unit", "resets_at", "runs_out", "at",
  ]
  private static let pointFields = ["at", "used", "remaining", "limit"]

  /// Reads the options of a call, and loads what they ask for.
  init(_ arguments: Arguments, in context: ScriptContext) throws {
    self.context = context
    let keepsAll = arguments.flag("history") ?? false
    hasHistory = keepsAll
    let moment = try asOf(arguments, in: context)
    let period = arguments.period(in: context)
    let calendar = context.input.calendar
    let stop = calendar.start(of: period.stop)
    try context.look()
    let known = try context.ask {
      try $0.allowances(since: calendar.start(of: period.start), asOf: moment)
    }
    let count = known.reduce(0) { $0 + $1.points.count }
    let transient = try context.hold(count * MemorySize.allowance)
    try context.work(known.count * 16 + count * 4)
    if let source = arguments.textOption("source") {
      let others = known.map(\.source)
      guard (context.input.sources.map(\.name) + others).contains(source) else {
        throw unknownSource(source, or: others, in: context)
      }
    }
    series = known.compactMap { series in
      guard arguments.textOption("source") ?? series.source == series.source,
        arguments.textOption("name") ?? series.name == series.name
      else { return nil }
      var series = series
      series.points = series.points.filter { $0.observedAt < stop }
      if !keepsAll { series.points = series.points.suffix(1) }
      return series.points.isEmpty ? nil : series
    }
    let kept = series.reduce(0) { $0 + $1.points.count }
    memory = try context.hold(series.count * MemorySize.group + kept * MemorySize.allowance)
    withExtendedLifetime(transient) {}
  }

  /// One row an allowance.
  func list() throws -> LuaTable {
    let fields = Self.fields + (hasHistory ? ["points"] : [])
    let layout = try RowObject.Layout(fields, memory, in: context) { index, name in
      try value(name, of: series[index])
    }
    return LuaTable(array: series.indices.map { .object(RowObject(layout: layout, index: $0)) })
  }

  private func value(_ name: String, of series: AllowanceSeries) throws -> LuaValue {
    switch name {
    case "source": return .text(series.source)
    case "name": return .text(series.name)
    case "unit": return .text(series.unit)
    case "points": return .table(try points(of: series))
    // Nothing tells yet how an allowance will go on.
    case "runs_out": return .nil
    default: return series.points.last.map { value(name, of: $0) } ?? .nil
    }
  }

  private func points(of series: AllowanceSeries) throws -> LuaTable {
    try context.work(series.points.count * 4)
    let layout = try RowObject.Layout(Self.pointFields, memory, in: context) { index, name in
      value(name, of: series.points[index])
    }
    return LuaTable(
      array: series.points.indices.map { .object(RowObject(layout: layout, index: $0)) }
    )
  }

  private func value(_ name: String, of point: AllowancePoint) -> LuaValue {
    let allowance = point.allowance
    func amount(_ value: FixedDecimal?) -> LuaValue {
      guard let value, Money.isCurrency(allowance.unit) else { return .decimal(value) }
      return .money(Money(value, allowance.unit), in: context)
    }
    return switch name {
    case "at": .moment(point.observedAt)
    case "limit": amount(allowance.limit)
    case "used": amount(allowance.used)
    case "remaining": amount(allowance.remaining)
    case "resets_at": allowance.resetsAt.map { .moment($0) } ?? .nil
    default: .nil
    }
  }
}
