import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

// What charts draw of a forecast.

extension OutlookObject {
  /// What is expected day by day; nil where there is no real forecast, or nothing to come.
  ///
  /// `amounts` tells which amount of a day is meant, and its ranges by the forecast's levels.
  func chartForecast(
    _ amounts: (ForecastDay) -> (expected: Double, ranges: [ForecastRange])
  ) throws -> ChartForecast? {
    guard reason == nil else { return nil }
    try work()
    let path = forecast.path
    let held = try context.hold(path.count * 128)
    let days = path.compactMap { day -> ChartForecast.Day? in
      let (expected, ranges) = amounts(day)
      guard let expected = FixedDecimal(estimate: expected) else { return nil }
      return .init(
        expected,
        likely80: chartRange(ranges, percent: 80),
        likely95: chartRange(ranges, percent: 95)
      )
    }
    // A day too large to be an amount would shift those behind it.
    return withExtendedLifetime(held) {
      days.isEmpty || days.count < path.count ? nil : ChartForecast(days)
    }
  }

  private func chartRange(_ ranges: [ForecastRange], percent: Int) -> ClosedRange<FixedDecimal>? {
    guard let place = levels.firstIndex(of: percent), ranges.indices.contains(place),
      let low = FixedDecimal(estimate: ranges[place].low),
      let high = FixedDecimal(estimate: ranges[place].high), low <= high
    else { return nil }
    return low...high
  }

  /// Why there is no forecast in the chart, as a sentence.
  var chartNote: String? {
    // What is given instead is not drawn.
    reason.map { "No forecast: \($0.prefix { $0 != ";" })." }
  }

  /// The days of the period that are over.
  func daysSoFar() throws -> (first: Day, amounts: [DayAmount]) {
    guard let span else {
      throw HostError(
        "the forecast is of plain numbers, which have no days; add what it was made from: "
          + "{ outlook, series }"
      )
    }
    return (span.period.start, [DayAmount](span.daily))
  }
}
