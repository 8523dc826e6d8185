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
    let covered = stretches(of: windows, from: start, to: stop).reduce(0) { sum, stretch in
      sum + (stretch.upperBound.milliseconds - stretch.lowerBound.milliseconds)
    }
    let elapsed = stop.milliseconds - start.milliseconds
    return try FixedDecimal(Int(covered)).divided(by: FixedDecimal(Int(elapsed)))
  }

  /// The time between two moments that lies before the last reading of its window, in order.
  static func stretches(
    of windows: [WindowHistory],
    from start: Timestamp,
    to stop: Timestamp
  ) -> [Range<Timestamp>] {
    var stretches: [Range<Timestamp>] = []
    var reached = start
    for window in windows {
      let from = max(window.window.start, reached)
      let to = min(window.lastObserved, stop)
      guard from < to else { continue }
      stretches.append(from..<to)
      reached = to
    }
    return stretches
  }
}
