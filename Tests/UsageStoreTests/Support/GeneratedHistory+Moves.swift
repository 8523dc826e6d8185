import UsageModel

extension GeneratedHistory {
  /// Adds the replies of a platform that states other dates now and then, and tells the windows it stated.
  mutating func addMovingWindows(from start: Timestamp) -> [BillingWindow] {
    var stated = [window(from: start, lasting: .random(in: 100_000...3_000_000, using: &generator))]
    var first = start
    var now = start
    var values: [Reading.Key: FixedDecimal] = [:]
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let current = stated[stated.count - 1]
      addRepliesOfMoving(current, since: &now, &values)
      // What is told right before and at a change decides it, so all counters are told there and none is zero.
      for key in keys { values[key] = grown(values[key], told: highest(of: key, since: first)) }
      now = now.advanced(bySeconds: .random(in: 10...50_000, using: &generator))
      addReplies(at: now, in: current, values, isWhole: true)
      now = now.advanced(bySeconds: .random(in: 10...50_000, using: &generator))
      guard let next = nextDates(after: current, besides: stated, from: &now) else { continue }
      let overlaps = next.start < current.stop && first < next.stop
      if overlaps, Bool.random(using: &generator) {
        for key in keys { values[key] = grown(values[key], told: .zero) }
        firstStarts[next.start] = first
      } else {
        values = [:]
        first = next.start
      }
      stated.append(next)
      addReplies(at: now, in: next, values, isWhole: true)
    }
    if let last = stated.last { addRepliesOfMoving(last, since: &now, &values) }
    return stated
  }

  private mutating func addRepliesOfMoving(
    _ window: BillingWindow,
    since now: inout Timestamp,
    _ values: inout [Reading.Key: FixedDecimal]
  ) {
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      now = now.advanced(bySeconds: .random(in: 10...400_000, using: &generator))
      for key in keys { values[key] = nextValue(of: key, after: values[key] ?? .zero) }
      // The end may change too.
      let end = Int64.random(in: -100_000...100_000, using: &generator)
      let moved = BillingWindow(
        start: window.start,
        stop: window.stop.advanced(bySeconds: end),
        basis: .stated
      )
      let isMoved = Int.random(in: 0..<4, using: &generator) == 0
      addReplies(at: now, in: isMoved ? moved ?? window : window, values)
    }
  }

  /// Other dates than those before: most overlap them, some follow.
  private mutating func nextDates(
    after current: BillingWindow,
    besides stated: [BillingWindow],
    from now: inout Timestamp
  ) -> BillingWindow? {
    let length = (current.stop.milliseconds - current.start.milliseconds) / 1000
    let shift: Int64
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: shift = length
    case 1: shift = -.random(in: 1...200_000, using: &generator)
    default: shift = .random(in: 1..<length, using: &generator)
    }
    let next = window(
      from: current.start.advanced(bySeconds: shift),
      lasting: .random(in: 300_000...3_000_000, using: &generator)
    )
    // A window that ended long ago and overlaps this one too would be a riddle.
    let isRiddle = stated.dropLast().contains { next.start < $0.stop && $0.start < next.stop }
    guard !isRiddle else { return nil }
    now = max(now, next.start)
    return next
  }

  private func window(from start: Timestamp, lasting seconds: Int64) -> BillingWindow {
    let stop = start.advanced(bySeconds: max(1, seconds))
    guard let window = BillingWindow(start: start, stop: stop, basis: .stated) else {
      preconditionFailure("a window ends after its start")
    }
    return window
  }

  private mutating func grown(_ value: FixedDecimal?, told highest: FixedDecimal) -> FixedDecimal {
    let units = max(value ?? .zero, highest).units
    return FixedDecimal(units: units + .random(in: 1...FixedDecimal.unitsPerOne, using: &generator))
  }

  /// The highest value that was told of a counter since its window's start.
  private func highest(of key: Reading.Key, since start: Timestamp) -> FixedDecimal {
    replies.lazy.flatMap(\.normalised.readings)
      .filter { $0.key == key && (firstStarts[$0.window.start] ?? $0.window.start) == start }
      .map(\.value).max() ?? .zero
  }
}
