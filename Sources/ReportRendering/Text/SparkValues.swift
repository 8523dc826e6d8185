/// The values of a sparkline, ready for arithmetic.
enum SparkValues {
  /// The sizes whose sums, differences and quotients neither overflow nor vanish.
  private static let ordinary = 1e-100...1e100

  /// The values without those that are not finite, and all in proportion to the largest one where that is so
  /// huge or so tiny that arithmetic with it would fail.
  static func drawable(_ values: [Double?]) -> [Double?] {
    let values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    let largest = values.reduce(0) { max($0, abs($1 ?? 0)) }
    guard largest > 0, !ordinary.contains(largest) else { return values }
    return values.map { $0.map { $0 / largest } }
  }
}
