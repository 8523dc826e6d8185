import UsageModel

/// How much was drawn from one pool of an account over time, as far as it was seen.
///
/// A pool that starts again, or is filled up, goes on from there: what was drawn before stays counted.
struct DrawnCredits {
  /// How much was drawn since the first point, by the moments at which the pool was seen.
  private let points: [(at: Timestamp, drawn: Double)]
  /// The moments from which on nothing was left, and until when.
  private let empty: [Range<Timestamp>]
  /// The times before it started again of which nothing is told: what was drawn then is not known.
  private let untold: [Range<Timestamp>]

  /// Reads the points of an allowance, in order of time.
  init(of points: [AllowancePoint]) {
    var all: [(at: Timestamp, drawn: Double)] = []
    var (empty, untold) = ([Range<Timestamp>](), [Range<Timestamp>]())
    var last: AllowancePoint?
    for point in points where point.allowance.told != nil {
      let gain = last.map { point.allowance.gain(since: $0.allowance) } ?? 0
      all.append((point.observedAt, (all.last?.drawn ?? 0) + gain))
      if let last, last.allowance.isUsedUp, point.allowance.isUsedUp,
        last.observedAt < point.observedAt
      {
        empty.append(last.observedAt..<point.observedAt)
      }
      if let last, let resetsAt = last.allowance.resetsAt,
        resetsAt != point.allowance.resetsAt, last.observedAt < min(resetsAt, point.observedAt)
      {
        untold.append(last.observedAt..<min(resetsAt, point.observedAt))
      }
      last = point
    }
    self.points = all
    self.empty = empty
    self.untold = untold
  }

  /// When the pool was seen first.
  var start: Timestamp? { points.first?.at }

  /// What was drawn between two moments, evenly between two points.
  ///
  /// It is nil where the pool was not seen at both ends, and where more than two hours of it are not told.
  func drawn(from start: Timestamp, to end: Timestamp) -> Double? {
    let hidden = untold.reduce(Int64(0)) { sum, stretch in
      let overlap = stretch.clamped(to: start..<max(start, end))
      return sum + overlap.upperBound.milliseconds - overlap.lowerBound.milliseconds
    }
    guard hidden <= Self.mostHidden else { return nil }
    guard let before = amount(at: start), let after = amount(at: end) else { return nil }
    return max(0, after - before)
  }

  /// Two hours in milliseconds: as much of a day may be missing without making it look quiet.
  private static let mostHidden: Int64 = 2 * 3_600_000

  /// Whether nothing was left all the time between two moments.
  func isEmpty(from start: Timestamp, to end: Timestamp) -> Bool {
    var moment = start
    for stretch in empty where stretch.contains(moment) { moment = stretch.upperBound }
    return moment >= end
  }

  /// What was drawn by a moment; after the last point as much as then.
  private func amount(at moment: Timestamp) -> Double? {
    guard let first = points.first, let last = points.last, moment >= first.at else { return nil }
    guard moment < last.at else { return last.drawn }
    // The first point after the moment.
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].at <= moment { low = middle + 1 } else { high = middle }
    }
    let (before, after) = (points[low - 1], points[low])
    let part =
      Double(moment.milliseconds - before.at.milliseconds)
      / Double(after.at.milliseconds - before.at.milliseconds)
    return before.drawn + part * (after.drawn - before.drawn)
  }
}

extension Allowance {
  /// What it tells of how much was drawn, growing with it: what is used, or the rest below zero.
  fileprivate var told: Double? { (used ?? remaining?.negated)?.approximation }

  /// Whether nothing of it is left.
  fileprivate var isUsedUp: Bool { (try? left).flatMap(\.self).map { $0 <= 0 } ?? false }

  /// How much more was drawn than when it stood as it did before.
  fileprivate func gain(since before: Allowance) -> Double {
    guard let told, let old = before.told else { return 0 }
    // It started again in between: what is used since is new.
    if resetsAt != before.resetsAt { return used.map { max(0, $0.approximation) } ?? 0 }
    // What is used is counted on; a rest that has grown was filled up.
    return (used == nil) == (before.used == nil) ? max(0, told - old) : 0
  }
}
