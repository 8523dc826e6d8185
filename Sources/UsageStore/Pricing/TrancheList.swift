import UsageModel

/// Tranches that are laid one after another, away from where the day began.
struct TrancheList {
  private let isBack: Bool
  private let reach: FixedDecimal
  /// The tranches, from where the day began.
  private(set) var tranches: [PriceCurve.Tranche] = []
  private var end = FixedDecimal.zero

  /// Whether there are as many tranches as anybody gets to.
  var isFull: Bool { !tranches.isEmpty && end.magnitude >= reach }

  /// Begins a list in one of the two directions.
  init(isBack: Bool, reach: FixedDecimal) {
    self.isBack = isBack
    self.reach = reach
  }

  /// Lays a tranche; `start` is the place in what it is priced by at which the way enters it.
  mutating func append(
    _ payer: Payers.Payer,
    _ width: FixedDecimal,
    at start: FixedDecimal
  ) throws(ArithmeticOverflow) {
    guard !width.isZero else { return }
    let next = try isBack ? end - width : end + width
    tranches.append(
      payer.tranche(from: min(end, next), to: max(end, next), shift: try start - end)
    )
    end = next
  }

  /// Lays the last tranche, which has no end.
  mutating func appendRest(
    _ payer: Payers.Payer,
    at start: FixedDecimal
  ) throws(ArithmeticOverflow) {
    let shift = try start - end
    tranches.append(
      isBack
        ? payer.tranche(from: .lowest, to: end, shift: shift)
        : payer.tranche(from: end, to: .highest, shift: shift)
    )
  }
}

extension FixedDecimal {
  /// Where a curve has no end.
  static let highest = FixedDecimal(units: .max)
  /// Where a curve has no beginning.
  static let lowest = FixedDecimal(units: -.max)
}
