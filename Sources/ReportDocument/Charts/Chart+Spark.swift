extension Chart {
  /// One small line without axes.
  public struct Spark: Hashable, Sendable {
    /// What the values belong to, left to right.
    public var axis: ChartAxis

    /// The values.
    public var series: ChartSeries

    /// Creates a sparkline.
    public init(axis: ChartAxis, series: ChartSeries) {
      self.axis = axis
      self.series = series
    }
  }
}
