extension Chart {
  /// How the series of a plot are drawn.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A line a series.
    case line
    /// Columns side by side.
    case bars
    /// Columns on top of each other.
    case stacked
    /// Filled lines on top of each other.
    case area
  }

  /// Lines, columns or areas along an axis.
  public struct Plot: Hashable, Sendable {
    /// How the series are drawn.
    public var kind: Kind

    /// What the values belong to, left to right.
    public var axis: ChartAxis

    /// The series, in the order in which they take their colours.
    public var series: [ChartSeries]

    /// Horizontal lines, such as a budget.
    public var levels: [ChartLevel]

    /// The height of the plot in pixels; nil is what the kind usually has.
    public var height: Int?

    /// Creates a plot.
    public init(
      _ kind: Kind,
      axis: ChartAxis,
      series: [ChartSeries],
      levels: [ChartLevel] = [],
      height: Int? = nil
    ) {
      self.kind = kind
      self.axis = axis
      self.series = series
      self.levels = levels
      self.height = height
    }
  }
}
