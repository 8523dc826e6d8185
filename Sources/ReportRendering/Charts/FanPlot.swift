import ReportDocument
import UsageModel

/// A fan chart made ready for drawing: a slot a day, columns for those that are over.
struct FanPlot {
  let fan: Chart.Fan
  /// The days to come.
  let forecast: [ChartForecast.Day]
  let ticks: Ticks
  let height: Double

  init(_ fan: Chart.Fan) {
    self.fan = fan
    forecast = fan.forecast?.days ?? []
    height = PlotCanvas.height(fan.height, usual: 204)
    var values = fan.levels.map(\.value.approximation)
    for day in fan.actual {
      guard let known = day.known?.approximation else { continue }
      values.append(known)
      if case .incomplete(_, let lacking?) = day { values.append(known + lacking.approximation) }
    }
    for day in forecast {
      values.append(day.expected.approximation)
      for range in [day.likely80, day.likely95] {
        if let range {
          values += [range.lowerBound.approximation, range.upperBound.approximation]
        }
      }
    }
    ticks = Ticks(low: values.min() ?? 0, high: values.max() ?? 0)
  }

  /// How many slots there are.
  var count: Int { fan.actual.count + forecast.count }

  /// The width of a slot, as a share of the width.
  var slot: Double { 1 / Double(max(count, 1)) }

  /// The middle of a slot.
  func x(_ index: Int) -> Double { (Double(index) + 0.5) * slot }

  /// The day of a slot.
  func day(_ index: Int) -> Day { fan.first.advanced(by: index) }

  /// How many decimals expected amounts have: none where the axis has none.
  var decimals: Int { ticks.decimals }

  /// Whether there is anything to draw.
  var hasData: Bool { !forecast.isEmpty || fan.actual.contains { $0.known != nil } }

  /// Whether all of it is zero.
  var isAllZero: Bool {
    fan.actual.allSatisfy { day in
      if case .incomplete(_, let lacking?) = day, !lacking.isZero { return false }
      return day.known?.isZero ?? true
    }
      && forecast.allSatisfy {
        $0.expected.isZero && ($0.likely95 ?? $0.likely80)?.upperBound.isZero ?? true
      }
  }

  /// The highest day so far.
  var highest: (index: Int, amount: FixedDecimal)? {
    let known = fan.actual.enumerated().compactMap { index, day in day.known.map { (index, $0) } }
    return known.max { $0.1 < $1.1 }.flatMap { $0.1 > .zero ? (index: $0.0, amount: $0.1) : nil }
  }
}
