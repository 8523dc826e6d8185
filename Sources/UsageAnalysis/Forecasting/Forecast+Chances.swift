extension Forecast {
  /// When a total is probably reached, in days of the forecast counted from 0.
  public struct Reaching: Hashable, Sendable {
    /// The day by which one path in ten has reached it; nil where fewer do.
    public let early: Int?
    /// The day by which half of the paths have reached it; nil where fewer do.
    public let likely: Int?
    /// The day by which nine paths in ten have reached it; nil where fewer do.
    public let late: Int?
    /// Whether what was known before the forecast has reached it already.
    public let isReached: Bool
  }

  /// How likely the total ends above an amount, from 0 to 1; nil where there is no real forecast.
  public func chance(above amount: Double) -> Double? {
    totals?.share(above: amount)
  }

  /// When the total reaches an amount; nil where there is no real forecast.
  public func day(reaching amount: Double) -> Reaching? {
    guard let paths else { return nil }
    if soFar >= amount { return Reaching(early: nil, likely: nil, late: nil, isReached: true) }
    // On each day, how many paths reach the amount for the first time.
    var first = Array(repeating: 0, count: paths.days)
    for path in 0..<SimulatedPaths.count {
      var total = soFar
      for day in 0..<paths.days {
        total += paths.amounts[path * paths.days + day]
        if total >= amount {
          first[day] += 1
          break
        }
      }
    }
    func day(atShare share: Double) -> Int? {
      var reached = 0
      for (day, count) in first.enumerated() {
        reached += count
        if Double(reached) >= share * Double(SimulatedPaths.count) { return day }
      }
      return nil
    }
    return Reaching(
      early: day(atShare: 0.1),
      likely: day(atShare: 0.5),
      late: day(atShare: 0.9),
      isReached: false
    )
  }
}
