public import UsageModel

/// What is expected of the days that follow the last one of a chart's actual days.
///
/// Where it begins is not said: it is the next day, so that it can neither overlap with the actual days nor leave a
/// hole behind them.
public struct ChartForecast: Hashable, Sendable {
  /// The days to come, in order.
  public var days: [Day]

  /// Creates a forecast.
  public init(_ days: [Day]) {
    self.days = days
  }

  /// What is expected of one day.
  ///
  /// The wider range always contains the narrower one, and that the expected amount. No end below zero is shown
  /// unless less than nothing is expected.
  public struct Day: Hashable, Sendable {
    /// The expected amount.
    public let expected: FixedDecimal

    /// Between which amounts eighty of a hundred outcomes lie.
    public let likely80: ClosedRange<FixedDecimal>?

    /// The same for ninety-five.
    public let likely95: ClosedRange<FixedDecimal>?

    /// Creates a day; ranges grow to hold what they must.
    public init(
      _ expected: FixedDecimal,
      likely80: ClosedRange<FixedDecimal>? = nil,
      likely95: ClosedRange<FixedDecimal>? = nil
    ) {
      func widened(
        _ range: ClosedRange<FixedDecimal>?,
        to inner: ClosedRange<FixedDecimal>
      ) -> ClosedRange<FixedDecimal>? {
        guard let range else { return nil }
        let low = min(max(range.lowerBound, .zero), inner.lowerBound)
        return low...max(range.upperBound, inner.upperBound)
      }
      self.expected = expected
      self.likely80 = widened(likely80, to: expected...expected)
      self.likely95 = widened(likely95, to: self.likely80 ?? expected...expected)
    }
  }

  /// Whether any day has a range.
  public var hasRanges: Bool { days.contains { $0.likely80 != nil || $0.likely95 != nil } }
}
