/// One day of a forecast.
public struct ForecastDay: Hashable, Sendable {
  /// The day's amount.
  public let expected: Double
  /// Between which amounts it lies, by the levels asked for; empty where there is no real forecast.
  public let ranges: [ForecastRange]
  /// The total up to this day, with what was known before the forecast.
  public let total: Double
  /// Between which amounts that total lies.
  public let totalRanges: [ForecastRange]
}
