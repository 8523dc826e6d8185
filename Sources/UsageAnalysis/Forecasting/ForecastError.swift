/// Why a method gives no forecast.
public struct ForecastError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence that the user reads.
  public let description: String

  static func count(method: String, _ count: Int, of days: Int) -> ForecastError {
    ForecastError(
      description:
        "the forecast method \"\(method)\" was asked for \(days) days and gave \(count); it has to give one number for each"
    )
  }

  static func notFinite(method: String, day: Int) -> ForecastError {
    ForecastError(
      description:
        "the forecast method \"\(method)\" gave no finite number for day \(day + 1); it has to give an amount"
    )
  }
}
