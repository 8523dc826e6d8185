import UsageModel

/// Decides how each cell of a step is divided.
struct SetChooser {
  let rules: [AllocationRule]
  let keys: [AllocationKey]
  let days: [Day]
  let labels: [ExtraAmounts.Label]
  let window: AmountWindow
  var planner: MethodPlanner
  var plans: [MethodPlan]
  var warnings = WarningTally()
  private var ownAppSets: [UInt32: UInt32] = [:]
  private var unallocatedSets: [String: UInt32] = [:]

  init(
    rules: [AllocationRule],
    keys: [AllocationKey],
    days: [Day],
    labels: [ExtraAmounts.Label],
    window: AmountWindow,
    planner: MethodPlanner
  ) throws {
    self.rules = rules
    self.keys = keys
    self.days = days
    self.labels = labels
    self.window = window
    self.planner = planner
    plans = []
    for rule in rules { plans.append(try self.planner.plan(rule)) }
    self.planner.names.settle()
  }

  /// Gives each cell of a step its set.
  mutating func choose(for stage: inout AllocationStage) throws {
    // What only the cell line decides is decided once.
    let fixed = try stage.cellLines.map { try fixedSet(of: $0) }
    var sets: [UInt32] = []
    sets.reserveCapacity(stage.count)
    var amountCells: [Int: [Int]] = [:]
    for cell in 0..<stage.count {
      let line = Int(stage.lines[cell])
      let set = fixed[line]
      guard set == SlotNumbers.none else {
        sets.append(set)
        continue
      }
      let rule = Int(stage.cellLines[line].rule)
      if case .amount = plans[rule] {
        amountCells[rule, default: []].append(cell)
        sets.append(SlotNumbers.none)
      } else {
        sets.append(try self.set(of: plans[rule], rule: rule, cell: cell, in: stage))
      }
    }
    stage.sets = sets
    for (rule, cells) in amountCells.sorted(by: { $0.key < $1.key }) {
      guard case .amount(let plan, let rest) = plans[rule] else { continue }
      try divide(cells, by: plan, rest: rest, rule: rule, in: &stage)
    }
  }

  /// The set that all cells of a line have; ``SlotNumbers/none`` where each has its own.
  private mutating func fixedSet(of line: CellLine) throws -> UInt32 {
    guard line.rule != SlotNumbers.none else { return try unallocated(by: Self.noRule) }
    switch plans[Int(line.rule)] {
    case .fixed(let set): return set
    case .ownApp where line.app != SlotNumbers.none: return try ownApp(line.app)
    default: return SlotNumbers.none
    }
  }

  /// What ledgers call the method of what no rule took.
  static let noRule = "no rule"

  /// The set of a cell.
  mutating func set(
    of plan: MethodPlan,
    rule: Int,
    cell: Int,
    after found: CellParts? = nil,
    in stage: AllocationStage
  ) throws -> UInt32 {
    switch plan {
    case .fixed(let set): return set
    case .ownApp:
      let app = stage.cellLines[Int(stage.lines[cell])].app
      guard app != SlotNumbers.none else {
        return try unallocated(.noApp, rule: rule, cell: cell, after: found, in: stage)
      }
      return try ownApp(app)
    case .driver(let number, let otherwise):
      let place = Int(stage.days[cell])
      if let set = try planner.set(ofDriver: number, on: days[place], place: place) { return set }
      guard let otherwise else {
        let name = planner.drivers[number].driver.name
        return try unallocated(.noDriver(name), rule: rule, cell: cell, after: found, in: stage)
      }
      return try set(of: otherwise, rule: rule, cell: cell, after: found, in: stage)
    case .custom(let plan):
      if let set = try customSet(plan, rule: rule, cell: cell, in: stage) { return set }
      return try unallocated(.noWeights, rule: rule, cell: cell, after: found, in: stage)
    case .nobody, .amount:
      return try unallocated(.noReceiver, rule: rule, cell: cell, after: found, in: stage)
    }
  }

  private mutating func ownApp(_ app: UInt32) throws -> UInt32 {
    if let known = ownAppSets[app] { return known }
    let set = try planner.single(app, by: AllocationMethod.ownApp.name)
    ownAppSets[app] = set
    return set
  }

  /// The set of what stays unallocated for a reason, which becomes a warning.
  private mutating func unallocated(
    _ reason: AllocationWarning.Reason,
    rule: Int,
    cell: Int,
    after found: CellParts?,
    in stage: AllocationStage
  ) throws -> UInt32 {
    try warn(reason, rule: rule, cell: cell, after: found, in: stage)
    return try unallocated(by: rules[rule].method.name)
  }

  /// The set of what stays unallocated.
  mutating func unallocated(by method: String) throws -> UInt32 {
    if let known = unallocatedSets[method] { return known }
    let target = planner.names.number(of: ReservedName.unallocated)
    let set = try planner.single(target, by: method)
    unallocatedSets[method] = set
    return set
  }

  /// A cell's cost, and its credits that nothing prices, less what fixed amounts take of them.
  func amounts(of cell: Int, after found: CellParts?, in stage: AllocationStage) -> [Money] {
    var amounts: [Money] = []
    let isCostDivided = found.map { $0.extra == nil } ?? false
    let cost = isCostDivided ? found?.left ?? 0 : stage.costs[cell]
    if let cost = FixedDecimal(known: cost) {
      amounts.append(Money(cost, planner.context.currency))
    }
    for place in stage.extras.places(of: cell) {
      guard case .unpriced(let currency) = labels[Int(stage.extras.labels[place])] else { continue }
      let units = found?.extra == place ? found?.left ?? 0 : stage.extras.amounts[place]
      amounts.append(Money(FixedDecimal(units: units), currency))
    }
    return amounts
  }

  mutating func warn(
    _ reason: AllocationWarning.Reason,
    rule: Int,
    cell: Int,
    after found: CellParts?,
    in stage: AllocationStage
  ) throws {
    try warnings.add(
      reason,
      rule: rule,
      on: days[Int(stage.days[cell])],
      amounts: amounts(of: cell, after: found, in: stage)
    )
  }
}

extension MethodPlanner {
  /// A set of one target.
  mutating func single(_ target: UInt32, by method: String) throws(ArithmeticOverflow) -> UInt32 {
    let one = FixedDecimal.unitsPerOne.magnitude
    let set = try sets.add([(target, one)], by: ShareSets.Method(name: method))
    // A weight of one is above zero.
    return set ?? SlotNumbers.none
  }
}
