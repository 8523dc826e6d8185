import UsageModel

/// What one counter gained on one day.
struct DailyAmount {
  /// The place of the day in the window's days.
  var day: Int
  /// The gain.
  var amount: FixedDecimal
  /// How it is known.
  var quality: Quality
  /// When the last of the readings behind it was learnt.
  var learntAt: Timestamp
}

/// Turns one counter's values into what it gained each day.
struct CounterSpreading {
  /// The window.
  let window: BillingWindow
  /// Its days.
  let cuts: DayCuts
  /// The days that are asked for.
  let wanted: Range<Int>

  init(_ window: BillingWindow, cuts: DayCuts, days: Range<Day>) {
    self.window = window
    self.cuts = cuts
    wanted = cuts.indices(of: days)
  }

  /// The gains of a counter on the wanted days; those of all days sum to its last value.
  ///
  /// `moments` is when the counter could be seen, in order. Where a reply lacks it, it has not changed.
  /// What changes after the window's end falls on its last day.
  func dailyAmounts(
    of timeline: [CounterPoint],
    seenAt moments: [Timestamp],
    granularity: FixedDecimal.Granularity
  ) throws(ArithmeticOverflow) -> [DailyAmount] {
    var amounts: [DailyAmount] = []
    var last = CounterPoint(at: window.start, value: .zero, learntAt: .distantPast)
    var seen = 0
    for point in timeline {
      while seen < moments.count, moments[seen] < point.at {
        last.at = max(last.at, moments[seen])
        seen += 1
      }
      // A recalled value below an earlier reading is of a counter that started again meanwhile.
      if point.isRecalled, point.value < last.value { continue }
      let gain = try point.value - last.value
      if gain.isNegative {
        let day = cuts.index(of: min(point.at, window.stop.justBefore))
        try add(gain, on: day, .correction, point.learntAt, to: &amounts)
      } else if !gain.isZero {
        // Both readings must be whole for a count to be handed out in whole units.
        let isWhole = point.value.isWhole && last.value.isWhole
        try spread(
          gain,
          from: last.at,
          to: min(point.at, window.stop),
          granularity: isWhole ? granularity : .finest,
          learntAt: point.learntAt,
          to: &amounts
        )
      }
      last = point
    }
    return amounts
  }

  /// Spreads a gain over the days between two moments by elapsed time.
  private func spread(
    _ gain: FixedDecimal,
    from start: Timestamp,
    to stop: Timestamp,
    granularity: FixedDecimal.Granularity,
    learntAt: Timestamp,
    to amounts: inout [DailyAmount]
  ) throws(ArithmeticOverflow) {
    // What was gained up to a midnight belongs to the day that ends there, and what changed after the
    // window's end to its last day.
    let first = cuts.index(of: min(start, window.stop.justBefore))
    let last = max(first, cuts.index(of: stop.justBefore))
    guard first < last else { return try add(gain, on: first, .measured, learntAt, to: &amounts) }
    guard first < wanted.upperBound, wanted.lowerBound <= last else { return }
    let weights = cuts.weights(of: first...last, from: start, to: stop)
    for (offset, share) in gain.spread(over: weights, granularity: granularity).enumerated() {
      try add(share, on: first + offset, .interpolated, learntAt, to: &amounts)
    }
  }

  /// Adds to the day's amount of that quality, if the day is wanted.
  private func add(
    _ amount: FixedDecimal,
    on day: Int,
    _ quality: Quality,
    _ learntAt: Timestamp,
    to amounts: inout [DailyAmount]
  ) throws(ArithmeticOverflow) {
    guard wanted.contains(day), !amount.isZero else { return }
    // Gains come in order of time, so that the day's amounts are the last ones.
    var index = amounts.endIndex
    while index > 0, amounts[index - 1].day == day {
      index -= 1
      guard amounts[index].quality == quality else { continue }
      try amounts[index].amount += amount
      amounts[index].learntAt = max(amounts[index].learntAt, learntAt)
      return
    }
    amounts.append(
      DailyAmount(day: day, amount: amount, quality: quality, learntAt: learntAt)
    )
  }
}
