import UsageModel

/// How much of a stretch of time readings cover.
struct Coverage {
  /// The share of the elapsed part of a period that lies before the last reading of its window.
  ///
  /// - Returns: nil when nothing of the period has elapsed.
  static func share(
    of windows: [WindowHistory],
    from start: Timestamp,
    to stop: Timestamp
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard start < stop else { return nil }
    var covered: Int64 = 0
    var reached = start
    for window in windows {
      let from = max(window.window.start, reached)
      let to = min(window.lastObserved, stop)
      if from < to {
        covered += to.milliseconds - from.milliseconds
        reached = to
      }
    }
    let elapsed = stop.milliseconds - start.milliseconds
    return try FixedDecimal(Int(covered)).divided(by: FixedDecimal(Int(elapsed)))
  }
}
