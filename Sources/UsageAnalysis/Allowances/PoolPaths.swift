import UsageModel

/// How the pools of an account are drawn empty, on each of the paths that its usage may take.
struct PoolPaths {
  /// A pool as it stands.
  struct Pool {
    /// What is left of it.
    var left: Double
    /// What it has when it starts again; nil for one that does not.
    var refill: Double?
    /// When it starts again, in days from now.
    var resets: Double?
  }

  /// For each pool and path, when it is empty for the first time before it starts again, in days from now.
  private(set) var emptyAfter: [[Double?]]
  /// For each pool and path, what is left when it starts again; nil beyond the last day, and where it never does.
  private(set) var leftAtReset: [[Double?]]

  /// The mean days of a month: after how many a pool that has started again does so once more.
  private static let cycle = 365.25 / 12

  /// Draws what the paths say from the pools, in their order.
  init(drawing paths: SimulatedPaths, from pools: [Pool]) {
    emptyAfter = pools.map { _ in Array(repeating: nil, count: SimulatedPaths.count) }
    leftAtReset = emptyAfter
    for path in 0..<SimulatedPaths.count {
      var left = pools.map(\.left)
      var next = pools.map(\.resets)
      var hasReset = pools.map { _ in false }
      for day in 0..<paths.days {
        var wanted = max(0, paths.amounts[path * paths.days + day])
        let all = wanted
        for (place, pool) in pools.enumerated() {
          // A pool that starts again on this day is asked for the part of the day before, then filled up.
          if let resets = next[place], resets < Double(day + 1) {
            let before = min(left[place], wanted * max(0, resets - Double(day)))
            if !hasReset[place] { leftAtReset[place][path] = left[place] - before }
            left[place] = pool.refill ?? 0
            wanted -= before
            hasReset[place] = true
            next[place] = resets + Self.cycle
          }
          guard wanted > 0 else { continue }
          let drawn = min(left[place], wanted)
          left[place] -= drawn
          if drawn < wanted || left[place] <= 0, !hasReset[place], emptyAfter[place][path] == nil {
            let part = all > 0 ? (all - wanted + drawn) / all : 1
            emptyAfter[place][path] = Double(day) + part
          }
          wanted -= drawn
        }
      }
    }
  }

  /// The day by which a share of the paths have emptied a pool; nil where fewer do.
  func emptyAfter(_ place: Int, share: Double) -> Double? {
    let days = emptyAfter[place].compactMap(\.self).sorted()
    let needed = Int((share * Double(SimulatedPaths.count)).rounded(.up))
    return needed > 0 && needed <= days.count ? days[needed - 1] : nil
  }

  /// What is left of a pool when it starts again; nil where that is beyond the last day.
  func left(_ place: Int) -> Spread? {
    let left = leftAtReset[place].compactMap(\.self)
    return left.isEmpty ? nil : Spread(left)
  }
}
