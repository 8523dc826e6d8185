public import UsageModel

/// Two grouped frames side by side.
public struct FrameComparison: Sendable {
  /// One group on both sides.
  public struct Row: Hashable, Sendable {
    /// The values of the dimensions.
    public let keys: [String]
    /// The cost on the earlier side; nil where the group is missing or unpriced.
    public let before: FixedDecimal?
    /// The cost on the later side.
    public let after: FixedDecimal?
    /// The difference, with a missing side counted as zero.
    public let change: FixedDecimal
  }

  /// The dimensions that tell the rows apart.
  public let dimensions: [UsageDimension]

  /// The rows of both sides, largest change first, ties by name.
  public let rows: [Row]

  /// Compares two frames that were grouped alike.
  public init(from before: GroupedFrame, to after: GroupedFrame) throws(ArithmeticOverflow) {
    dimensions = after.dimensions
    let earlier = Self.costs(of: before)
    let later = Self.costs(of: after)
    var rows: [Row] = []
    for keys in Set(earlier.keys).union(later.keys) {
      let (old, new) = (earlier[keys] ?? nil, later[keys] ?? nil)
      let change = try (new ?? .zero) - (old ?? .zero)
      rows.append(Row(keys: keys, before: old, after: new, change: change))
    }
    self.rows = rows.sorted {
      $0.change == $1.change
        ? $0.keys.lexicographicallyPrecedes($1.keys) : $0.change > $1.change
    }
  }

  private static func costs(of frame: GroupedFrame) -> [[String]: FixedDecimal?] {
    Dictionary(
      frame.rows.map { ($0.keys, $0.totals.cost) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
