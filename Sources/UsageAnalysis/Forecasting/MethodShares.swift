/// How much each method counts in a mixture.
///
/// Half is shared evenly, since the past of one series is short and mixtures of equals are hard to beat; the other half
/// goes by the inverse square of the mean square errors over one to four weeks.
enum MethodShares {
  private static let horizons = [7, 14, 21, 28]
  private static let evenPart = 0.5

  static func shares(of tests: [BackTest]) -> [Double] {
    let even = 1 / Double(tests.count)
    var scores = Array(repeating: 0.0, count: tests.count)
    for days in horizons {
      for (index, test) in tests.enumerated() {
        scores[index] += (test.meanSquare(of: days) ?? 0) / Double(days)
      }
    }
    guard let worst = scores.max(), let best = scores.min(), worst > 0 else {
      return tests.map { _ in even }
    }
    let floor = worst * 1e-6
    let earned = scores.map { score in
      let ratio = max(best, floor) / max(score, floor)
      return ratio * ratio
    }
    let sum = earned.reduce(0, +)
    return earned.map { share in evenPart * even + (1 - evenPart) * share / sum }
  }
}
