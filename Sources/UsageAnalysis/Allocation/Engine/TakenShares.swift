/// Which shares a later step divided again.
struct TakenShares: Sendable {
  private struct Share: Hashable {
    let key: UInt32
    let day: UInt32
    let target: UInt32
  }

  /// The stages that took a share of a key on a day: the last one, and the one before it.
  private struct Takers {
    let last: Int
    let previous: Int?
  }

  private var takers: [Share: Takers] = [:]

  /// The last stage that took anything of a target, by its number; targets after the last have lost nothing.
  private var lastLosses: [Int?] = []

  /// Whether nothing was taken.
  var isEmpty: Bool { takers.isEmpty }

  /// Whether a target keeps all that it was given; most do.
  @inline(__always)
  func isUntouched(_ target: Int) -> Bool {
    target >= lastLosses.count || lastLosses[target] == nil
  }

  /// Whether a stage, which is the last so far, takes anything of a target.
  func isTouched(_ target: Int, by stage: Int) -> Bool {
    target < lastLosses.count && lastLosses[target] == stage
  }

  /// Marks that a stage takes what a target holds.
  mutating func mark(key: UInt32, day: Int, target: UInt32, step: Int) {
    let share = Share(key: key, day: UInt32(day), target: target)
    takers[share] = Takers(last: step, previous: takers[share]?.last)
    while lastLosses.count <= Int(target) { lastLosses.append(nil) }
    lastLosses[Int(target)] = step
  }

  /// Whether a target keeps what a stage gave it.
  func isFinal(key: UInt32, day: Int, target: UInt32, step: Int) -> Bool {
    guard !isUntouched(Int(target)),
      let found = takers[Share(key: key, day: UInt32(day), target: target)]
    else { return true }
    return step >= found.last
  }

  /// Whether a stage, which is the last so far, takes what an earlier one gave to a target and no other took.
  func isTaken(key: UInt32, day: Int, target: UInt32, from step: Int, by taker: Int) -> Bool {
    guard let found = takers[Share(key: key, day: UInt32(day), target: target)],
      found.last == taker
    else { return false }
    return step >= found.previous ?? 0
  }
}
