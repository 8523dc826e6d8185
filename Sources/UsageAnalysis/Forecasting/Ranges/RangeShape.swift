/// How errors spread, in units of their scale: what share of them lies below a figure.
///
/// Even on both sides, with heavier tails than a bell curve. The figures are those which hold on public daily series of
/// many kinds when the scale is that of ``ErrorScale``.
enum RangeShape {
  /// Share of errors at most so many scales above the middle, rising.
  private static let knots: [(share: Double, distance: Double)] = [
    (0.5, 0), (0.75, 0.95), (0.9, 2.1), (0.975, 3.8), (1, 7),
  ]

  /// The error that a share of all errors does not exceed.
  static func error(atShare share: Double) -> Double {
    if share < 0.5 { return -error(atShare: 1 - share) }
    var lower = knots[0]
    for upper in knots.dropFirst() {
      if share <= upper.share {
        let part = (share - lower.share) / (upper.share - lower.share)
        return lower.distance + part * (upper.distance - lower.distance)
      }
      lower = upper
    }
    return lower.distance
  }
}
