extension ShareFlow {
  /// Whether shares can go round in a circle by more than one rule.
  ///
  /// It looks at every rule and target once, so that looking for the circle itself is left for policies that have one.
  static func hasCircle(given: [[Int]], takers: [[Int]]) -> Bool {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: given.count)
    var isDone = [Bool](repeating: false, count: takers.count)
    for start in given.indices where states[start] == .new {
      // The rules on the way, each with the next of its targets and the next taker of that one.
      var way = [(rule: start, target: 0, taker: 0)]
      states[start] = .open
      while let last = way.last {
        let end = way.count - 1
        guard last.target < given[last.rule].count else {
          states[last.rule] = .done
          way.removeLast()
          continue
        }
        let target = given[last.rule][last.target]
        guard !isDone[target], last.taker < takers[target].count else {
          // What it takes itself may still close a circle for a rule further on the way.
          if !takers[target].contains(last.rule) { isDone[target] = true }
          way[end].target += 1
          way[end].taker = 0
          continue
        }
        way[end].taker += 1
        let next = takers[target][last.taker]
        // A rule that takes what it gives itself is another mistake.
        guard next != last.rule else { continue }
        switch states[next] {
        case .open: return true
        case .done: break
        case .new:
          states[next] = .open
          way.append((next, 0, 0))
        }
      }
    }
    return false
  }

  /// The shortest way from a target of a rule to one that it takes from, by rules of later steps before it; nil where
  /// there is none.
  func circle(atRule rule: Int) -> (names: [String], rules: [AllocationRule])? {
    guard hasCircle else { return nil }
    let own = Set(taken[rule])
    // How each target was reached; one that leads nowhere from an earlier start leads nowhere from a later one.
    var reached: [Int: (from: Int, by: Int)?] = [:]
    var used: Set<Int> = []
    for start in given[rule] where !own.contains(start) && reached[start] == nil {
      var next = [start]
      reached[start] = .some(nil)
      var place = 0
      while place < next.count {
        let last = next[place]
        place += 1
        for other in takers[last]
        where (rules[other].step, other) < (rules[rule].step, rule) && used.insert(other).inserted {
          for target in given[other] {
            guard !own.contains(target) else {
              return way(to: target, from: last, by: other, reached)
            }
            guard reached[target] == nil else { continue }
            reached[target] = .some((last, other))
            next.append(target)
          }
        }
      }
    }
    return nil
  }

  private func way(
    to target: Int,
    from last: Int,
    by rule: Int,
    _ reached: [Int: (from: Int, by: Int)?]
  ) -> (names: [String], rules: [AllocationRule]) {
    var names = [target, last]
    var by = [rule]
    var place = last
    while let found = reached[place], let step = found {
      names.append(step.from)
      by.append(step.by)
      place = step.from
    }
    return (names.reversed().map { self.names[$0] }, by.reversed().map { rules[$0] })
  }
}
