import UsageModel

/// Where billing windows lie, and how much of them was asked for.
struct AmountWindow {
  /// The days that were asked for.
  let days: Range<Day>
  /// The billing window of a source that contains a day.
  let billingWindow: (_ source: String, _ day: Day) -> Period

  /// An amount's part for the days of a window that were asked for and that a rule is for.
  func part(
    of amount: FixedDecimal,
    in window: Period,
    for rule: AllocationRule
  ) throws(ArithmeticOverflow) -> FixedDecimal {
    let start =
      [window.start, days.lowerBound, rule.since].compactMap(\.self).max() ?? window.start
    let stop = [window.stop, days.upperBound, rule.before].compactMap(\.self).min() ?? window.stop
    guard start < stop else { return .zero }
    let part = try amount.share(
      of: FixedDecimal(stop - start),
      in: FixedDecimal(window.length)
    )
    return part ?? .zero
  }
}
