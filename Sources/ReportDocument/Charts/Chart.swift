/// A chart as data.
public struct Chart: Hashable, Sendable {
  /// How the data is drawn.
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

  /// How the data is drawn.
  public var kind: Kind

  /// What the chart shows.
  public var title: String

  /// What the values count.
  public var unit: ChartUnit

  /// What the values belong to, left to right.
  public var axis: ChartAxis

  /// The series, in the order in which they take their colours.
  public var series: [ChartSeries]

  /// Horizontal lines, such as a budget.
  public var levels: [ChartLevel]

  /// The height of the plot in pixels.
  public var height: Int?

  /// A sentence behind the title.
  public var note: String?

  /// The description for those who cannot see the chart; written from the data if it is nil.
  public var description: String?

  /// Creates a chart.
  public init(
    _ kind: Kind,
    title: String,
    unit: ChartUnit,
    axis: ChartAxis,
    series: [ChartSeries],
    levels: [ChartLevel] = [],
    height: Int? = nil,
    note: String? = nil,
    description: String? = nil
  ) {
    self.kind = kind
    self.title = title
    self.unit = unit
    self.axis = axis
    self.series = series
    self.levels = levels
    self.height = height
    self.note = note
    self.description = description
  }
}
