import UsageModel

/// How much of one unit was used, and what paid for it, up to a day.
///
/// In the cycle of a plan, usage is first what the plan includes. What goes beyond draws on prepaid credits, as far as
/// they are bought by that day, and the rest is priced by the plan's overage price or, where it has none, by a rate.
/// Without a plan all usage goes beyond. What was beyond the credits is never covered by a later top-up.
///
/// A correction gives back, inside the plan's cycle: first what was drawn, the last of it first, then the rest
/// beyond, then what is included. Without a plan it gives back what was ever drawn; what goes below that is
/// priced by the rate, below zero.
///
/// Only the totals of days are counted, so that every breakdown of a source comes to the same money on each day.
struct CountedUsage {
  /// The plan in force and its cycle; nil without a plan.
  private var cycle: PlanCycle?
  /// The days of the cycle that is counted; days without a plan count for none.
  private var days: Range<Day>?
  /// The usage in the cycle.
  private var counted = FixedDecimal.zero
  /// What of it was priced without having been paid before.
  private var priced = FixedDecimal.zero
  /// What of it was drawn from prepaid credits.
  private var drawnInCycle = FixedDecimal.zero
  /// What was drawn from them ever.
  private var drawn = FixedDecimal.zero

  /// Goes on to a day's plan.
  ///
  /// Counting starts anew where another cycle begins; credits stay drawn. Where a plan takes another's place inside a
  /// cycle, what was counted before counts for what the new one includes, and costs nothing again.
  mutating func begin(_ cycle: PlanCycle?) throws(ArithmeticOverflow) {
    guard cycle != self.cycle else { return }
    self.cycle = cycle
    guard let cycle else { return }
    if cycle.cycle != days {
      days = cycle.cycle
      (counted, priced, drawnInCycle) = (.zero, .zero, .zero)
    }
    let beyond = try beyond()
    drawnInCycle = min(drawnInCycle, beyond)
    priced = try beyond - drawnInCycle
  }

  /// Counts a day's total.
  mutating func add(
    _ total: FixedDecimal,
    _ credits: PrepaidCredits?,
    on day: Day
  ) throws(ArithmeticOverflow) {
    var more = total
    if cycle != nil {
      let before = try beyond()
      try counted += total
      more = try beyond() - before
    }
    let share: FixedDecimal
    if more.isNegative {
      share = max(more, (cycle == nil ? drawn : drawnInCycle).negated)
    } else {
      share = min(more, try (credits?.bought(through: day) ?? .zero) - drawn)
    }
    try drawn += share
    if cycle != nil {
      try drawnInCycle += share
      try priced += more - share
    }
  }

  /// The usage of the cycle that the plan does not include.
  private func beyond() throws(ArithmeticOverflow) -> FixedDecimal {
    guard let included = cycle?.plan.includedAmount else { return .zero }
    return max(.zero, try counted - included)
  }

  /// What a day's usage costs, after all that was counted before it.
  ///
  /// Nobody goes further than `reach` from where the day began, so that lots that are further away are left out.
  func curve(
    of unit: String,
    _ credits: PrepaidCredits?,
    on day: Day,
    reach: FixedDecimal,
    quotes: inout Quotes
  ) throws(ArithmeticOverflow) -> PriceCurve {
    let payers = Payers(unit: unit, plan: cycle?.plan, day: day)
    let usage = payers.usage(&quotes)
    let plan = cycle.map { payers.included(by: $0.plan, &quotes) }
    var on = TrancheList(isBack: false, reach: reach)
    var back = TrancheList(isBack: true, reach: reach)
    if let cycle, let plan {
      guard let included = cycle.plan.includedAmount else {
        return PriceCurve(back: [], on: [plan.tranche(from: .lowest, to: .highest, shift: .zero)])
      }
      try on.append(plan, max(.zero, try included - counted), at: counted)
    }
    if let credits {
      let next = try credits.firstLot(endingAfter: drawn)
      var (number, position) = (next, drawn)
      while number < credits.lots.count, credits.lots[number].day <= day, !on.isFull {
        let lot = credits.lots[number]
        let end = try lot.offset + lot.quantity
        let payer = try payers.drawn(from: lot, number, &quotes)
        try on.append(payer, try end - position, at: try position - lot.offset)
        (number, position) = (number + 1, end)
      }
      // What can be given back: of this cycle, or without a plan of all time.
      let least = try cycle == nil ? .zero : drawn - drawnInCycle
      (number, position) = (min(next, credits.lots.count - 1), drawn)
      while position > least, !back.isFull {
        let lot = credits.lots[number]
        let start = max(lot.offset, least)
        let payer = try payers.drawn(from: lot, number, &quotes)
        try back.append(payer, max(.zero, try position - start), at: try position - lot.offset)
        (number, position) = (number - 1, min(position, start))
      }
    }
    try on.appendRest(usage, at: priced)
    if let plan {
      try back.append(usage, priced, at: priced)
      try back.appendRest(plan, at: .zero)
    } else {
      try back.appendRest(usage, at: .zero)
    }
    return PriceCurve(back: back.tranches, on: on.tranches)
  }
}
