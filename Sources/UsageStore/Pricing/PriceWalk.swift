import UsageModel

/// A way along a price curve, in steps.
struct PriceWalk {
  /// The part of a step that lies in one tranche.
  struct Part {
    /// How much of the step it is.
    let amount: FixedDecimal
    /// What it costs; nil where nothing prices it.
    let money: FixedDecimal?
    /// Where the money comes from; nil where nothing prices it.
    let pricing: Pricing?
    /// Whether credits pay for it that were bought before.
    let isPrepaid: Bool
  }

  private let curve: PriceCurve
  private var number: Int
  /// The tranche of that number, held here so that a step inside it copies nothing.
  private var tranche: PriceCurve.Tranche
  private var position = FixedDecimal.zero
  private var money: FixedDecimal?

  /// Begins where the day began.
  init(along curve: PriceCurve) throws(ArithmeticOverflow) {
    self.curve = curve
    number = curve.first
    tranche = curve.tranches[number]
    money = try tranche.money(at: position)
  }

  /// Goes on, or back, and lists the parts of the step; a step that leads nowhere has one, too.
  mutating func step(
    by amount: FixedDecimal,
    into parts: inout [Part]
  ) throws(ArithmeticOverflow) {
    parts.removeAll(keepingCapacity: true)
    let target = try position + amount
    while true {
      let stop = min(max(target, tranche.lower), tranche.upper)
      if stop != position || (stop == target && parts.isEmpty) {
        let reached = try tranche.money(at: stop)
        var cost: FixedDecimal?
        if let reached, let money { cost = try reached - money }
        parts.append(
          Part(
            amount: try stop - position,
            money: cost,
            pricing: tranche.pricing,
            isPrepaid: tranche.payer.isPrepaid
          )
        )
        (position, money) = (stop, reached)
      }
      guard stop != target else { return }
      number += target > stop ? 1 : -1
      tranche = curve.tranches[number]
      money = try tranche.money(at: position)
    }
  }
}
