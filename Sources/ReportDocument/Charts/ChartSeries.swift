public import UsageModel

/// One series of a chart.
public struct ChartSeries: Hashable, Sendable {
  /// The swatch of what is folded into one series: grey, never a colour of its own.
  public static let foldedSwatch: Int = -1

  /// The name that the data uses.
  public var name: String

  /// One exact value for each place of the axis; nil, also beyond the end, is missing.
  public var values: [FixedDecimal?]

  /// The series colour, from 0; nil takes the series' place in the chart.
  public var swatch: Int?

  /// Whether the series is there for comparison, such as an earlier period: grey and thin.
  public var isReference: Bool

  /// Creates a series.
  public init(
    _ name: String,
    values: [FixedDecimal?],
    swatch: Int? = nil,
    isReference: Bool = false
  ) {
    self.name = name
    self.values = values
    self.swatch = swatch
    self.isReference = isReference
  }
}

/// A horizontal line across a chart, such as a budget or a limit.
public struct ChartLevel: Hashable, Sendable {
  /// What it is.
  public var label: String

  /// Where it is.
  public var value: FixedDecimal

  /// Creates a level.
  public init(_ label: String, value: FixedDecimal) {
    self.label = label
    self.value = value
  }
}
