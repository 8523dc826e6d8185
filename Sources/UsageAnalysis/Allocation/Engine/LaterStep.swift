import UsageModel

/// Gathers what targets hold that rules of a later step take.
struct LaterStep {
  let keys: [AllocationKey]
  let days: [Day]
  let labels: [ExtraAmounts.Label]
  let matchers: [RuleMatcher]
  let names: TargetNames

  /// What targets hold: each one's share of a key on a day.
  private struct Holdings {
    var slots: [Int] = []
    var costs: [Int128] = []
    var requests: [Int128] = []
    var qualities: [UInt8] = []
    /// The extra amounts, each with the place of its holding.
    var extras: [(holding: Int, label: UInt32, amount: Int128)] = []
  }

  /// The step's cells, and marks in `taken` what they take.
  func stage(
    step: Int,
    after stages: [AllocationStage],
    _ sets: ShareSets,
    taken: inout TakenShares
  ) throws -> AllocationStage {
    let holders = (0..<UInt32(names.names.count)).filter { target in
      matchers.contains { $0.takes(from: names.names[Int(target)]) }
    }
    let places = HolderPlaces(holders, count: names.names.count)
    let held = holdings(of: stages, sets, taken, places)
    let width = keys.count * holders.count
    let numbers = SlotNumbers(count: held.slots.count, slots: days.count * width) { held.slots[$0] }
    let sums = try merged(held, numbers)
    var lines: [CellLine] = []
    var lineOf: [CellLine: UInt32] = [:]
    // The holdings that a rule takes, and their cells' lines.
    var cells: [(holding: Int, line: UInt32)] = []
    for (holding, slot) in numbers.slots.enumerated() {
      let target = holders[slot % holders.count]
      let key = slot % width / holders.count
      let line = try cellLine(key, of: target, on: slot / width) {
        try sums.totals(of: holding, labels: labels)
      }
      guard let line else { continue }
      let number = lineOf[line] ?? UInt32(lines.count)
      if lineOf[line] == nil {
        lineOf[line] = number
        lines.append(line)
      }
      cells.append((holding, number))
      taken.mark(key: line.key, day: slot / width, target: target, step: stages.count)
    }
    return select(
      cells,
      of: sums,
      step: step,
      lines: lines,
      days: cells.map {
        UInt32(numbers.slots[$0.holding] / width)
      }
    )
  }

  /// The line of the rule that takes a holding; nil where none does.
  private func cellLine(
    _ key: Int,
    of target: UInt32,
    on day: Int,
    totals: () throws -> UsageTotals
  ) throws -> CellLine? {
    let name = names.names[Int(target)]
    for matcher in matchers where matcher.isOpen[day] && matcher.takes(from: name) {
      guard matcher.holds({ keys[key].text(of: $0) }) else { continue }
      if let test = matcher.test {
        let cell = AllocationCell(
          day: days[day],
          line: keys[key].line,
          target: name,
          totals: try totals()
        )
        guard try test(cell) else { continue }
      }
      var line = CellLine(key: UInt32(key), rule: UInt32(matcher.rule), from: target)
      let app = keys[key].line.app
      if matcher.usesApp, matcher.receives(app: app) {
        line.app = names.known(app) ?? SlotNumbers.none
      }
      return line
    }
    return nil
  }

  private func holdings(
    of stages: [AllocationStage],
    _ sets: ShareSets,
    _ taken: TakenShares,
    _ places: HolderPlaces
  ) -> Holdings {
    var held = Holdings()
    var splitter = CellSplitter()
    let hasHolder = (0..<UInt32(sets.count)).map { set in
      sets.shares(of: set).contains { places.place(of: Int(sets.targets[$0])) != nil }
    }
    for (stage, cells) in stages.enumerated() {
      for cell in 0..<cells.count where hasHolder[Int(cells.sets[cell])] || !cells.otherSets.isEmpty
      {
        let key = cells.cellLines[Int(cells.lines[cell])].key
        let day = Int(cells.days[cell])
        func slot(_ target: Int) -> Int? {
          guard let place = places.place(of: target),
            taken.isFinal(key: key, day: day, target: UInt32(target), step: stage)
          else { return nil }
          return (day * keys.count + Int(key)) * places.count + place
        }
        let extras = cells.extras.places(of: cell)
        let isHeld = sets.shares(of: cells.sets[cell]).contains {
          slot(Int(sets.targets[$0])) != nil
        }
        guard isHeld || !extras.isEmpty else { continue }
        let costs = splitter.known(cells.costs[cell], over: cells.sets[cell], of: sets)
        let requests = splitter.known(cells.requests[cell], over: cells.sets[cell], of: sets)
        for (place, share) in sets.shares(of: cells.sets[cell]).enumerated() {
          guard let slot = slot(Int(sets.targets[share])) else { continue }
          held.slots.append(slot)
          held.costs.append(costs?[place] ?? AmountColumn.wideUnknown)
          held.requests.append(requests?[place] ?? AmountColumn.wideUnknown)
          held.qualities.append(cells.qualities[cell])
        }
        for extra in extras {
          let set = cells.set(ofExtra: extra)
          let parts = splitter.parts(of: cells.extras.amounts[extra], over: set, of: sets)
          for (share, part) in zip(sets.shares(of: set), parts) {
            guard let slot = slot(Int(sets.targets[share])) else { continue }
            held.extras.append((held.slots.count, cells.extras.labels[extra], part))
            held.slots.append(slot)
            held.costs.append(AmountColumn.wideUnknown)
            held.requests.append(AmountColumn.wideUnknown)
            held.qualities.append(cells.qualities[cell])
          }
        }
      }
    }
    return held
  }

  /// The holdings of each slot as one.
  private func merged(_ held: Holdings, _ numbers: SlotNumbers) throws -> AllocationStage {
    let count = numbers.slots.count
    let unknown = AmountColumn.wideUnknown
    var costs = [Int128](repeating: unknown, count: count)
    var requests = costs
    var qualities = [UInt8](repeating: 0, count: count)
    for (holding, number) in numbers.numbers.enumerated() {
      let place = Int(number)
      if held.costs[holding] != unknown { try costs.add(held.costs[holding], at: place) }
      if held.requests[holding] != unknown { try requests.add(held.requests[holding], at: place) }
      qualities[place] = max(qualities[place], held.qualities[holding])
    }
    let width = max(1, labels.count)
    let parts = SlotNumbers(count: held.extras.count, slots: count * width) { part in
      Int(numbers.numbers[held.extras[part].holding]) * width + Int(held.extras[part].label)
    }
    var amounts = [Int128](repeating: unknown, count: parts.slots.count)
    for (part, number) in parts.numbers.enumerated() {
      try amounts.add(held.extras[part].amount, at: Int(number))
    }
    var extras = ExtraAmounts()
    for (slot, amount) in zip(parts.slots, amounts) {
      extras.append(amount, label: UInt32(slot % width), cell: slot / width)
    }
    return AllocationStage(
      step: 0,
      cellLines: [],
      lines: Array(repeating: 0, count: count),
      days: [],
      qualities: qualities,
      costs: costs,
      requests: requests,
      extras: extras
    )
  }

  private func select(
    _ cells: [(holding: Int, line: UInt32)],
    of sums: AllocationStage,
    step: Int,
    lines: [CellLine],
    days: [UInt32]
  ) -> AllocationStage {
    var extras = ExtraAmounts()
    for (cell, found) in cells.enumerated() {
      for place in sums.extras.places(of: found.holding) {
        extras.append(sums.extras.amounts[place], label: sums.extras.labels[place], cell: cell)
      }
    }
    return AllocationStage(
      step: step,
      cellLines: lines,
      lines: cells.map(\.line),
      days: days,
      qualities: cells.map { sums.qualities[$0.holding] },
      costs: cells.map { sums.costs[$0.holding] },
      requests: cells.map { sums.requests[$0.holding] },
      extras: extras
    )
  }
}

extension CellSplitter {
  /// The parts of an amount that may not be known.
  fileprivate mutating func known(
    _ amount: Int128,
    over set: UInt32,
    of sets: ShareSets
  ) -> [Int128]? {
    amount == AmountColumn.wideUnknown ? nil : parts(of: amount, over: set, of: sets)
  }
}
