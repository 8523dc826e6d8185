/// Numbers of the user's own, day by day: users, orders, whatever costs are compared with.
public struct MetricSeries: Hashable, Sendable {
  /// What the user calls it.
  public let name: String
  /// What the values of a day are told apart by, in the order of their names; none for one value a day.
  public let dimensions: [String]
  /// The values, by day, then by what they are told apart by.
  public let points: [MetricPoint]

  /// Creates a series; the points may come in any order.
  public init(name: String, dimensions: [String] = [], points: [MetricPoint]) {
    self.name = name
    self.dimensions = dimensions
    self.points = points.sorted { left, right in
      left.day != right.day
        ? left.day < right.day : left.key.lexicographicallyPrecedes(right.key)
    }
  }

  /// The sum of a day's values; nil where none is known.
  public func value(on day: Day) throws(ArithmeticOverflow) -> FixedDecimal? {
    let values = points.lazy.filter { $0.day == day }.map(\.value)
    return values.isEmpty ? nil : try FixedDecimal.sum(of: values)
  }
}

/// One value of a metric.
public struct MetricPoint: Hashable, Sendable {
  /// The day that it is about.
  public var day: Day
  /// What it is about: a text for each dimension of the series, in their order.
  public var key: [String]
  /// The value.
  public var value: FixedDecimal

  /// Creates a value.
  public init(day: Day, key: [String] = [], value: FixedDecimal) {
    self.day = day
    self.key = key
    self.value = value
  }
}
