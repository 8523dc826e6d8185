/// How far off a method would have been from days of the past.
struct BackTest {
  /// For each trial, the error of the sum of the first 1, 2, … days, up to the end of the history: what came less what
  /// was told.
  let sums: [[Double]]
  /// Whether enough of those days are known for the error to say something.
  private let isSeen: [[Bool]]

  /// Fewer errors than this tell nothing.
  static let fewestErrors = 5

  /// Compares paths, each told when so many days were known as its origin says, with what came.
  init(of paths: [[Double]], at origins: [Int], in history: ForecastHistory) {
    var (sums, isSeen) = ([[Double]](), [[Bool]]())
    for (path, origin) in zip(paths, origins) {
      let days = origin..<min(history.count, origin + path.count)
      var (error, weight) = (0.0, 0.0)
      var (errors, seen) = ([Double](), [Bool]())
      errors.reserveCapacity(days.count)
      seen.reserveCapacity(days.count)
      for day in days {
        // A day that is not known says nothing about the method.
        if history.weights[day] > 0 { error += history.values[day] - path[day - origin] }
        weight += history.weights[day]
        errors.append(error)
        seen.append(weight * 2 >= Double(errors.count))
      }
      sums.append(errors)
      isSeen.append(seen)
    }
    self.sums = sums
    self.isSeen = isSeen
  }

  /// The trials of a mixture of methods, which were tried from the same days.
  init(mixing tests: [BackTest], shares: [Double]) {
    isSeen = tests[0].isSeen
    sums = tests[0].sums.indices.map { trial in
      tests[0].sums[trial].indices.map { ahead in
        var sum = 0.0
        for (test, share) in zip(tests, shares) { sum += share * test.sums[trial][ahead] }
        return sum
      }
    }
  }

  /// How many days the longest trial saw.
  var longest: Int { sums.reduce(0) { max($0, $1.count) } }

  /// The errors of the sum of so many days, from every trial that saw them.
  func errors(of days: Int) -> [Double] {
    guard days > 0 else { return [] }
    return sums.indices.compactMap { trial in
      sums[trial].count >= days && isSeen[trial][days - 1] ? sums[trial][days - 1] : nil
    }
  }

  /// The mean square of the errors of so many days; nil where too few are known.
  func meanSquare(of days: Int) -> Double? {
    let errors = errors(of: days)
    guard errors.count >= Self.fewestErrors else { return nil }
    return errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
  }

  /// The moments of the past to try: as many as wanted at most, spread evenly up to the last day.
  static func origins(upTo count: Int, from first: Int, atMost most: Int) -> [Int] {
    guard count > first else { return [] }
    var step = (count - first + most - 1) / most
    // A step of whole weeks would see one weekday only.
    if step.isMultiple(of: ForecastHistory.week) { step += 1 }
    return Array(stride(from: count - 1, through: first, by: -step).reversed())
  }
}
