import UsageModel

/// Sorts usage into the cells of the first step.
struct FirstStep {
  let table: UsageTable
  let keys: AllocationKeys
  let days: DayPlaces
  let labels: ExtraLabels
  let matchers: [RuleMatcher]
  let names: TargetNames

  /// The cells.
  func stage(step: Int) throws -> AllocationStage {
    let choices = variants()
    let (lines, places) = cellLines(choices)
    let rules = try chosenRules(choices)
    let dayCount = days.days.count
    let width = lines.count
    let numbers = SlotNumbers(count: table.count, slots: dayCount * width) { row in
      let day = days.place(of: table.days[row])
      let variant = variant(of: row)
      let choice = rules.choice(row: row, variant: variant, day: day, days: dayCount)
      return day * width + Int(places.lines[places.starts[variant] + choice])
    }
    let count = numbers.slots.count
    return AllocationStage(
      step: step,
      cellLines: lines,
      lines: numbers.slots.map { UInt32($0 % width) },
      days: numbers.slots.map { UInt32($0 / width) },
      qualities: table.weakestQualities(by: numbers.numbers, count: count),
      costs: try table.costs.sums(by: numbers.numbers, count: count),
      requests: try table.requests.sums(by: numbers.numbers, count: count),
      extras: try labels.amounts(of: table, by: numbers.numbers, count: count)
    )
  }

  @inline(__always)
  private func variant(of row: Int) -> Int {
    keys.qualities == 1
      ? Int(table.lineOf[row])
      : Int(table.lineOf[row]) * keys.qualities + Int(table.qualities[row])
  }

  /// The rules that may take each variant, as places among the matchers, in their order.
  private func variants() -> [[UInt16]] {
    var variants: [[UInt16]] = []
    for line in table.lines {
      for quality in 0..<keys.qualities {
        var candidates: [UInt16] = []
        for (place, matcher) in matchers.enumerated() {
          let holds = matcher.holds { dimension in
            dimension == .quality
              ? Quality.allCases[quality].rawValue : line[dimension] ?? ReservedName.notBrokenDown
          }
          guard holds else { continue }
          candidates.append(UInt16(place))
          if matcher.isAlwaysOpen, matcher.test == nil { break }
        }
        variants.append(candidates)
      }
    }
    return variants
  }

  /// Where the cell lines of a variant's candidates are: those of one after the other, and that of no rule last.
  private struct LinePlaces {
    var starts: [Int] = []
    var lines: [UInt32] = []
  }

  private func cellLines(_ variants: [[UInt16]]) -> ([CellLine], LinePlaces) {
    var all: [CellLine] = []
    var places = LinePlaces()
    for (variant, candidates) in variants.enumerated() {
      places.starts.append(all.count)
      let app = table.lines[variant / keys.qualities].app
      for candidate in candidates {
        let matcher = matchers[Int(candidate)]
        var line = CellLine(key: keys.keyOf[variant], rule: UInt32(matcher.rule))
        if matcher.usesApp, matcher.receives(app: app) {
          line.app = names.known(app) ?? SlotNumbers.none
        }
        all.append(line)
      }
      all.append(CellLine(key: keys.keyOf[variant], rule: SlotNumbers.none))
    }
    let ordered = Set(all).sorted { $0.precedes($1, names) }
    let numberOf = Dictionary(uniqueKeysWithValues: zip(ordered, UInt32(0)...))
    places.lines = all.map { numberOf[$0] ?? 0 }
    return (ordered, places)
  }

  /// Which of its candidates takes a record: by class of variants and day, or by a script's tests.
  private struct Choices {
    var classOf: [UInt32] = []
    var byDay: [UInt16] = []
    var tested: (numbers: [UInt32], choices: [UInt16])?

    @inline(__always)
    func choice(row: Int, variant: Int, day: Int, days: Int) -> Int {
      if let tested { return Int(tested.choices[Int(tested.numbers[row])]) }
      return Int(byDay[Int(classOf[variant]) * days + day])
    }
  }

  private func chosenRules(_ variants: [[UInt16]]) throws -> Choices {
    var choices = Choices()
    guard matchers.allSatisfy({ $0.test == nil }) else {
      choices.tested = try testedChoices(variants)
      return choices
    }
    var classNumbers: [[UInt16]: UInt32] = [:]
    for candidates in variants {
      if let known = classNumbers[candidates] {
        choices.classOf.append(known)
        continue
      }
      let number = UInt32(classNumbers.count)
      classNumbers[candidates] = number
      choices.classOf.append(number)
      for day in days.days.indices {
        let choice = candidates.firstIndex { matchers[Int($0)].isOpen[day] } ?? candidates.count
        choices.byDay.append(UInt16(choice))
      }
    }
    return choices
  }

  /// Asks scripts about everything that was loaded of one day and line, by day and in the order of the lines' texts.
  private func testedChoices(
    _ variants: [[UInt16]]
  ) throws -> (numbers: [UInt32], choices: [UInt16]) {
    let ordered = OrderedLines(table.lines)
    let width = ordered.firsts.count * keys.qualities
    let numbers = SlotNumbers(count: table.count, slots: days.days.count * width) { row in
      let line = Int(ordered.numbers[Int(table.lineOf[row])])
      let quality = keys.qualities == 1 ? 0 : Int(table.qualities[row])
      return days.place(of: table.days[row]) * width + line * keys.qualities + quality
    }
    let count = numbers.slots.count
    let parts = AllocationStage(
      step: 0,
      cellLines: [],
      lines: numbers.slots.map { UInt32($0 % width) },
      days: [],
      qualities: table.weakestQualities(by: numbers.numbers, count: count),
      costs: try table.costs.sums(by: numbers.numbers, count: count),
      requests: try table.requests.sums(by: numbers.numbers, count: count),
      extras: try labels.amounts(of: table, by: numbers.numbers, count: count)
    )
    var choices: [UInt16] = []
    choices.reserveCapacity(count)
    for (number, slot) in numbers.slots.enumerated() {
      let line = ordered.firsts[slot % width / keys.qualities]
      let candidates = variants[line * keys.qualities + slot % width % keys.qualities]
      let day = slot / width
      var cell: AllocationCell?
      let choice = try candidates.firstIndex { candidate in
        let matcher = matchers[Int(candidate)]
        guard matcher.isOpen[day] else { return false }
        guard let test = matcher.test else { return true }
        let seen =
          try cell
          ?? AllocationCell(
            day: days.days[day],
            line: table.lines[line],
            target: nil,
            totals: try parts.totals(of: number, labels: labels.labels)
          )
        cell = seen
        return try test(seen)
      }
      choices.append(UInt16(choice ?? candidates.count))
    }
    return (numbers.numbers, choices)
  }
}
