import ReportDocument
import UsageModel

/// A burn-up chart made ready for drawing: where each total lies, and where the budget is reached.
struct BurnUpPlot {
  /// A total at the end of a day.
  struct Point: Equatable {
    /// The end of the day, as a share of the width; the period begins at 0.
    var x: Double
    var value: Double
    var exact: FixedDecimal
    var day: Day
  }

  /// Where the line meets the budget.
  struct Reached: Equatable {
    var x: Double
    var day: Day
    /// Whether it lies among the days to come.
    var isExpected: Bool
  }

  let burnUp: Chart.BurnUp
  /// The totals so far; nil where nothing is known.
  let actual: [Point?]
  /// The totals to come.
  let forecast: [Point]
  /// The ranges of the days to come.
  let bands: [ChartForecast.Day]
  /// The earlier period's totals.
  let earlier: [Point?]
  /// The day on which the budget is reached; nil where it is not, or where there is none.
  let reached: Reached?
  let ticks: Ticks
  let height: Double

  init(_ burnUp: Chart.BurnUp) {
    self.burnUp = burnUp
    let count = max(burnUp.days.count, 1)
    func point(_ index: Int, _ value: FixedDecimal) -> Point {
      Point(
        x: Double(index + 1) / Double(count),
        value: value.approximation,
        exact: value,
        day: burnUp.days.lowerBound.advanced(by: index)
      )
    }
    let totals = burnUp.totals.prefix(count)
    actual = totals.enumerated().map { index, value in value.map { point(index, $0) } }
    let expected = (burnUp.forecast?.days ?? []).prefix(count - totals.count)
    bands = Array(expected)
    forecast = expected.enumerated().map { point(totals.count + $0, $1.expected) }
    earlier = (burnUp.earlier?.values ?? []).prefix(count).enumerated().map { index, value in
      value.map { point(index, $0) }
    }
    let known = actual.compactMap(\.self)
    reached = Self.reached(burnUp.budget?.value, by: known, then: forecast)
    height = PlotCanvas.height(burnUp.height, usual: 288)
    var values = (known + forecast + earlier.compactMap(\.self)).map(\.value)
    for day in bands {
      for range in [day.likely80, day.likely95] {
        if let range {
          values += [range.lowerBound.approximation, range.upperBound.approximation]
        }
      }
    }
    if let budget = burnUp.budget { values.append(budget.value.approximation) }
    ticks = Ticks(low: values.min() ?? 0, high: values.max() ?? 0)
  }

  /// Whether there is anything to draw.
  var hasData: Bool { lastActual != nil || !forecast.isEmpty || lastEarlier != nil }

  /// Whether all of it is zero.
  var isAllZero: Bool {
    (actual.compactMap(\.self) + forecast + earlier.compactMap(\.self)).allSatisfy { $0.value == 0 }
      && bands.allSatisfy { ($0.likely95 ?? $0.likely80)?.upperBound.isZero ?? true }
  }

  /// The newest total that is known.
  var lastActual: Point? { actual.last { $0 != nil } ?? nil }

  /// The earlier period's last total.
  var lastEarlier: Point? { earlier.last { $0 != nil } ?? nil }

  /// The last day of the period.
  var lastDay: Day { burnUp.days.upperBound.advanced(by: -1) }

  /// The days up to the newest known one of which nothing is known.
  var missing: [Day] {
    guard let end = actual.lastIndex(where: { $0 != nil }) else { return [] }
    return actual[..<end].indices.filter { actual[$0] == nil }
      .map { burnUp.days.lowerBound.advanced(by: $0) }
  }

  /// How many decimals expected amounts have: none where the axis has none.
  var decimals: Int { ticks.decimals }

  /// Where the forecast begins: at the newest total, or where nothing was spent yet.
  var start: (x: Double, value: Double) {
    if let last = lastActual { return (last.x, last.value) }
    return (Double(actual.count) / Double(max(burnUp.days.count, 1)), 0)
  }

  private static func reached(
    _ budget: FixedDecimal?,
    by known: [Point],
    then expected: [Point]
  ) -> Reached? {
    guard let budget, budget > .zero else { return nil }
    let level = budget.approximation
    var before = (x: 0.0, value: 0.0)
    for (index, point) in (known + expected).enumerated() {
      if point.exact >= budget {
        let rise = point.value - before.value
        let part = rise > 0 ? min(max((level - before.value) / rise, 0), 1) : 1
        return Reached(
          x: before.x + (point.x - before.x) * part,
          day: point.day,
          isExpected: index >= known.count
        )
      }
      before = (point.x, point.value)
    }
    return nil
  }
}
