public import UsageModel

extension Chart {
  /// What was spent up to the end of each day, with a forecast of the rest of the period.
  public struct BurnUp: Hashable, Sendable {
    /// The days of the period.
    public var days: Range<Day>

    /// The total at the end of each day that is over, from the first one; nil where nothing is known of the day.
    public var totals: [FixedDecimal?]

    /// The totals to come, which follow ``totals``; nil where there is no forecast.
    public var forecast: ChartForecast?

    /// The totals of an earlier period by day, the first beside the first.
    public var earlier: ChartSeries?

    /// What may be spent.
    public var budget: ChartLevel?

    /// The height of the plot in pixels; nil is the usual one.
    public var height: Int?

    /// Creates a burn-up chart.
    public init(
      days: Range<Day>,
      totals: [FixedDecimal?],
      forecast: ChartForecast? = nil,
      earlier: ChartSeries? = nil,
      budget: ChartLevel? = nil,
      height: Int? = nil
    ) {
      self.days = days
      self.totals = totals
      self.forecast = forecast
      self.earlier = earlier
      self.budget = budget
      self.height = height
    }

    /// The running total of daily amounts; a missing day has none, and the next one goes on where it stood.
    public static func totals(
      of daily: some Sequence<FixedDecimal?>
    ) throws(ArithmeticOverflow) -> [FixedDecimal?] {
      var total = FixedDecimal.zero
      var totals: [FixedDecimal?] = []
      for amount in daily {
        guard let amount else {
          totals.append(nil)
          continue
        }
        total = try total + amount
        totals.append(total)
      }
      return totals
    }
  }
}
