/// Figures that are equally likely, in order.
struct Spread: Sendable {
  private let figures: [Double]

  init(_ figures: [Double]) {
    self.figures = figures.sorted()
  }

  /// The figure below which a share of all lies; between two figures it grows evenly.
  func figure(atShare share: Double) -> Double {
    guard let first = figures.first, let last = figures.last else { return 0 }
    let place = share * Double(figures.count) - 0.5
    guard place > 0 else { return first }
    let lower = Int(place)
    guard lower + 1 < figures.count else { return last }
    let part = place - Double(lower)
    return figures[lower] + part * (figures[lower + 1] - figures[lower])
  }

  /// The share of all that lies above a figure, by the same even growth.
  func share(above figure: Double) -> Double {
    // How many figures are at most this one.
    var (low, high) = (0, figures.count)
    while low < high {
      let middle = (low + high) / 2
      if figures[middle] <= figure { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return figures.isEmpty ? 0 : 1 }
    if low == figures.count { return 0 }
    let part = (figure - figures[low - 1]) / (figures[low] - figures[low - 1])
    return 1 - (Double(low) - 0.5 + part) / Double(figures.count)
  }

  /// The range in the middle that holds with so much likelihood.
  func range(level: Double) -> ForecastRange {
    ForecastRange(
      level: level,
      low: figure(atShare: (1 - level) / 2),
      high: figure(atShare: (1 + level) / 2)
    )
  }
}
