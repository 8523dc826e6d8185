/// Between which amounts the outcome lies with some likelihood.
public struct ForecastRange: Hashable, Sendable {
  /// How likely it is to hold, between 0 and 1.
  public let level: Double
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// A range with its likelihood.
  public init(level: Double, low: Double, high: Double) {
    self.level = level
    self.low = low
    self.high = high
  }
}
