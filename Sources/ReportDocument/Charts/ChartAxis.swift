public import UsageModel

/// What the values of a chart count.
public enum ChartUnit: Hashable, Sendable {
  /// Amounts in a currency.
  case money(String)
  /// Other quantities, by the unit's name, which may be empty.
  case count(String)
}

/// What the values of a chart belong to, left to right.
public enum ChartAxis: Hashable, Sendable {
  /// Days in rising order.
  case days([Day])
  /// Names in the order in which they are shown.
  case labels([String])

  /// How many places the axis has.
  public var count: Int {
    switch self {
    case .days(let days): days.count
    case .labels(let labels): labels.count
    }
  }
}
