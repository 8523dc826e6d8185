/// A choice of methods on a history: what they tell of the days to come, and what they would have told before.
struct Trial {
  /// The days to come.
  private(set) var path: [Double]
  /// The errors of the past, of the mixture.
  private(set) var test: BackTest
  /// A jump that was noticed.
  let shift: LevelShift?
  /// A long cycle that was noticed, and tells more than the methods.
  private(set) var cycle: LongCycle?

  private let history: ForecastHistory
  private let methods: [any ForecastMethod]
  private let tests: [BackTest]
  private let shares: [Double]

  /// Shares are taken from errors of up to four weeks, also where fewer days are wanted.
  private static let leastDays = 28

  /// Tries a choice.
  init(of choice: ForecastChoice, on history: ForecastHistory, days: Int) throws {
    self.history = history
    methods = choice.methods
    let noticed = choice.isAutomatic ? LongCycle(in: history) : nil
    // Within a long cycle usage jumps and comes back.
    shift = choice.isAutomatic && noticed == nil ? LevelShift(in: history) : nil

    let origins = BackTest.origins(
      upTo: history.count,
      from: min(28, max(14, history.count / 2)),
      atMost: methods.map(\.mostTrials).min() ?? 0
    )
    let reach = max(days, Self.leastDays)
    var told = try methods.map { method in
      history.possible(
        try method.paths(in: history, at: origins + [history.count], days: reach)
      )
    }
    var ahead = told.indices.map { Array(told[$0].removeLast().prefix(days)) }
    if let shift {
      let level = history.scaled(by: shift.belief, before: shift.day)
      ahead = try methods.map { history.possible([try $0.path(after: level, days: days)])[0] }
    }
    tests = told.map { BackTest(of: $0, at: origins, in: history) }
    shares = MethodShares.shares(of: tests)
    test = BackTest(mixing: tests, shares: shares)
    path = Self.mixture(of: ahead, shares)

    if let noticed {
      let paths = origins.indices.map { trial in
        noticed.path(in: history, at: origins[trial], days: reach)
          ?? Self.mixture(of: told.map { $0[trial] }, shares)
      }
      use(noticed, BackTest(of: paths, at: origins, in: history), days: days)
    }
    if choice.isAutomatic, cycle == nil { path = try withLastYear(path) }
  }

  /// Takes the path of a cycle in place of the mixture's, where it would have been better.
  private mutating func use(_ cycle: LongCycle, _ test: BackTest, days: Int) {
    let span = min(days, Self.leastDays)
    guard let path = cycle.path(in: history, at: history.count, days: days),
      let own = test.meanSquare(of: span), let others = self.test.meanSquare(of: span), own < others
    else { return }
    (self.cycle, self.path, self.test) = (cycle, path, test)
  }

  /// The path with what the last year says of these days.
  private func withLastYear(_ path: [Double]) throws -> [Double] {
    guard let year = LastYear(before: history, days: path.count) else { return path }
    let then = history.prefix(year.origin)
    let told = try methods.map {
      history.possible([try $0.path(after: then, days: path.count)])[0]
    }
    let factor = year.factor(comparedWith: Self.mixture(of: told, shares))
    return path.map { $0 * factor }
  }

  private static func mixture(of paths: [[Double]], _ shares: [Double]) -> [Double] {
    paths[0].indices.map { day in
      var sum = 0.0
      for (path, share) in zip(paths, shares) { sum += share * path[day] }
      return sum
    }
  }
}

// MARK: - What the trials say

extension Trial {
  /// The errors and how often the ranges would have held, for as many days ahead as the trials have seen.
  func summary(scale: Double, levels: [Double]) -> BackTestSummary {
    let days = min(path.count, test.longest)
    let errors = test.errors(of: days)
    let amount = history.meanSize(of: 0..<history.count) * Double(days)
    func size(of errors: [Double]) -> Double? {
      guard amount > 0, !errors.isEmpty else { return nil }
      return errors.reduce(0) { $0 + $1.magnitude } / Double(errors.count) / amount
    }
    return BackTestSummary(
      trials: errors.count,
      days: days,
      methods: methods.indices.map { index in
        .init(
          name: methods[index].name,
          share: shares[index],
          error: size(of: tests[index].errors(of: days))
        )
      },
      error: size(of: errors),
      coverage: levels.map { level in
        let limit = scale * RangeShape.error(atShare: (1 + level) / 2)
        let held = errors.count { $0.magnitude <= limit }
        return .init(level: level, held: errors.isEmpty ? 1 : Double(held) / Double(errors.count))
      }
    )
  }
}

extension ForecastHistory {
  /// Paths without what cannot be: below zero where the history never was.
  fileprivate func possible(_ paths: [[Double]]) -> [[Double]] {
    isNonNegative ? paths.map { path in path.map { max(0, $0) } } : paths
  }
}
