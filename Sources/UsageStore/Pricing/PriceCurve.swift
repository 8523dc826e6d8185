import UsageModel

/// What usage of one unit costs on one day, as a function of how much of it there is.
///
/// The curve goes in both directions from where the day began, since a correction gives back what was counted. Its
/// tranches touch each other, and the first and the last go on without end. In each, money is a rounded linear
/// function of the position, so that steps along the curve add up to what the whole way costs, to the last digit.
struct PriceCurve {
  /// What pays for a tranche.
  enum Payer: Hashable {
    /// The plan's fee.
    case plan
    /// A lot of prepaid credits, by its number.
    case lot(Int)
    /// Nothing paid before: overage, a rate or nobody.
    case usage

    /// Whether it is a lot.
    var isPrepaid: Bool {
      if case .lot = self { true } else { false }
    }
  }

  /// How a tranche is priced, before its price is converted.
  enum Price {
    /// It costs nothing.
    case nothing
    /// A part of what a whole quantity cost; the whole costs exactly that.
    case part(of: FixedDecimal, in: FixedDecimal)
    /// An amount for each unit.
    case each(FixedDecimal)
    /// The usage is the price: its unit is what gets converted.
    case itself
  }

  /// A stretch of the curve with one price.
  struct Tranche {
    /// What pays for it.
    let payer: Payer
    /// Its price.
    let price: Price
    /// How the price becomes one in the reporting currency; nil where no rate does that.
    let quote: PriceList.Quote?
    /// Where the money comes from; nil where nothing prices the tranche.
    let pricing: Pricing?
    /// Where it begins, counted from where the day began.
    var lower: FixedDecimal
    /// Where it ends.
    var upper: FixedDecimal
    /// What has to be added to a position on the curve for one in what the price is of.
    let shift: FixedDecimal

    /// The money from where the day began to a position in the tranche; nil where nothing prices it.
    ///
    /// What is converted day by day is rounded once a day, since each day may have another rate.
    func money(at position: FixedDecimal) throws(ArithmeticOverflow) -> FixedDecimal? {
      if case .nothing = price { return .zero }
      guard let quote else { return nil }
      let start = min(max(.zero, lower), upper)
      return try quote.price(of: amount(at: position) - amount(at: start))
    }

    private func amount(at position: FixedDecimal) throws(ArithmeticOverflow) -> FixedDecimal {
      switch price {
      case .nothing: return .zero
      case .part(let cost, let quantity):
        return try cost.share(of: position + shift, in: quantity) ?? .zero
      case .each(let price): return try price * (position + shift)
      case .itself: return position
      }
    }
  }

  /// The tranches in order; never none.
  private(set) var tranches: [Tranche]

  /// The tranche that usage enters first.
  private(set) var first: Int

  /// Joins the two directions; each lists its tranches from where the day began.
  ///
  /// Where the same pays on both sides of the beginning, the two tranches are one.
  init(back: [Tranche], on: [Tranche]) {
    tranches = back.reversed()
    first = tranches.count
    var on = on[...]
    if let last = tranches.last, let next = on.first, last.payer == next.payer {
      first -= 1
      tranches[first].upper = next.upper
      on = on.dropFirst()
    }
    tranches += on
  }
}
