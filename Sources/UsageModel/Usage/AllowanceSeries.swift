/// How one allowance of a source went over time.
public struct AllowanceSeries: Hashable, Sendable {
  /// The source.
  public var source: String
  /// What the platform calls it.
  public var name: String
  /// A currency, or a unit such as `byte`.
  public var unit: String
  /// What was seen of it, in order of time, at least one.
  public var points: [AllowancePoint]

  /// Creates a series.
  public init(source: String, name: String, unit: String, points: [AllowancePoint]) {
    self.source = source
    self.name = name
    self.unit = unit
    self.points = points
  }
}

/// What a reply said of an allowance.
public struct AllowancePoint: Hashable, Sendable {
  /// When it stood so.
  public var observedAt: Timestamp
  /// When this machine learnt it.
  public var learntAt: Timestamp
  /// How it stood.
  public var allowance: Allowance

  /// Creates a point.
  public init(observedAt: Timestamp, learntAt: Timestamp, allowance: Allowance) {
    self.observedAt = observedAt
    self.learntAt = learntAt
    self.allowance = allowance
  }
}
