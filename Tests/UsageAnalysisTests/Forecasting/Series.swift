import TestSupport

/// Daily series whose law is known.
enum Series {
  private static let week = [1.0, 1.1, 1.05, 1.08, 1, 0.6, 0.5]

  /// A week that repeats, beginning on any of its days.
  static func weekly(_ days: Int, level: Double = 100, from weekday: Int = 0) -> [Double] {
    (0..<days).map { level * week[($0 + weekday) % 7] }
  }

  /// A week that repeats, with noise of some part of the level.
  static func noisy(
    _ days: Int,
    seed: UInt64,
    noise: Double = 0.1,
    level: (Int) -> Double = { _ in 100 }
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<days).map { day in
      // The sum of four even numbers is close to a bell curve, and the same on every machine.
      let sum = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -1...1, using: &generator) }
      return max(0, level(day) * (week[day % 7] + noise * sum))
    }
  }
}
