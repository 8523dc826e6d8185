/// How far off a forecast of the days ahead usually is, as its own past and that of others tell.
///
/// The past of one series knows its noise but not the shocks that it has not had yet; that is why ranges from residuals
/// are too narrow nearly everywhere. So the scale lies between what its back-test shows and what is usual for
/// usage: 5 % of the amount. Constants of this file come from public daily series of many kinds.
enum ErrorScale {
  /// The error, as part of the amount, towards which others pull.
  private static let usual = 0.05
  private static let horizons = [
    1, 2, 3, 4, 5, 6, 7, 10, 14, 18, 21, 26, 31, 45, 60, 90, 120, 180, 270, 365,
  ]

  /// The scale of the sum of so many days; nil where the past is too full of holes to tell an error.
  ///
  /// `level` is the usual size of a day, and `known` counts the days that are known.
  static func scale(ofDays days: Int, in test: BackTest, level: Double, known: Int) -> Double? {
    guard days > 0 else { return 0 }
    guard let own = ownScale(ofDays: days, in: test) else { return nil }
    // Errors seen in few weeks are themselves uncertain.
    let inflation = 1 + 14 / Double(known)
    let whole = level * Double(days) * usual
    guard whole > 0 else { return own * inflation }
    let ratio = own / whole
    return whole * ratio.squareRoot() * ratio.squareRoot().squareRoot() * inflation
  }

  /// The root of the mean square error, from all horizons up to the one wanted.
  ///
  /// The error of a sum grows with more than the root of its days, since part of it is a wrong level, and with less than
  /// the days, since part of it is noise: the power between the two.
  private static func ownScale(ofDays days: Int, in test: BackTest) -> Double? {
    var (sum, weight) = (0.0, 0.0)
    for horizon in horizons where horizon <= days {
      guard let square = test.meanSquare(of: horizon) else { continue }
      let growth = (Double(days) / Double(horizon)).squareRoot()
      let count = Double(test.errors(of: horizon).count)
      sum += count * square.squareRoot() * growth * growth.squareRoot()
      weight += count
    }
    return weight > 0 ? sum / weight : nil
  }
}
