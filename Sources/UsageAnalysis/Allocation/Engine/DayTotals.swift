import UsageModel

/// Sums by day and charge, to compare what was divided with what came out.
struct DayTotals: Sendable {
  /// Sums by a slot of day and charge.
  private(set) var sums: [Int128]

  init(slots: Int) {
    sums = Array(repeating: AmountColumn.wideUnknown, count: slots)
  }

  init(_ sums: [Int128]) { self.sums = sums }

  /// Adds an amount; what all cells have fits, so that no sum of some of them can overflow.
  @inline(__always)
  mutating func add(_ units: Int128, at slot: Int) {
    let sum = sums[slot]
    sums[slot] = (sum == AmountColumn.wideUnknown ? 0 : sum) &+ units
  }

  mutating func add(_ other: DayTotals) {
    for (slot, units) in other.sums.enumerated() where units != AmountColumn.wideUnknown {
      add(units, at: slot)
    }
  }

  /// The first slot at which two differ.
  func firstDifference(from other: DayTotals) -> Int? {
    zip(sums, other.sums).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  }
}

/// What there is of everything on each day and of each charge.
struct Balance: Sendable {
  /// Costs and requests.
  var costs: DayTotals
  var requests: DayTotals
  /// Quantities and credits, by label, then day and charge.
  var extras: DayTotals

  /// Nothing.
  init(days: Int, labels: Int) {
    costs = DayTotals(slots: days * Charge.allCases.count)
    requests = costs
    extras = DayTotals(slots: labels * days * Charge.allCases.count)
  }

  /// What a table has.
  init(of table: UsageTable, days: DayPlaces, labels: ExtraLabels) throws(ArithmeticOverflow) {
    let charges = table.lines.map { $0.charge.place }
    let dayCount = days.days.count
    let numbers = [UInt32](unsafeUninitializedCapacity: table.count) { numbers, initialized in
      for row in 0..<table.count {
        let slot =
          days.place(of: table.days[row]) * Charge.allCases.count
          + charges[Int(table.lineOf[row])]
        numbers.initializeElement(at: row, to: UInt32(truncatingIfNeeded: slot))
      }
      initialized = table.count
    }
    let slots = dayCount * Charge.allCases.count
    costs = DayTotals(try table.costs.sums(by: numbers, count: slots))
    requests = DayTotals(try table.requests.sums(by: numbers, count: slots))
    extras = DayTotals(slots: labels.labels.count * slots)
    let amounts = try labels.amounts(of: table, by: numbers, count: slots)
    for place in 0..<amounts.count {
      extras.add(
        amounts.amounts[place],
        at: Int(amounts.labels[place]) * slots + Int(amounts.cells[place])
      )
    }
  }

  mutating func add(_ other: Balance) {
    costs.add(other.costs)
    requests.add(other.requests)
    extras.add(other.extras)
  }

  /// The error of a step that did not keep what there was before it; nil where it did.
  func difference(
    from before: Balance,
    step: Int,
    days: [Day],
    labels: [ExtraAmounts.Label],
    currency: String
  ) -> AllocationError? {
    let slots = days.count * Charge.allCases.count
    func found(
      _ what: String,
      _ slot: Int,
      _ left: DayTotals,
      _ right: DayTotals
    ) -> AllocationError {
      let place = slot % slots
      return .notConserved(
        step: step,
        what: what,
        day: days[place / Charge.allCases.count],
        charge: Charge.allCases[place % Charge.allCases.count],
        before: FixedDecimal(known: left.sums[slot])?.description ?? "no",
        after: FixedDecimal(known: right.sums[slot])?.description ?? "no"
      )
    }
    if let slot = before.costs.firstDifference(from: costs) {
      return found(currency, slot, before.costs, costs)
    }
    if let slot = before.requests.firstDifference(from: requests) {
      return found("requests", slot, before.requests, requests)
    }
    guard let slot = before.extras.firstDifference(from: extras) else { return nil }
    return found(labels[slot / slots].name, slot, before.extras, extras)
  }
}

extension Charge {
  /// The place among all cases.
  var place: Int {
    switch self {
    case .usage: 0
    case .fee: 1
    case .topUp: 2
    case .credit: 3
    case .adjustment: 4
    case .tax: 5
    }
  }
}
