import UsageModel

extension SetChooser {
  /// Divides the cells of a rule that gives fixed amounts for each billing window.
  ///
  /// The amounts of one target after the other are spread over the window's cells, in proportion to what is left
  /// of their cost, so that no cell gives more than it has.
  mutating func divide(
    _ cells: [Int],
    by plan: AmountPlan,
    rest: MethodPlan?,
    rule: Int,
    in stage: inout AllocationStage
  ) throws {
    let spread = try spread(cells, by: plan, rule: rule, in: stage)
    for cell in cells {
      let found = spread[cell].flatMap { $0.whole == 0 ? nil : $0 }
      let second = try restSet(rest, found, rule: rule, cell: cell, in: stage)
      guard let found else {
        stage.sets[cell] = second
        continue
      }
      let set = try set(of: found, second: second, rule: rule, currency: plan.currency)
      if let place = found.extra, stage.costs[cell] != AmountColumn.wideUnknown {
        // The credits go by the amounts, the cost and what it stands for by the second method.
        stage.sets[cell] = second
        stage.otherSets[place] = set
        continue
      }
      stage.sets[cell] = set
      for place in stage.extras.places(of: cell) where place != found.extra {
        if case .unpriced = labels[Int(stage.extras.labels[place])] {
          stage.otherSets[place] = second
        }
      }
    }
  }

  /// What fixed amounts take of a cell.
  struct CellParts: Sendable {
    /// The targets with their parts, in the order of the rule.
    var parts: [(target: UInt32, units: Int128)] = []
    /// What is left.
    var left: Int128
    /// What there was.
    let whole: Int128
    /// The place among the extra amounts where credits are divided; nil for the cost.
    var extra: Int?
  }

  private func spread(
    _ cells: [Int],
    by plan: AmountPlan,
    rule: Int,
    in stage: AllocationStage
  ) throws -> [Int: CellParts] {
    var found: [Int: CellParts] = [:]
    var windows: [Window: [Int]] = [:]
    for cell in cells {
      guard let whole = whole(of: cell, in: plan.currency, stage) else { continue }
      found[cell] = CellParts(left: whole.units, whole: whole.units, extra: whole.extra)
      let key = stage.cellLines[Int(stage.lines[cell])].key
      let source = keys[Int(key)].line.source
      let day = days[Int(stage.days[cell])]
      windows[Window(source: source, period: window.billingWindow(source, day)), default: []]
        .append(cell)
    }
    for (key, cells) in windows.sorted(by: { $0.key < $1.key }) {
      let amounts = try plan.amounts.map { share in
        (share.target, try window.part(of: share.amount, in: key.period, for: rules[rule]))
      }
      var left = try FixedDecimal.sum(of: cells.map { FixedDecimal(units: found[$0]?.left ?? 0) })
      let asked = try FixedDecimal.sum(of: amounts.map(\.1))
      guard asked <= left || asked.isZero else {
        throw AllocationError.failure(
          tooLarge(asked, for: left, in: key, plan: plan, rule: rules[rule])
        )
      }
      for (target, amount) in amounts where !amount.isZero {
        let parts = signedParts(
          of: amount.units,
          over: cells.map { found[$0]?.left ?? 0 },
          left.units
        )
        for (cell, part) in zip(cells, parts) where part != 0 {
          found[cell]?.parts.append((target, part))
          found[cell]?.left -= part
        }
        left = try left - amount
      }
    }
    return found
  }

  /// A source's billing window.
  struct Window: Hashable, Comparable {
    let source: String
    let period: Period

    static func < (left: Self, right: Self) -> Bool {
      (left.source, left.period.start, left.period.stop)
        < (right.source, right.period.start, right.period.stop)
    }
  }

  /// What a cell has in the currency of fixed amounts; nil where it has none.
  private func whole(
    of cell: Int,
    in currency: String,
    _ stage: AllocationStage
  ) -> (units: Int128, extra: Int?)? {
    if currency == planner.context.currency {
      let cost = stage.costs[cell]
      return cost == AmountColumn.wideUnknown ? nil : (cost, nil)
    }
    let place = stage.extras.places(of: cell).first { place in
      labels[Int(stage.extras.labels[place])] == .unpriced(currency)
    }
    return place.map { (stage.extras.amounts[$0], $0) }
  }

  /// Parts of an amount in proportion to wholes that may be below zero and sum to `total`, which is above zero.
  ///
  /// Parts are rounded down, and what is left goes to the largest remainders, ties to the earlier cell. The amount
  /// is not above the total, so that no part passes its whole.
  private func signedParts(of amount: Int128, over wholes: [Int128], _ total: Int128) -> [Int128] {
    var parts: [Int128] = []
    var remainders: [UInt128] = []
    var left = amount
    for whole in wholes {
      let product = amount.magnitude.multipliedFullWidth(by: whole.magnitude)
      // A whole below zero makes others larger than the total, so that the quotient may pass the amount.
      var (quotient, remainder) = total.magnitude.dividingFullWidth(product)
      if whole < 0, remainder > 0 {
        quotient += 1
        remainder = total.magnitude - remainder
      }
      let part = whole < 0 ? -Int128(quotient) : Int128(quotient)
      parts.append(part)
      remainders.append(remainder)
      left -= part
    }
    let order = parts.indices.sorted { left, right in
      remainders[left] == remainders[right] ? left < right : remainders[left] > remainders[right]
    }
    for place in order.prefix(Int(left)) { parts[place] += 1 }
    return parts
  }

  private func tooLarge(
    _ asked: FixedDecimal,
    for cost: FixedDecimal,
    in window: Window,
    plan: AmountPlan,
    rule: AllocationRule
  ) -> AllocationMistake {
    let asked = Money(asked, plan.currency)
    return AllocationMistake(
      rule,
      "its amounts come to \(asked) in the billing window \(window.period.label) of \(window.source), "
        + "as far as the period covers it, and the rule takes \(Money(cost, plan.currency)) there",
      help: "lower the amounts, or let the rule take more"
    )
  }

  /// How what is left of a cell is divided.
  private mutating func restSet(
    _ rest: MethodPlan?,
    _ found: CellParts?,
    rule: Int,
    cell: Int,
    in stage: AllocationStage
  ) throws -> UInt32 {
    let amounts = amounts(of: cell, after: found, in: stage)
    let isNothing = found != nil && amounts.allSatisfy(\.amount.isZero)
    guard let rest, !isNothing else {
      if !isNothing { try warn(.noSecondMethod, rule: rule, cell: cell, after: found, in: stage) }
      return try unallocated(by: rules[rule].method.name)
    }
    return try set(of: rest, rule: rule, cell: cell, after: found, in: stage)
  }

  /// The set of a cell's parts with what the second method makes of the rest.
  private mutating func set(
    of found: CellParts,
    second: UInt32,
    rule: Int,
    currency: String
  ) throws -> UInt32 {
    var sums: [UInt32: UInt128] = [:]
    for (target, units) in found.parts { sums[target, default: 0] += units.magnitude }
    var splitter = CellSplitter()
    let rest = planner.sets.shares(of: second).map { planner.sets.targets[$0] }
    for (target, part) in zip(rest, splitter.parts(of: found.left, over: second, of: planner.sets))
    {
      sums[target, default: 0] += part.magnitude
    }
    let names = planner.names
    let shares = sums.sorted { names.precedes($0.key, $1.key) }
      .map { (target: $0.key, weight: $0.value) }
    let method = ShareSets.Method(name: rules[rule].method.name, unit: currency)
    // A cell that has something has a part above zero.
    return try planner.sets.add(shares, by: method) ?? second
  }
}
