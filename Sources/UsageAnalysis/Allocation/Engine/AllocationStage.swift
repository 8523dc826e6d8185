import UsageModel

/// What cells of a step have in common apart from the day.
struct CellLine: Hashable, Sendable {
  /// The key.
  var key: UInt32
  /// The rule that took them, by its place in the policy; ``SlotNumbers/none`` for none.
  var rule: UInt32
  /// The record's own app where the rule gives to that; ``SlotNumbers/none`` for none.
  var app: UInt32 = SlotNumbers.none
  /// Whose share is divided again; ``SlotNumbers/none`` in the first step.
  var from: UInt32 = SlotNumbers.none
}

extension CellLine {
  /// Whether the line comes before another one.
  func precedes(_ other: CellLine, _ names: TargetNames) -> Bool {
    (key, names.rank(of: from), rule, names.rank(of: app))
      < (other.key, names.rank(of: other.from), other.rule, names.rank(of: other.app))
  }
}

/// The cells of one step and how each is divided.
///
/// Cells are ordered by day, then by key, rule, app and holder, whatever the order of the records was.
struct AllocationStage: Sendable {
  /// The step's number, as rules have it.
  let step: Int
  /// What cells have in common.
  let cellLines: [CellLine]
  /// Each cell's place among ``cellLines``.
  let lines: [UInt32]
  /// Each cell's day, by its place among the days with usage.
  let days: [UInt32]
  /// Each cell's weakest quality.
  let qualities: [UInt8]
  /// Each cell's cost in units; ``AmountColumn/wideUnknown`` where nothing prices it.
  let costs: [Int128]
  /// Each cell's requests.
  let requests: [Int128]
  /// What else cells have.
  let extras: ExtraAmounts
  /// How each cell is divided.
  var sets: [UInt32] = []
  /// How credits of a cell are divided that are not divided as its cost is, by the place among the extras.
  var otherSets: [Int: UInt32] = [:]

  /// How many cells there are.
  var count: Int { lines.count }

  /// How an extra amount is divided.
  @inline(__always)
  func set(ofExtra place: Int) -> UInt32 {
    let set = sets[Int(extras.cells[place])]
    return otherSets.isEmpty ? set : otherSets[place] ?? set
  }

  /// What a cell adds up to.
  func totals(
    of cell: Int,
    labels: [ExtraAmounts.Label]
  ) throws(ArithmeticOverflow) -> UsageTotals {
    var totals = UsageTotals(
      cost: FixedDecimal(known: costs[cell]),
      requests: FixedDecimal(known: requests[cell]),
      quality: Quality.allCases[Int(qualities[cell])]
    )
    for place in extras.places(of: cell) {
      try totals.add(FixedDecimal(units: extras.amounts[place]), labels[Int(extras.labels[place])])
    }
    return totals
  }
}

extension UsageTotals {
  /// Adds a quantity, or credits that nothing prices.
  mutating func add(
    _ amount: FixedDecimal,
    _ label: ExtraAmounts.Label
  ) throws(ArithmeticOverflow) {
    switch label {
    case .quantity(let unit): try add(amount, unit: unit)
    case .unpriced(let currency): try add(amount, unpriced: currency)
    }
  }
}
