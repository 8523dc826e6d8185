import ReportDocument
import UsageModel

/// A plot made ready for drawing: folded to the colours there are, with finite numbers and a scale.
struct ChartPlot {
  struct Series {
    var name: String
    var values: [Double?]
    var exact: [FixedDecimal?]
    var color: SeriesColor
    var isReference: Bool

    /// The place of the last value.
    var lastIndex: Int? { values.lastIndex { $0 != nil } }
  }

  let data: Chart.Plot
  let series: [Series]
  let ticks: Ticks
  let height: Double
  /// Where each place lies, as a share of the width; for columns its middle.
  let positions: [Double]
  /// The width of a place, as a share of the width.
  let slot: Double

  init(_ data: Chart.Plot) {
    self.data = data
    let count = data.axis.count
    series = Self.folded(data, count: count)
    let isColumns = data.kind == .bars || data.kind == .stacked
    height = PlotCanvas.height(data.height, usual: isColumns ? 204 : 288)
    (positions, slot) = Self.places(on: data.axis, inSlots: isColumns)
    var range = Self.range(of: series, isStacked: data.kind == .stacked || data.kind == .area)
    for level in data.levels {
      let value = level.value.approximation
      range = min(range.lowerBound, value)...max(range.upperBound, value)
    }
    ticks = Ticks(low: range.lowerBound, high: range.upperBound)
  }

  /// Whether there is any value.
  var hasData: Bool { series.contains { $0.lastIndex != nil } }

  /// Whether all values are zero.
  var isAllZero: Bool {
    hasData && series.allSatisfy { $0.values.allSatisfy { ($0 ?? 0) == 0 } }
  }

  /// The series that are not there for comparison.
  var mainSeries: [Series] { series.filter { !$0.isReference } }

  /// The columns and areas on top of each other: for each series and place the two ends of its part.
  ///
  /// What is above zero grows upwards, what is below downwards.
  var stack: [[(from: Double, to: Double)?]] {
    var above = [Double](repeating: 0, count: data.axis.count)
    var below = above
    return mainSeries.map { series in
      series.values.enumerated().map { index, value in
        guard let value else { return nil }
        let from = value < 0 ? below[index] : above[index]
        if value < 0 { below[index] += value } else { above[index] += value }
        return (from, from + value)
      }
    }
  }

  /// Series beyond the colours become one, "Other".
  private static func folded(_ data: Chart.Plot, count: Int) -> [Series] {
    let main = data.series.filter { !$0.isReference }
    let isSingle = main.count == 1
    var result: [Series] = []
    var rest: [ChartSeries] = []
    for (index, series) in main.enumerated() {
      if index >= SeriesColor.count {
        rest.append(series)
        continue
      }
      let color: SeriesColor =
        isSingle && series.swatch == nil ? .accent : .swatch(series.swatch ?? index)
      result.append(Self.series(series, color: color, count: count))
    }
    if let first = rest.first {
      var sum = first
      if rest.count > 1 {
        sum.name = "Other (\(rest.count))"
        sum.values = (0..<count).map { place in
          let known = rest.compactMap { place < $0.values.count ? $0.values[place] : nil }
          return known.isEmpty ? nil : try? FixedDecimal.sum(of: known)
        }
      }
      result.append(Self.series(sum, color: .other, count: count))
    }
    for series in data.series where series.isReference {
      result.append(Self.series(series, color: .reference, count: count))
    }
    return result
  }

  private static func series(_ series: ChartSeries, color: SeriesColor, count: Int) -> Series {
    let exact = (0..<count).map { $0 < series.values.count ? series.values[$0] : nil }
    return Series(
      name: PlainText.cut(PlainText.oneLine(series.name), to: PlainText.nameLimit),
      values: exact.map { $0?.approximation },
      exact: exact,
      color: color,
      isReference: series.isReference
    )
  }

  private static func places(on axis: ChartAxis, inSlots: Bool) -> ([Double], Double) {
    let offsets: [Int]
    switch axis {
    case .days(let days):
      offsets = days.first.map { first in days.map { max(0, $0 - first) } } ?? []
    case .labels(let labels): offsets = Array(labels.indices)
    }
    let span = offsets.last ?? 0
    if inSlots {
      let slot = 1 / Double(span + 1)
      return (offsets.map { (Double($0) + 0.5) * slot }, slot)
    }
    guard span > 0 else { return (offsets.map { _ in 0.5 }, 1) }
    return (offsets.map { Double($0) / Double(span) }, 1 / Double(span))
  }

  private static func range(of series: [Series], isStacked: Bool) -> ClosedRange<Double> {
    var low = 0.0
    var high = 0.0
    for series in series where !isStacked || series.isReference {
      for case let value? in series.values {
        low = min(low, value)
        high = max(high, value)
      }
    }
    guard isStacked else { return low...high }
    for place in series.first?.values.indices ?? 0..<0 {
      let values = series.filter { !$0.isReference }.compactMap { $0.values[place] }
      high = max(high, values.filter { $0 > 0 }.reduce(0, +))
      low = min(low, values.filter { $0 < 0 }.reduce(0, +))
    }
    return low...high
  }
}
