/// Days as they may come, many times over, each time as likely.
struct SimulatedPaths: Sendable {
  /// How many days each path has.
  private(set) var days: Int
  /// The amounts, path after path.
  private(set) var amounts: [Double]

  /// How many paths there are: enough for the ends of a range of 95 %.
  static let count = 300

  /// Scatters paths around an expected one.
  ///
  /// The days of a path err as days of the past did together, in blocks as long as there are (Künsch's block
  /// bootstrap); the paths' totals are then moved, in their order, to where the errors' scale and shape put them.
  init(
    around expected: [Double],
    scale: Double,
    errors test: BackTest,
    staysPositive: Bool,
    seed: UInt64
  ) {
    days = expected.count
    amounts = []
    guard days > 0 else { return }
    var generator = SplitMix64(seed: seed)
    let blocks = Self.blocks(of: test, days: days)
    amounts.reserveCapacity(Self.count * days)
    for _ in 0..<Self.count {
      var day = 0
      while day < days {
        for error in blocks[generator.below(blocks.count)].prefix(days - day) {
          let amount = expected[day] + error
          amounts.append(staysPositive ? max(0, amount) : amount)
          day += 1
        }
      }
    }
    let middle = expected.reduce(0, +)
    let totals = totals()
    let order = totals.indices.sorted {
      totals[$0] == totals[$1] ? $0 < $1 : totals[$0] < totals[$1]
    }
    for (rank, path) in order.enumerated() {
      let share = (Double(rank) + 0.5) / Double(Self.count)
      let target = middle + scale * RangeShape.error(atShare: share)
      move(path, from: totals[path], to: target, staysPositive: staysPositive)
    }
  }

  /// Paths without a day.
  static let empty = SimulatedPaths()

  private init() { (days, amounts) = (0, []) }

  /// The same paths without their first days.
  func dropping(_ count: Int) -> SimulatedPaths {
    guard count > 0 else { return self }
    var rest = SimulatedPaths()
    rest.days = max(0, days - count)
    for path in 0..<Self.count where rest.days > 0 {
      rest.amounts += amounts[(path * days + count)..<((path + 1) * days)]
    }
    return rest
  }

  /// The errors of single days in runs as long as wanted, or else as long as there are; none where there are none.
  private static func blocks(of test: BackTest, days: Int) -> [[Double]] {
    let length = min(days, test.longest)
    guard length > 0 else { return [Array(repeating: 0, count: days)] }
    return test.sums.filter { $0.count >= length }.map { sums in
      (0..<length).map { $0 == 0 ? sums[0] : sums[$0] - sums[$0 - 1] }
    }
  }

  /// Gives a path another total: by a factor where no day may fall below zero, else by the same step every day.
  private mutating func move(
    _ path: Int,
    from total: Double,
    to target: Double,
    staysPositive: Bool
  ) {
    let range = path * days..<(path + 1) * days
    let wanted = staysPositive ? max(0, target) : target
    if staysPositive, total > 0 {
      let factor = wanted / total
      for index in range { amounts[index] *= factor }
    } else {
      let step = (wanted - total) / Double(days)
      for index in range { amounts[index] += step }
    }
  }

  /// The same paths with something done to every day: path, day, amount.
  func map(_ change: (Int, Int, Double) -> Double) -> SimulatedPaths {
    var copy = self
    for index in copy.amounts.indices {
      copy.amounts[index] = change(index / days, index % days, amounts[index])
    }
    return copy
  }

  /// What each path has on a day.
  func amounts(of day: Int) -> [Double] {
    (0..<Self.count).map { amounts[$0 * days + day] }
  }

  /// The sum of each path.
  func totals() -> [Double] {
    guard days > 0 else { return Array(repeating: 0, count: Self.count) }
    return (0..<Self.count).map { path in
      var sum = 0.0
      for index in path * days..<(path + 1) * days { sum += amounts[index] }
      return sum
    }
  }
}
