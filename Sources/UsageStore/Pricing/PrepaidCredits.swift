import UsageModel

/// The prepaid credits of one unit, in the order in which they are used: first bought, first used.
///
/// Lots of one day go by name, then by amount. A top-up buys what its `credits` say, else as much as was paid; one
/// that comes again is a lot each time.
struct PrepaidCredits {
  /// Credits that were bought together.
  struct Lot {
    /// The top-up.
    let charge: FixedCharge
    /// The day on which it was bought.
    let day: Day
    /// How much was bought, above zero.
    let quantity: FixedDecimal
    /// How much all lots before it hold.
    let offset: FixedDecimal
  }

  /// The lots; never none.
  private(set) var lots: [Lot] = []

  /// The first day on which there are credits.
  var firstDay: Day? { lots.first?.day }

  /// How much was bought up to and with a day.
  func bought(through day: Day) throws(ArithmeticOverflow) -> FixedDecimal {
    guard let last = lots.last(where: { $0.day <= day }) else { return .zero }
    return try last.offset + last.quantity
  }

  /// The number of the first lot that is not used up when that much was drawn.
  func firstLot(endingAfter drawn: FixedDecimal) throws(ArithmeticOverflow) -> Int {
    let next = lots.firstIndex { $0.offset > drawn } ?? lots.count
    guard next > 0 else { return 0 }
    // Of the lots that begin up to there, only the last may end beyond.
    return try lots[next - 1].offset + lots[next - 1].quantity > drawn ? next - 1 : next
  }

  /// The prepaid credits that top-ups buy before a day, by unit.
  static func byUnit(
    _ charges: [FixedCharge],
    before stop: Day
  ) throws(ArithmeticOverflow) -> [String: PrepaidCredits] {
    var purchases: [(day: Day, charge: FixedCharge)] = []
    for charge in charges.filter({ $0.prepaid != nil }).sorted(by: FixedCharge.isOrdered) {
      purchases += charge.occurrences(before: stop).map { ($0.lowerBound, charge) }
    }
    var credits: [String: PrepaidCredits] = [:]
    // Sorting is stable, so that top-ups of one day keep their order.
    for (day, charge) in purchases.sorted(by: { $0.day < $1.day }) {
      guard let prepaid = charge.prepaid else { continue }
      let offset = try credits[prepaid.currency]?.bought(through: day) ?? .zero
      credits[prepaid.currency, default: PrepaidCredits()].lots.append(
        Lot(charge: charge, day: day, quantity: prepaid.amount, offset: offset)
      )
    }
    return credits
  }
}

extension FixedCharge {
  /// What a top-up buys; nil for other charges, and for one that buys nothing.
  var prepaid: Money? {
    guard charge == .topUp else { return nil }
    let bought = credits ?? amount
    return bought.amount > 0 ? bought : nil
  }

  /// What a charge is called.
  var service: String { name ?? charge.rawValue }

  /// An order that does not depend on how charges are listed: by kind, name and amount, then by all they say.
  static func isOrdered(_ left: FixedCharge, _ right: FixedCharge) -> Bool {
    if left.charge != right.charge { return left.charge.rank < right.charge.rank }
    if left.service != right.service { return left.service < right.service }
    if left.amount.amount != right.amount.amount { return left.amount.amount < right.amount.amount }
    return left.texts.lexicographicallyPrecedes(right.texts)
  }

  private var texts: [String] {
    [
      amount.currency, since.description, app ?? "", name ?? "", every?.rawValue ?? "",
      before?.description ?? "", credits?.description ?? "", spreadBefore?.description ?? "",
    ]
  }
}

extension Charge {
  /// The place of the kind among all.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
