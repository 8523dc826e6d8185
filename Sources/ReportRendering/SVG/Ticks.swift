import ReportDocument
import UsageModel

/// The ticks of a value axis: round numbers that enclose the data and zero.
struct Ticks: Equatable {
  /// The step, as `factor × 10^exponent`.
  private(set) var factor: Int
  private(set) var exponent: Int

  /// The first and the last tick, in steps.
  private(set) var first: Int
  private(set) var last: Int

  /// Chooses ticks for the lowest and the highest value; zero is always inside.
  ///
  /// The step is 1, 2 or 5 times a power of ten. Of the steps that give a number of intervals in the wanted
  /// range, the one that leaves the least room above the data is taken.
  init(low: Double, high: Double, intervals: ClosedRange<Int> = 4...7, headroom: Double = 0.04) {
    let low = min(0, low.isFinite ? low : 0)
    let high = max(0, high.isFinite ? high : 0)
    let span = high - low
    guard span > 0 else {
      self.init(factor: 1, exponent: 0, first: 0, last: 1)
      return
    }
    var best: (ticks: Ticks, distance: Int, excess: Double)?
    // From coarse to fine, so that of two equal choices the one with fewer ticks stays.
    for exponent in (-14...28).reversed() {
      let power = Self.power(exponent)
      guard power <= span * 2, power * 100 >= span else { continue }
      for factor in [5, 2, 1] {
        let step = Double(factor) * power
        let ticks = Ticks(
          factor: factor,
          exponent: exponent,
          first: Int((low / step + 1e-9).rounded(.down), within: -1000...0),
          last: Int((high / step - 1e-9).rounded(.up), within: 0...1000)
        )
        let count = ticks.last - ticks.first
        let distance = max(intervals.lowerBound - count, count - intervals.upperBound, 0)
        let excess = (Double(count) * step - span) / span
        if let best, (best.distance, best.excess) <= (distance, excess + 1e-9) { continue }
        best = (ticks, distance, excess)
      }
    }
    self = best?.ticks ?? Ticks(factor: 1, exponent: 0, first: 0, last: 1)
    if high > 0, top - high < headroom * (top - bottom) { last += 1 }
    if low < 0, low - bottom < headroom * (top - bottom) { first -= 1 }
  }

  private init(factor: Int, exponent: Int, first: Int, last: Int) {
    self.factor = factor
    self.exponent = exponent
    self.first = first
    self.last = max(last, first + 1)
  }

  /// The distance of two ticks.
  var step: Double { Double(factor) * Self.power(exponent) }

  /// How many decimals the ticks need.
  var decimals: Int { max(0, -exponent) }

  /// The lowest tick.
  var bottom: Double { Double(first) * step }

  /// The highest tick.
  var top: Double { Double(last) * step }

  /// The ticks, low to high.
  var values: [Double] { (first...last).map { Double($0) * step } }

  /// Where a value lies between the lowest tick, 0, and the highest, 1.
  func share(of value: Double) -> Double { (value - bottom) / (top - bottom) }

  /// The labels, in one form for all ticks.
  func labels(for unit: ChartUnit, format: NumberFormat, signed: Bool = false) -> [String] {
    let isCompact = max(top, -bottom) >= 100_000
    return (first...last).map { index in
      guard let value = FixedDecimal("\(index * factor)e\(exponent)") else { return "" }
      let plus = signed && index > 0 ? "+" : ""
      switch unit {
      case .money(let currency) where !Money.isVirtualCurrency(currency):
        let money = Money(value, currency)
        return plus
          + (isCompact ? format.compactMoney(money) : format.money(money, decimals: decimals))
      case .money, .count:
        return plus
          + (isCompact ? format.compact(value) : format.number(value, decimals: decimals))
      }
    }
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
