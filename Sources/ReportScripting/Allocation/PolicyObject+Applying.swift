import LuaHost
import UsageAnalysis
import UsageModel

extension PolicyObject {
  /// Loads the usage that a query asks for, and divides it.
  func applied(_ arguments: Arguments) throws -> FrameObject {
    let question = try UsageQuestion(arguments, in: context)
    let asOf = try asOf(arguments, in: context)
    let partial = arguments.flag("partial") ?? false
    let days = context.elapsedDays(of: question.period, partial: partial)
    // Without `dims`, what the rules look at decides which breakdown of a source is taken.
    let loaded =
      question.dimensions.map { dimensions.union($0) } ?? (dimensions.isEmpty ? nil : dimensions)
    let frame = try question.frame(of: days, asOf: asOf, withBefore: true, loading: loaded)
    let earlier = frame.frame.earlier.table
    let division = Division(
      rules: rules,
      loaded: loaded?.union(question.filter.dimensions),
      kept: Set(question.dimensions ?? []),
      lines: [frame.frame.table, earlier].flatMap(\.lines),
      view: question.view,
      asOf: asOf,
      context: context
    )
    let result: AllocationResult
    do {
      result = try division.result(of: frame.frame.table, on: days)
    } catch let error as AllocationError {
      throw HostError(error.description)
    } catch let error as UnusableDriver {
      throw HostError(error.description)
    }
    for warning in result.warnings { context.note("warning: \(warning)") }
    let before = try division.before(
      earlier,
      on: question.period.advanced(by: -1).prefix(days: days.count).days
    )
    // A row takes some tens of bytes in the table, and less in what the ledger is made from.
    let rows = result.rowCount + (before?.rowCount ?? 0)
    try context.work(rows)
    let memory = try context.hold(rows * 96 + result.cellCount * 32, owner: frame.memory)
    if context.allocation == nil {
      context.allocation = result
      context.allocationMemory = memory
    }
    let shares = result.frame(like: frame.frame, before: before)
    return FrameObject(
      shares,
      asked: (question.dimensions ?? []) + [.target],
      loaded: shares.count,
      shares: result,
      memory: memory,
      in: context
    )
  }
}

/// Divides usage by the rules of a policy, for the days that were asked for and for the stretch before them.
private struct Division {
  let rules: [RuleObject]
  /// The dimensions that the usage was loaded with; nil for all that can be told at once.
  let loaded: Set<UsageDimension>?
  let kept: Set<UsageDimension>
  /// What the usage is of, now and in the stretch before: its apps and sources are known, whoever names them.
  let lines: [UsageLine]
  let view: CostView
  let asOf: Timestamp
  let context: ScriptContext

  /// The shares of the stretch before; nil where the rules cannot divide it: nobody asked for it by name.
  func before(_ table: UsageTable, on days: Range<Day>) throws -> AllocationResult? {
    guard table.count > 0 else { return nil }
    do {
      return try result(of: table, on: days)
    } catch is AllocationError {
      return nil
    } catch is UnusableDriver {
      return nil
    }
  }

  /// The shares of some usage.
  func result(of table: UsageTable, on days: Range<Day>) throws -> AllocationResult {
    var sharing = try context.sharing(asOf: asOf)
    for line in lines where sharing.sources?[line.source] == nil {
      sharing.sources?[line.source] = .init(provider: line.provider)
    }
    for line in lines where !ReservedName.isReserved(line.app) && sharing.apps?[line.app] == nil {
      sharing.apps?[line.app] = [:]
    }
    if rules.contains(where: { $0.rule.method.hasAmounts }) {
      sharing.billingWindow = try context.billingWindows(on: days, asOf: asOf)
    }
    let policy = try policy(DriverValues(on: days, view: view, asOf: asOf, in: context))
    try context.look()
    try context.work(
      table.count * 4 + (table.lines.count + rules.count) * rules.count
        + (sharing.apps?.count ?? 0) * rules.count
        + rules.reduce(0) { $0 + $1.rule.nameCount } * 16
    )
    let transient = try context.hold(table.count * 96)
    return try withExtendedLifetime(transient) {
      try policy.apply(to: table, on: days, keeping: kept, in: sharing)
    }
  }

  private func test(of object: RuleObject) -> AllocationRule.Test? {
    object.test.map { context.cellTest($0, loaded: loaded) }
  }

  /// The policy with its drivers resolved.
  private func policy(_ drivers: DriverValues) throws -> AllocationPolicy {
    AllocationPolicy(
      try rules.map { object in
        try AllocationRule(object.rule, test: test(of: object)) { driver, second in
          switch driver {
          case .weights(let function):
            .custom(context.weighing(function, of: object.rule.name, loaded: kept))
          case .named(.method(let name)):
            .custom(
              context.weighing(
                try context.method(name, for: .allocation),
                of: object.rule.name,
                loaded: kept,
                telling: context.whatMethodsKnow
              )
            )
          default: .driver(try drivers.values(of: driver), otherwise: second)
          }
        }
      }
    )
  }
}

extension SharingMethod {
  /// Whether fixed amounts are part of it.
  fileprivate var hasAmounts: Bool { if case .amount = self { true } else { false } }
}
