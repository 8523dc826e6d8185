/// What a forecast is made from.
public struct ForecastInput: Sendable {
  /// The usage of the days up to now, oldest first; nil is unknown.
  public var values: [Double?]
  /// How much each day counts, from 0 to 1, such as a half for days that were worked out; empty where all count fully.
  public var weights: [Double]
  /// How many days to forecast.
  public var horizon: Int
  /// How many of the first days to come are before the period: they are forecast, and part of no total and no path.
  public var gap: Int
  /// How many of the last days of the values belong to the period already.
  public var elapsed: Int
  /// What the period amounts to already; it becomes part of the totals.
  public var soFar: Double
  /// What is known to come on each of the period's days to forecast, such as fees; empty where nothing is.
  public var additions: [Double]
  /// What is expected to change usage.
  public var events: [ForecastEvent]
  /// How likely each range is to hold, between 0 and 1.
  public var levels: [Double]
  /// What random numbers start from; the same seed gives the same digits.
  public var seed: UInt64

  /// Describes a forecast.
  public init(
    values: [Double?],
    weights: [Double] = [],
    horizon: Int,
    gap: Int = 0,
    elapsed: Int = 0,
    soFar: Double = 0,
    additions: [Double] = [],
    events: [ForecastEvent] = [],
    levels: [Double] = [0.8, 0.95],
    seed: UInt64 = 1
  ) {
    self.values = values
    self.weights = weights
    self.horizon = max(0, horizon)
    self.gap = min(max(0, gap), self.horizon)
    self.elapsed = max(0, elapsed)
    self.soFar = soFar
    self.additions = additions
    self.events = events
    self.levels = levels
    self.seed = seed
  }
}
