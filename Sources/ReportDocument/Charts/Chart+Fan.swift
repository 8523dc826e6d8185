public import UsageModel

extension Chart {
  /// The amounts of days so far, with a forecast of the next ones.
  public struct Fan: Hashable, Sendable {
    /// The first day.
    public var first: Day

    /// The days so far, from the first one.
    public var actual: [DayAmount]

    /// The days to come, which follow the actual ones; nil where there is no forecast.
    public var forecast: ChartForecast?

    /// Horizontal lines, such as the even pace of a budget.
    public var levels: [ChartLevel]

    /// The height of the plot in pixels; nil is the usual one.
    public var height: Int?

    /// Creates a fan chart.
    public init(
      first: Day,
      actual: [DayAmount],
      forecast: ChartForecast? = nil,
      levels: [ChartLevel] = [],
      height: Int? = nil
    ) {
      self.first = first
      self.actual = actual
      self.forecast = forecast
      self.levels = levels
      self.height = height
    }
  }
}
