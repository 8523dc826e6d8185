import UsageModel

/// Makes plans of methods.
struct MethodPlanner {
  let context: AllocationContext
  let dayCount: Int
  var names: TargetNames
  var sets = ShareSets()
  var drivers: [DriverPlan] = []

  /// Plans a rule's method.
  mutating func plan(_ rule: AllocationRule) throws(ArithmeticOverflow) -> MethodPlan {
    try plan(rule.method, of: rule, ReceiverNames(rule.receivers))
  }

  /// Plans a rule's method, or the second method of it.
  ///
  /// `driver` is the one that the method stands in for.
  private mutating func plan(
    _ method: AllocationMethod,
    of rule: AllocationRule,
    _ allowed: ReceiverNames,
    insteadOf driver: AllocationDriver? = nil
  ) throws(ArithmeticOverflow) -> MethodPlan {
    let label = ShareSets.Method(name: method.name)
    switch method {
    case .to(let target): return try fixed([target: 1], by: label)
    case .ownApp: return .ownApp
    case .even(let listed):
      let targets = listed ?? receivers(of: rule, allowed, insteadOf: driver)
      return try fixed(Dictionary(targets.map { ($0, 1) }) { first, _ in first }, by: label)
    case .weights(let weights): return try fixed(weights, by: label)
    case .percent(let percent):
      return try fixed(percent, by: ShareSets.Method(name: method.name, unit: "%"))
    case .amount(let amounts, let rest):
      let amounts = amounts.sorted { $0.key < $1.key }
      return .amount(
        AmountPlan(
          currency: amounts.first?.value.currency ?? context.currency,
          amounts: amounts.map { (names.number(of: $0.key), $0.value.amount) }
        ),
        rest: try rest.map { rest throws(ArithmeticOverflow) in
          try plan(rest, of: rule, allowed)
        }
      )
    case .driver(let driver, let otherwise):
      let targets = driver.apps.enumerated().filter { allowed.allow($0.element) }
      let plan = DriverPlan(
        driver: driver,
        targets: targets.map { ($0.offset, names.number(of: $0.element)) },
        rule: rule,
        sets: Array(repeating: nil, count: dayCount)
      )
      drivers.append(plan)
      let number = drivers.count - 1
      return .driver(
        number,
        otherwise: try otherwise.map { method throws(ArithmeticOverflow) in
          try self.plan(method, of: rule, allowed, insteadOf: driver)
        }
      )
    case .custom(let weigh):
      let targets = receivers(of: rule, allowed, insteadOf: nil)
      let isKnown = context.apps != nil || !targets.isEmpty
      return .custom(
        CustomPlan(
          weigh: weigh,
          targets: targets,
          known: isKnown ? Set(targets) : nil,
          allowed: allowed
        )
      )
    }
  }

  /// Who may receive where a method does not say: in the order of names.
  private func receivers(
    of rule: AllocationRule,
    _ allowed: ReceiverNames,
    insteadOf driver: AllocationDriver?
  ) -> [String] {
    if case .only(let names) = rule.receivers { return Set(names).sorted() }
    let all = driver?.apps ?? context.apps.map { $0.keys.sorted() } ?? []
    return all.filter { allowed.allow($0) && !ReservedName.isReserved($0) }
  }

  /// A plan of weights that are the same for all cells.
  private mutating func fixed(
    _ weights: [String: FixedDecimal],
    by method: ShareSets.Method
  ) throws(ArithmeticOverflow) -> MethodPlan {
    let shares = weights.sorted { $0.key < $1.key }.map { name, weight in
      (target: names.number(of: name), weight: weight.units.magnitude)
    }
    guard let set = try sets.add(shares, by: method) else { return .nobody }
    return .fixed(set)
  }

  /// The set of a driver on a day; nil where the driver is zero or missing.
  mutating func set(
    ofDriver number: Int,
    on day: Day,
    place: Int
  ) throws -> UInt32? {
    if let known = drivers[number].sets[place] { return known == SlotNumbers.none ? nil : known }
    let plan = drivers[number]
    var shares: [(target: UInt32, weight: UInt128)] = []
    if let values = plan.driver.values[day] {
      shares.reserveCapacity(plan.targets.count)
      for (app, target) in plan.targets {
        let value = values[app]
        guard value != AmountColumn.wideUnknown else { continue }
        guard value >= 0 else {
          throw AllocationError.failure(
            .negativeDriver(plan, app: plan.driver.apps[app], on: day, value: value)
          )
        }
        shares.append((target, value.magnitude))
      }
    }
    let method = ShareSets.Method(
      name: "by \(plan.driver.name)",
      unit: plan.driver.unit,
      isUsage: true
    )
    let set: UInt32?
    do throws(ArithmeticOverflow) { set = try sets.add(shares, by: method) } catch {
      throw AllocationError.failure(
        AllocationMistake(
          plan.rule,
          "the driver \(plan.driver.name) adds up to more than can be held on \(day)",
          help: "use smaller numbers"
        )
      )
    }
    drivers[number].sets[place] = set ?? SlotNumbers.none
    return set
  }
}

extension AllocationMistake {
  /// Creates a mistake in a rule.
  init(_ rule: AllocationRule, _ problem: String, help: String) {
    self.init(rule: rule.name, place: rule.place, problem: problem, help: help)
  }

  fileprivate static func negativeDriver(
    _ plan: DriverPlan,
    app: String,
    on day: Day,
    value: Int128
  ) -> Self {
    let unit = plan.driver.unit.map { " \($0)" } ?? ""
    return Self(
      plan.rule,
      "the driver \(plan.driver.name) is \(FixedDecimal(units: value))\(unit) for \(app) on \(day), "
        + "and nobody can bear a negative share",
      help: "leave such usage out with where, or divide by another driver"
    )
  }
}
