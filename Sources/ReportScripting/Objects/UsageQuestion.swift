import LuaHost
import UsageAnalysis
import UsageModel

/// What a script asks about usage, whichever days and moment it is about.
struct UsageQuestion {
  let period: Period
  /// What is told apart, each once and in the order in which it was named; nil for all that can be told at once.
  let dimensions: [UsageDimension]?
  let filter: UsageFilter
  let view: CostView
  private let context: ScriptContext

  /// The options that say it.
  static let options = [
    Parameter("period", .object("period"), optional: true, "the report's own without it"),
    Parameter("dims", .list(.dimension), optional: true, "the dimensions to tell apart"),
    Parameter("where", .map(.any), optional: true, "values, lists or patterns by dimension"),
    Parameter(
      "view",
      .word(CostView.allCases.map(\.rawValue)),
      optional: true,
      "how money is counted: on the days that it pays for, or when it is due"
    ),
  ]

  /// Reads the options of a call; the dimensions may have others than all as their default.
  init(
    _ arguments: Arguments,
    default dimensions: [UsageDimension]? = nil,
    in context: ScriptContext
  ) throws {
    self.context = context
    period = arguments.period(in: context)
    if case .table(let list) = arguments.options["dims"] {
      let names = try entries(of: list, as: "option \"dims\": ")
      try context.work(names.count * 4)
      var seen: Set<UsageDimension> = []
      self.dimensions = try names.enumerated()
        .map { index, name in try dimension(name, as: "option \"dims\": entry \(index + 1): ") }
        .filter { seen.insert($0).inserted }
    } else {
      self.dimensions = dimensions
    }
    if case .table(let conditions) = arguments.options["where"] {
      filter = try usageFilter(conditions, as: "option \"where\": ", in: context)
    } else {
      filter = UsageFilter()
    }
    view = arguments.textOption("view").flatMap(CostView.init) ?? .effective
  }

  /// Loads the usage of some days as it was known at a moment, with the like-for-like stretch before them
  /// where that is wanted.
  func frame(
    of days: Range<Day>,
    asOf moment: Timestamp,
    withBefore: Bool
  ) throws -> FrameObject {
    try frame(of: days, asOf: moment, withBefore: withBefore, loading: dimensions.map(Set.init))
  }

  /// The same with other dimensions than those that the script named; nil for all that can be told at once.
  func frame(
    of days: Range<Day>,
    asOf moment: Timestamp,
    withBefore: Bool,
    loading dimensions: Set<UsageDimension>?
  ) throws -> FrameObject {
    let wanted = dimensions?.union(filter.dimensions)
    guard wanted?.count ?? 0 <= dimensionLimit else {
      throw HostError("a query has at most \(dimensionLimit) dimensions, got \(wanted?.count ?? 0)")
    }
    var query = UsageQuery(days: days, dimensions: wanted, filter: filter, asOf: moment)
    try context.look()
    let answer = try context.ask { try $0.table(query, view: view) }
    let memory = try context.hold(4096 + answer.table.byteCount)
    try context.look()
    var earlier: UsageTable?
    if withBefore, !days.isEmpty {
      // The stretch before has as many days, from the start of the period before.
      query.days = period.advanced(by: -1).prefix(days: days.count).days
      earlier = try context.ask { try $0.table(query, view: view) }.table
    }
    try memory.grow(by: earlier?.byteCount ?? 0)
    try context.look()
    let tables = [answer.table, earlier].compactMap(\.self)
    let loaded = wanted ?? tables.reduce(into: Set(UsageDimension.named)) { $0.formUnion($1.tags) }
    let count = tables.reduce(0) { $0 + $1.count }
    let frame = UsageFrame(
      period: period,
      days: days,
      currency: context.input.currency,
      dimensions: loaded,
      answer: answer,
      before: earlier
    )
    return FrameObject(frame, asked: self.dimensions, loaded: count, memory: memory, in: context)
  }
}

extension Arguments {
  /// The period of the option of that name, the report's own without it.
  func period(in context: ScriptContext) -> Period {
    guard case .object(let object as PeriodObject) = options["period"] else {
      return context.period
    }
    return object.period
  }
}
