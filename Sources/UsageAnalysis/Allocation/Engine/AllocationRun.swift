import UsageModel

/// Applies a policy to usage, step by step.
struct AllocationRun {
  let policy: AllocationPolicy
  let table: UsageTable
  let days: Range<Day>
  let dimensions: Set<UsageDimension>
  let context: AllocationContext

  /// Divides everything, and checks of every step that nothing was lost or added.
  func result() throws -> AllocationResult {
    let mistakes = policy.mistakes(in: context)
    guard mistakes.isEmpty else { throw AllocationError.mistakes(mistakes) }
    try checkDrivers()
    let dayPlaces = DayPlaces(table)
    let labels = ExtraLabels(table)
    let kept = dimensions.filter { $0 != .unit && !$0.isTag }.union(laterDimensions)
    let firstRules = policy.rules.filter { $0.step == firstStep }
    let needsQualities = firstRules.contains { $0.match.contains { $0.dimension == .quality } }
    let keys = AllocationKeys(table, keeping: kept, needsQualities: needsQualities)
    let balance = try Balance(of: table, days: dayPlaces, labels: labels)
    try checkRange()
    var chooser = try SetChooser(
      rules: policy.rules,
      keys: keys.keys,
      days: dayPlaces.days,
      labels: labels.labels,
      window: AmountWindow(days: days, billingWindow: context.billingWindow),
      planner: MethodPlanner(
        context: context,
        dayCount: dayPlaces.days.count,
        names: TargetNames(names())
      )
    )
    var settled = SettledStages(
      days: dayPlaces.days,
      keys: keys.keys,
      labels: labels.labels,
      names: chooser.planner.names,
      sets: chooser.planner.sets,
      stages: []
    )
    for step in steps {
      let matchers = policy.rules.enumerated().filter { $0.element.step == step }
        .map { RuleMatcher($0.element, at: $0.offset, days: dayPlaces.days) }
      var stage: AllocationStage
      if step == firstStep {
        stage = try FirstStep(
          table: table,
          keys: keys,
          days: dayPlaces,
          labels: labels,
          matchers: matchers,
          names: chooser.planner.names
        )
        .stage(step: step)
      } else {
        stage = try LaterStep(
          keys: keys.keys,
          days: dayPlaces.days,
          labels: labels.labels,
          matchers: matchers,
          names: settled.names
        )
        .stage(step: step, after: settled.stages, settled.sets, taken: &settled.taken)
      }
      try chooser.choose(for: &stage)
      chooser.planner.names.settle()
      settled.names = chooser.planner.names
      settled.sets = chooser.planner.sets
      settled.stages.append(stage)
      try checkLast(of: settled, step: step)
    }
    let tally = AllocationTally(settled)
    // Every later step gave what it took, so that only the first can have kept something.
    try check(tally.balance, against: balance, of: settled, step: firstStep)
    return AllocationResult(
      settled,
      shares: try tally.shares(settled),
      warnings: chooser.warnings.warnings(of: policy.rules),
      context: context,
      rules: policy.rules.map { AllocationResult.Rule(name: $0.name, place: $0.place) },
      names: names(),
      sources: Set(table.lines.map(\.source)),
      dimensions: dimensions
    )
  }

  /// Checks that the last stage, if it is not the first, gave what it took from those before it.
  private func checkLast(of settled: SettledStages, step: Int) throws(AllocationError) {
    let place = settled.stages.count - 1
    guard place > 0 else { return }
    let gained = AllocationTally(settled, of: place..<(place + 1)).balance
    try check(gained, against: StepBalance(settled).lost, of: settled, step: step)
  }

  private func check(
    _ after: Balance,
    against before: Balance,
    of settled: SettledStages,
    step: Int
  ) throws(AllocationError) {
    let difference = after.difference(
      from: before,
      step: step,
      days: settled.days,
      labels: settled.labels,
      currency: context.currency
    )
    if let difference { throw difference }
  }

  /// Checks that every driver has its values by now.
  private func checkDrivers() throws(AllocationError) {
    let mistakes = policy.rules.filter(\.method.hasUnresolvedDriver).map { rule in
      AllocationMistake(
        rule,
        "its driver has no values yet",
        help: "resolve it before usage is divided"
      )
    }
    guard mistakes.isEmpty else { throw .mistakes(mistakes) }
  }

  /// The steps, in their order; a policy of no rules has one.
  private var steps: [Int] { Set(policy.rules.map(\.step)).union([firstStep]).sorted() }

  private var firstStep: Int { 1 }

  /// The dimensions that rules of later steps look at, which cells must tell apart for them.
  private var laterDimensions: Set<UsageDimension> {
    AllocationPolicy(policy.rules.filter { $0.step > firstStep }).dimensions
  }

  /// Every name that may receive, as far as it is known before scripts are asked.
  private func names() -> Set<String> {
    var names: Set<String> = [ReservedName.unallocated]
    for rule in policy.rules {
      names.formUnion(rule.method.namedTargets)
      if case .only(let receivers) = rule.receivers { names.formUnion(receivers) }
    }
    if policy.rules.contains(where: { $0.method.usesOwnApp }) {
      names.formUnion(table.lines.map(\.app))
    }
    return names
  }

  /// Checks that everything together is within the range of exact amounts, so that no sum of parts can leave it.
  private func checkRange() throws(ArithmeticOverflow) {
    for column in [table.costs, table.requests, table.quantities, table.unpriced] {
      switch column.storage {
      case .unknown: break
      case .narrow(let counts, let places):
        var sum: UInt128 = 0
        for count in counts where count != AmountColumn.narrowUnknown {
          sum += UInt128(count.magnitude)
        }
        guard let sum = Int128(exactly: sum) else { throw ArithmeticOverflow() }
        let step = AmountColumn.units(atPlaces: places)
        _ = try FixedDecimal.exact(sum.multipliedReportingOverflow(by: step))
      case .wide(let units):
        var sum: Int128 = 0
        for unit in units where unit != AmountColumn.wideUnknown {
          sum = try FixedDecimal.exact(sum.addingReportingOverflow(unit < 0 ? -unit : unit))
        }
      }
    }
  }
}

extension UsageDimension {
  /// Whether it is a tag.
  var isTag: Bool { if case .tag = self { true } else { false } }
}

extension AllocationMethod {
  /// The targets that the method names, or that a driver of it does.
  var namedTargets: Set<String> {
    switch self {
    case .to(let target): [target]
    case .ownApp, .custom: []
    case .even(let targets): Set(targets ?? [])
    case .weights(let weights), .percent(let weights): Set(weights.keys)
    case .amount(let amounts, let rest): Set(amounts.keys).union(rest?.namedTargets ?? [])
    case .driver(let driver, let otherwise): Set(driver.apps).union(otherwise?.namedTargets ?? [])
    }
  }
}
