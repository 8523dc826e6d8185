import UsageModel

/// What one counter gained on one day.
struct DailyAmount: Hashable {
  /// The day in the reporting time zone.
  var day: Day
  /// The gain.
  var amount: FixedDecimal
  /// How it is known.
  var quality: Quality
}

/// Turns one counter's values into what it gained each day.
struct CounterSpreading {
  /// Cuts the days.
  let calendar: ReportingCalendar

  /// The gains of a counter from its window's start on; they sum to its last value.
  ///
  /// What changes after the window's end falls on its last day.
  func dailyAmounts(
    of timeline: [CounterPoint],
    in window: BillingWindow,
    granularity: FixedDecimal.Granularity
  ) throws(ArithmeticOverflow) -> [DailyAmount] {
    var amounts: [DailyAmount] = []
    var last = CounterPoint(at: window.start, value: .zero, isRecalled: false)
    for point in timeline {
      let gain = try point.value - last.value
      if gain.isNegative {
        let moment = min(point.at, Timestamp(milliseconds: window.stop.milliseconds - 1))
        amounts.append(
          DailyAmount(day: calendar.day(of: moment), amount: gain, quality: .correction)
        )
      } else if !gain.isZero {
        // Both readings must be whole for a count to be handed out in whole units.
        let isWhole = point.value.isWhole && last.value.isWhole
        amounts += spread(
          gain,
          from: last.at,
          to: point.at,
          granularity: isWhole ? granularity : .finest
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
    granularity: FixedDecimal.Granularity
  ) -> [DailyAmount] {
    let first = calendar.day(of: start)
    // What was gained up to a midnight belongs to the day that ends there.
    let last = max(first, calendar.day(of: Timestamp(milliseconds: stop.milliseconds - 1)))
    guard first < last else { return [DailyAmount(day: first, amount: gain, quality: .measured)] }
    let days = Array(first...last)
    let weights = days.map { day in
      min(stop, calendar.start(of: day.advanced(by: 1))).milliseconds
        - max(start, calendar.start(of: day)).milliseconds
    }
    return zip(days, gain.spread(over: weights, granularity: granularity))
      .filter { !$0.1.isZero }
      .map { DailyAmount(day: $0.0, amount: $0.1, quality: .interpolated) }
  }
}
