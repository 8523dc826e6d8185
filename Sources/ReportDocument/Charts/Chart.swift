/// A chart as data.
public struct Chart: Hashable, Sendable {
  /// What is drawn; each kind has a value of its own that cannot hold what it does not draw.
  ///
  /// Writers switch over it without a default, so a new kind makes the compiler list them.
  public enum Content: Hashable, Sendable {
    /// Lines, columns or areas along an axis.
    case plot(Plot)
    /// What was spent up to each day, with a forecast of the rest.
    case burnUp(BurnUp)
    /// The days so far, with a forecast of the next ones.
    case fan(Fan)
    /// Days as a calendar.
    case calendar(Calendar)
    /// What went from where to where.
    case flow(Flow)
    /// One small line.
    case sparkline(Spark)
  }

  /// What the chart shows.
  public var title: String

  /// What the values count.
  public var unit: ChartUnit

  /// What is drawn.
  public var content: Content

  /// A sentence behind the title.
  public var note: String?

  /// The description for those who cannot see the chart; written from the data if it is nil.
  public var description: String?

  /// Creates a chart.
  public init(
    title: String,
    unit: ChartUnit,
    note: String? = nil,
    description: String? = nil,
    _ content: Content
  ) {
    self.title = title
    self.unit = unit
    self.content = content
    self.note = note
    self.description = description
  }

  /// Creates a chart of lines, columns or areas.
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
    let plot = Plot(kind, axis: axis, series: series, levels: levels, height: height)
    self.init(title: title, unit: unit, note: note, description: description, .plot(plot))
  }
}
