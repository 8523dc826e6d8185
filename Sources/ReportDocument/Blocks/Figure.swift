/// One headline figure.
public struct Figure: Hashable, Sendable {
  /// What it is, such as `Spend to date`.
  public var label: String

  /// The figure.
  public var value: Value

  /// The same figure of an earlier period; the writers show the relative change.
  public var before: Value?

  /// The ends of an interval around the figure.
  public var range: Range?

  /// Words behind the change or the range, such as `vs 1–20 Oct`.
  public var note: String?

  /// The figure day by day, as small columns; nil is a missing day.
  public var spark: [Double?]?

  /// An interval.
  public struct Range: Hashable, Sendable {
    /// The lower end.
    public var low: Value

    /// The upper end.
    public var high: Value

    /// What share of cases lies inside, such as 80 (percent); nil when it is no probability.
    public var level: Int?

    /// Creates an interval.
    public init(low: Value, high: Value, level: Int? = nil) {
      self.low = low
      self.high = high
      self.level = level
    }
  }

  /// Creates a headline figure.
  public init(
    _ label: String,
    _ value: Value,
    before: Value? = nil,
    range: Range? = nil,
    note: String? = nil,
    spark: [Double?]? = nil
  ) {
    self.label = label
    self.value = value
    self.before = before
    self.range = range
    self.note = note
    self.spark = spark
  }
}
